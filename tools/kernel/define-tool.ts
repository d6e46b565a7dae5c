import type { z } from 'zod';
import type { Language, ToolScope } from '../../src/trust/index.ts';
import type { ToolContext } from './context.ts';

export const toolsets = [
  'crm',
  'insight',
  'knowledge',
  'service',
  'research',
  'quality',
  'outreach',
  'people',
  'privacy',
] as const;
export type Toolset = (typeof toolsets)[number];

/** One thing an assistant can do: a contract and a short handler. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  /** snake_case, the file's name in kebab-case. */
  name: string;
  title: string;
  toolset: Toolset;
  /** Part of the default profile of 20 tools. */
  profile?: 'default';
  scope: ToolScope;
  /** Fields its figures rest on, as `order.total`: refused to who does not see them. */
  restsOn?: readonly string[];
  /** Purpose; use when; not for. At most 350 characters. */
  description: string;
  /** Example requests with {slot} marks named after the input: the local model learns the tool from them. */
  phrases: { en: readonly string[]; zh: readonly string[] };
  input: Input;
  output: Output;
  annotations: {
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
  /** Whether a repeated call is run again: what it finds says whether it was done. Else it gets the first answer. */
  runsAgain?: true;
  /**
   * In a draft: `lands` takes what it writes into the draft, which only a tool of records alone may; `manages` and
   * `starts` deal with drafts themselves and work on the data as they are. Any other tool reads, or is refused.
   */
  drafts?: 'lands' | 'manages' | 'starts';
  /** How long a call may take, in milliseconds; by default 15,000 for reads and 20,000 for writes. */
  deadline?: number;
  /** The result in a few short lines, in the reader's language. */
  summarize?(output: z.output<Output>, language: Language): string;
  handler(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}

/** Gives a tool its types; nothing else. */
export const defineTool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> => tool;
