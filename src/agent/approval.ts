import type { ModelMessage, ToolCallPart } from 'ai';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { canonicalJson } from '../trust/index.ts';
import type { Conversation, HeldCall, PendingApproval, Step } from './types.ts';

/**
 * What waits for the person after these calls: all that were held back, as one question. A call that another
 * of the same tool took up again, with records of the first, waits no more.
 */
export function pendingIn(steps: readonly Step[]): PendingApproval | undefined {
  const held = steps.flatMap(heldBack);
  const waiting = held.filter((one, place) => !held.slice(place + 1).some((later) => isAgain(one, later)));
  const [first, ...others] = waiting;
  if (first === undefined) return undefined;
  const reasons = new Set(waiting.map(({ reason }) => reason));
  return {
    ...first,
    reason: [...reasons].join(' '),
    preview: waiting.flatMap(({ preview }) => preview),
    total: waiting.reduce((sum, { total }) => sum + total, 0),
    ...(others.length > 0 && { others: others.map(callOf) }),
  };
}

/** The calls a person's word is about, in the order they were asked for. */
export const callsOf = (waiting: PendingApproval): HeldCall[] => [callOf(waiting), ...(waiting.others ?? [])];

const callOf = ({ approvalId, tool, arguments: given }: HeldCall): HeldCall => ({
  approvalId,
  tool,
  arguments: given,
});

function heldBack({ tool, arguments: given, outcome }: Step): PendingApproval[] {
  if (outcome.ok || outcome.error.code !== 'approval_required') return [];
  const details = (outcome.error.details ?? {}) as Partial<PendingApproval>;
  if (details.approvalId === undefined) return [];
  const { approvalId, reason = outcome.error.message, preview = [] } = details;
  return [{ approvalId, tool, arguments: given, reason, preview, total: details.total ?? preview.length }];
}

/**
 * Whether a later call is the same once more, corrected or in parts: one of the two changes nothing the other
 * does not. Where not all records are shown, it may be.
 */
function isAgain(one: PendingApproval, later: PendingApproval): boolean {
  if (one.tool !== later.tool) return false;
  if ([one, later].some(({ preview, total }) => preview.length < Math.max(1, total))) return true;
  const [before, after] = [touchedBy(one), touchedBy(later)];
  if (before.size === 0 || after.size === 0) return false;
  return after.isSubsetOf(before) || before.isSubsetOf(after);
}

/** What a call changes, field by field; new records by what they are called, not those that have no name. */
const touchedBy = ({ preview }: PendingApproval): Set<string> =>
  new Set(
    preview.flatMap(({ kind, id, label, operation, fields }) => {
      if (operation === 'create') return label === id ? [] : [canonicalJson([kind, { label }])];
      const changed = fields.map(({ field }) => canonicalJson([kind, id, field]));
      return changed.length > 0 ? changed : [canonicalJson([kind, id])];
    }),
  );

/**
 * The approved call and its result as messages behind the person's yes, so that the model goes on from
 * there: the call is the one that was held back, with what the model noted beside it.
 */
export function approvedCall(
  conversation: Conversation,
  { approvalId, tool, arguments: given }: HeldCall,
  outcome: ToolOutcome,
): ModelMessage[] {
  const held = heldPart(conversation, tool, given);
  const toolCallId = `${held?.toolCallId ?? approvalId}-approved`;
  const noted = held?.providerOptions === undefined ? {} : { providerOptions: held.providerOptions };
  return [
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId, toolName: tool, input: given, ...noted }],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId,
          toolName: tool,
          output: { type: 'json', value: JSON.parse(JSON.stringify(outcome)) },
        },
      ],
    },
  ];
}

function heldPart({ messages }: Conversation, tool: string, given: object): ToolCallPart | undefined {
  const same = canonicalJson(given);
  return messages
    .flatMap((message) =>
      message.role === 'assistant' && typeof message.content !== 'string' ? message.content : [],
    )
    .filter((part) => part.type === 'tool-call')
    .findLast((part) => part.toolName === tool && canonicalJson(part.input) === same);
}
