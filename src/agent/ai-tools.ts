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

/**
 * The registry's tools as the AI SDK's: same names, same schemas, failures as values the model reads.
 *
 * @param brief  leaves out of the results what a model does not need: the summary in words, error ids
 */
export function aiTools(tools: readonly Tool[], call: Call, brief = false): ToolSet {
  return Object.fromEntries(
    tools.map((tool) => [
      tool.name,
      aiTool({
        title: tool.title,
        description: tool.description,
        inputSchema: jsonSchema<Record<string, unknown>>(schemasOf(tool).input),
        execute: (callArguments, { toolCallId }) => call(tool, callArguments, toolCallId),
        ...(brief && { toModelOutput: ({ output }) => ({ type: 'json', value: briefly(output) }) }),
      }),
    ]),
  );
}

function briefly(outcome: ToolOutcome) {
  if (outcome.ok) return JSON.parse(JSON.stringify(outcome.data));
  const { errorId: _, ...error } = outcome.error;
  return { error: JSON.parse(JSON.stringify(error)) };
}
