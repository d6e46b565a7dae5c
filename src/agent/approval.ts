import type { ModelMessage } from 'ai';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Conversation, PendingApproval, Step } from './types.ts';

/** What waits for the person after these calls: the last one held back, if any is. */
export function pendingIn(steps: readonly Step[]): PendingApproval | undefined {
  const held = steps.findLast(({ outcome }) => !outcome.ok && outcome.error.code === 'approval_required');
  if (held === undefined || held.outcome.ok) return undefined;
  const details = (held.outcome.error.details ?? {}) as Partial<PendingApproval>;
  if (details.approvalId === undefined) return undefined;
  const preview = details.preview ?? [];
  return {
    approvalId: details.approvalId,
    tool: held.tool,
    arguments: held.arguments,
    reason: details.reason ?? held.outcome.error.message,
    preview,
    total: details.total ?? preview.length,
  };
}

/**
 * The approved call and its result as messages behind the person's yes, so that the model goes on from
 * there: the call is the one that was held back, with what the model noted beside it.
 */
export function approvedCall(
  conversation: Conversation,
  waiting: PendingApproval,
  outcome: ToolOutcome,
): ModelMessage[] {
  const held = conversation.messages
    .flatMap((message) =>
      message.role === 'assistant' && typeof message.content !== 'string' ? message.content : [],
    )
    .filter((part) => part.type === 'tool-call')
    .findLast((part) => part.toolName === waiting.tool);
  const toolCallId = `${held?.toolCallId ?? waiting.approvalId}-approved`;
  const noted = held?.providerOptions === undefined ? {} : { providerOptions: held.providerOptions };
  return [
    {
      role: 'assistant',
      content: [
        { type: 'tool-call', toolCallId, toolName: waiting.tool, input: waiting.arguments, ...noted },
      ],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId,
          toolName: waiting.tool,
          output: { type: 'json', value: JSON.parse(JSON.stringify(outcome)) },
        },
      ],
    },
  ];
}
