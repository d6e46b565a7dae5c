import { tool as aiTool, jsonSchema, type ToolSet } from 'ai';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import { schemasOf } from '../../tools/kernel/json-schema.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';

/** Makes one call of a turn; `callId` names it among the calls of its conversation. */
export type Call = (
  tool: Tool,
  callArguments: Record<string, unknown>,
  callId: string,
) => Promise<ToolOutcome>;

/** The registry's tools as the AI SDK's: same names, same schemas, failures as values the model reads. */
export function aiTools(tools: readonly Tool[], call: Call): ToolSet {
  return Object.fromEntries(
    tools.map((tool) => [
      tool.name,
      aiTool({
        title: tool.title,
        description: tool.description,
        inputSchema: jsonSchema<Record<string, unknown>>(schemasOf(tool).input),
        execute: (callArguments, { toolCallId }) => call(tool, callArguments, toolCallId),
      }),
    ]),
  );
}
