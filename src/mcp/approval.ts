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
import { previewLines, wordLines } from '../../tools/kernel/preview.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { errorText } from '../trust/error-texts.ts';
import type { Language } from '../trust/index.ts';
import { clientOf } from './client.ts';

/** A call that waits for a person, as it travels through the client: sealed, bound to the call, for ten minutes. */
export interface WaitingCall {
  approvalId: string;
  digest: string;
  /** Whether the person was sent to a page of this machine, which has their answer. */
  isOnPage?: true;
}

export type WaitingCalls = Pick<RequestStateCodec<WaitingCall>, 'mint' | 'verify'>;

const question = 'approval';
const minutes = 10;

/** Seals waiting calls for whoever made the call alone; by default under a key that only this process holds. */
export const sealWaitingCalls = (key: Uint8Array = randomBytes(32)): WaitingCalls =>
  createRequestStateCodec<WaitingCall>({
    key,
    ttlSeconds: minutes * 60,
    bind: ({ mcpReq, http }) => `${mcpReq.method}\0${http?.authInfo?.clientId ?? ''}`,
  });

/** Whether the client can put a form before its person. */
export function canAskPerson(server: Server, ctx: ServerContext): boolean {
  const elicitation = clientOf(server, ctx).capabilities?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/** Whether the client can only send its person to an address. */
export const canSendPerson = (server: Server, ctx: ServerContext): boolean =>
  !canAskPerson(server, ctx) && clientOf(server, ctx).capabilities?.elicitation?.url !== undefined;

/** What waits for a person, its preview cut; `total` counts all records. */
type Pending = PendingApproval & { total: number };

/** What a person must approve, out of the outcome that says so. */
export function pendingIn(outcome: ToolOutcome): Pending | null {
  if (outcome.ok || outcome.error.code !== 'approval_required') return null;
  const details = outcome.error.details as Pending | undefined;
  return details?.approvalId ? details : null;
}

/** Puts the question before the person. 2026-07-28 clients do so themselves, for older ones the SDK asks. */
export function askPerson(
  pending: Pending,
  given: Readonly<Record<string, unknown>>,
  requestState: string,
  language: Language,
): InputRequiredResult {
  const words = wordings[language];
  return inputRequired({
    requestState,
    inputRequests: {
      [question]: inputRequired.elicit({
        message: [
          words.ask(pending.tool),
          errorText(pending.reason, language),
          ...previewLines(pending.preview, pending.total, language),
          ...wordLines(pending.preview, given),
        ].join('\n'),
        requestedSchema: {
          type: 'object',
          properties: { approve: { type: 'boolean', title: words.approve, default: false } },
          required: ['approve'],
        },
      }),
    },
  });
}

/** Sends the person to a page. Clients show them the address, and keep it from the model. */
export const sendPerson = (
  { tool }: Pending,
  url: string,
  requestState: string,
  language: Language,
): InputRequiredResult =>
  inputRequired({
    requestState,
    inputRequests: { [question]: inputRequired.elicitUrl({ message: wordings[language].ask(tool), url }) },
  });

/** Whether the person went to the page, or did not want to; null where the question was put away. */
export function wentToPage(ctx: ServerContext): boolean | null {
  const answer = inputResponse(ctx.mcpReq.inputResponses, question);
  if (answer.kind !== 'elicit' || answer.action === 'cancel') return null;
  return answer.action === 'accept';
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
