import { randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type RequestStateCodec,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { PendingApproval } from '../../tools/kernel/context.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../trust/index.ts';
import { clientOf } from './client.ts';

/** A call that waits for a person, as it travels through the client: sealed, bound to the call, for ten minutes. */
export interface WaitingCall {
  approvalId: string;
  digest: string;
}

export type WaitingCalls = RequestStateCodec<WaitingCall>;

const question = 'approval';
const shown = { items: 10, fields: 6, characters: 80 };
const minutes = 10;

/** Seals waiting calls under a key that only this process holds. */
export const sealWaitingCalls = (): WaitingCalls =>
  createRequestStateCodec<WaitingCall>({ key: randomBytes(32), ttlSeconds: minutes * 60 });

/** Whether the client can put a form before its person. */
export function canAskPerson(server: Server, ctx: ServerContext): boolean {
  const elicitation = clientOf(server, ctx).capabilities?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/** What a person must approve, out of the outcome that says so. */
export function pendingIn(outcome: ToolOutcome): PendingApproval | null {
  if (outcome.ok || outcome.error.code !== 'approval_required') return null;
  const details = outcome.error.details as (PendingApproval & { total?: number }) | undefined;
  return details?.approvalId ? details : null;
}

/** Puts the question before the person. 2026-07-28 clients do so themselves, for older ones the SDK asks. */
export function askPerson(
  pending: PendingApproval,
  requestState: string,
  language: Language,
): InputRequiredResult {
  const words = wordings[language];
  return inputRequired({
    requestState,
    inputRequests: {
      [question]: inputRequired.elicit({
        message: [words.ask(pending.tool), pending.reason, ...previewLines(pending)].join('\n'),
        requestedSchema: {
          type: 'object',
          properties: { approve: { type: 'boolean', title: words.approve, default: false } },
          required: ['approve'],
        },
      }),
    },
  });
}

/** What the person answered; null where the question was put away unanswered. */
export function answerOf(ctx: ServerContext): 'approved' | 'rejected' | null {
  const answer = inputResponse(ctx.mcpReq.inputResponses, question);
  if (answer.kind !== 'elicit' || answer.action === 'cancel') return null;
  return answer.action === 'accept' && answer.content?.approve === true ? 'approved' : 'rejected';
}

const wordings = {
  en: { ask: (tool: string) => `${tool} needs your approval.`, approve: 'Approve' },
  zh: { ask: (tool: string) => `${tool} 需要您批准。`, approve: '批准' },
};

function previewLines(pending: PendingApproval & { total?: number }): string[] {
  const lines = pending.preview.slice(0, shown.items).map((item) => {
    const fields = item.fields
      .slice(0, shown.fields)
      .map(({ field, before, after }) => `${field}: ${shortly(before)} → ${shortly(after)}`);
    return `- ${item.operation} ${item.kind} ${shortly(item.label)}${fields.length > 0 ? ` (${fields.join('; ')})` : ''}`;
  });
  const more = (pending.total ?? pending.preview.length) - lines.length;
  return more > 0 ? [...lines, `… +${more}`] : lines;
}

function shortly(value: unknown): string {
  if (value === null || value === undefined || value === '') return '∅';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/gu, ' ');
  return text.length > shown.characters ? `${text.slice(0, shown.characters - 1)}…` : text;
}
