import {
  type Approval,
  ApprovalRefused,
  approvalReason,
  callDigest,
  commitChange,
  keepResponse,
  previewOf,
  RapportError,
  requestApproval,
  requireCovered,
  seenItem,
} from '../../src/trust/index.ts';
import { openBatches } from './batches.ts';
import type { Batches, BatchKind, Invocation, Limits, Receipt, Services } from './context.ts';
import type { Tool } from './define-tool.ts';
import { firstAnswer } from './first-answer.ts';
import { noteRefusal, takeOnce } from './take-approval.ts';
import { failed, type ToolOutcome } from './tool-error.ts';

/** What a person has approved: the call's effect as they were shown it. */
export type Approved = Pick<Approval, 'id' | 'preview'>;

/** Carries a dry run's result out of the transaction that is rolled back. */
class DryRun extends Error {
  readonly result: object;
  constructor(result: object) {
    super('dry run');
    this.result = result;
  }
}

/** Carries what a person must approve out of the transaction that is rolled back. */
class NeedsApproval extends Error {
  readonly reason: string;
  readonly items: Parameters<typeof previewOf>[1];
  readonly callArguments: Record<string, unknown>;
  constructor(
    reason: string,
    items: Parameters<typeof previewOf>[1],
    callArguments: Record<string, unknown>,
  ) {
    super('needs approval');
    this.reason = reason;
    this.items = items;
    this.callArguments = callArguments;
  }
}

/**
 * Runs a write once: a repeated call gets the first answer; a dry run, or a write only a person may
 * allow, is rolled back; anything else commits with its change and its idempotency key, after its
 * output has been checked: what is written is never told as a failure.
 *
 * @param call.check    throws where the output could not be shown
 * @param call.confirm  why a person must say yes to it first
 */
export async function writeOnce<Result extends object>(
  tool: Tool,
  input: Record<string, unknown>,
  call: {
    invocation: Invocation;
    limits: Limits;
    approved: Approved | undefined;
    check: (output: Record<string, unknown>) => unknown;
    confirm?: ((result: Result) => string) | undefined;
  },
  work: (services: Services) => Promise<Result>,
): Promise<Result & Receipt> {
  const { idempotencyKey, dryRun, repeat, ...callArguments } = input;
  const { runtime, session, conversationId } = call.invocation;
  const key = idempotencyKey as string | undefined;
  const identity = { tool: tool.name, digest: callDigest(tool.name, callArguments), key };
  try {
    return await runtime.write(
      session,
      async (scope, services) => {
        const earlier = await firstAnswer<Result>(scope, tool, identity, { dryRun, repeat });
        if (earlier) return earlier;
        const result = await work(services);
        if (dryRun) throw new DryRun({ ...result, changeId: null, dryRun: true });
        const items = scope.records.items;
        const mayRun = scope.undoes.length > 0 || call.approved || items.length === 0;
        const reason = mayRun ? null : (call.confirm?.(result) ?? approvalReason(items));
        const doubt = call.approved
          ? null
          : call.invocation.reading?.doubt({ tool, arguments: callArguments, items });
        const why = [reason, doubt].filter((part) => part).join(' ');
        if (why !== '') throw new NeedsApproval(why, items, { ...callArguments, ...kept(key) });
        if (call.approved) {
          if (call.approved.preview.length > 0) requireCovered(call.approved.preview, items);
          call.invocation.reading?.approved(items);
        }
        const changeId = await commitChange(scope, { tool: tool.name, conversationId });
        const response = tool.output.parse({ ...result, changeId });
        call.check(response);
        await keepResponse(scope, identity, response);
        return response as Result & Receipt;
      },
      call.limits,
    );
  } catch (error) {
    if (error instanceof DryRun) return error.result as Result & Receipt;
    if (error instanceof ApprovalRefused && call.approved)
      await noteRefusal(call.invocation, call.approved.id, error.reason);
    throw error;
  }
}

/** The caller's key stays with a call that waits for a person, so that the approved call answers to it. */
const kept = (idempotencyKey: unknown) => (idempotencyKey === undefined ? {} : { idempotencyKey });

/** @throws NeedsApproval unless a person has said yes, or it is only tried */
function requireYes(input: Record<string, unknown>, approved: Approved | undefined, reason: string): void {
  const { idempotencyKey, dryRun, repeat, ...callArguments } = input;
  if (!dryRun && !approved)
    throw new NeedsApproval(reason, [], { ...callArguments, ...kept(idempotencyKey) });
}

/**
 * Asks a person before an act that touches more than single records, or lets something out, where what the model
 * has read could be behind it.
 *
 * @throws NeedsApproval
 */
export function requireNoDoubt(
  tool: Tool,
  input: Record<string, unknown>,
  { invocation, approved }: { invocation: Invocation; approved: Approved | undefined },
): void {
  const doubt = invocation.reading?.doubt({ tool, arguments: input, items: null });
  if (doubt) requireYes(input, approved, doubt);
}

/** So many batches may change what a table is like. */
const manyBatches = 4;

/**
 * Runs a write that is too much for one transaction. What its steps commit stays, whatever becomes of the rest.
 *
 * @param batch.reason  why a person has to approve it first
 * @param batch.partOf  the change it goes on with
 */
export async function writeInBatches<Result extends object>(
  tool: Tool,
  input: Record<string, unknown>,
  call: { invocation: Invocation; signal: AbortSignal; approved: Approved | undefined },
  batch: { kind: BatchKind; reason: string | undefined; partOf: string | undefined },
  work: (batches: Batches) => Promise<Result>,
): Promise<Result & Receipt> {
  const { dryRun } = input;
  if (batch.reason !== undefined) requireYes(input, call.approved, batch.reason);
  requireNoDoubt(tool, input, call);
  const change = { kind: batch.kind, tool: tool.name, dryRun: dryRun === true, id: batch.partOf };
  const batches = openBatches(call.invocation, change, call.signal);
  const result = await work(batches);
  const changeId = batches.written() > 0 ? batches.changeId : null;
  if (batches.written() >= manyBatches) await renewStatistics(call.invocation.runtime, tool);
  return { ...result, changeId, ...(dryRun === true && { dryRun }) };
}

/** What is in stays in, planned for well or not. */
async function renewStatistics(runtime: Invocation['runtime'], tool: Tool): Promise<void> {
  try {
    await runtime.renewStatistics();
  } catch (error) {
    failed(error, (errorId, failure) => runtime.report(errorId, tool.name, failure));
  }
}

/**
 * Does what lies outside the database, on a person's yes alone.
 *
 * @param reason  what they say yes to
 */
export async function actOutside<Result extends object>(
  input: Record<string, unknown>,
  approved: Approved | undefined,
  reason: string,
  work: (isRehearsal: boolean) => Promise<Result>,
): Promise<Result> {
  requireYes(input, approved, reason);
  return work(input.dryRun === true);
}

/**
 * What becomes of a call that needs a person: kept as a waiting approval; where the person can be asked
 * at once, run on their yes.
 *
 * @returns null for any other failure
 */
export async function settleApproval(
  error: unknown,
  tool: Tool,
  invocation: Invocation,
  run: (approved: Approved) => Promise<ToolOutcome>,
): Promise<ToolOutcome | null> {
  if (!(error instanceof NeedsApproval)) return null;
  const { runtime, session, confirm } = invocation;
  const limits = { signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 };
  const { approval, preview } = await runtime.write(
    session,
    async (scope) => ({
      approval: await requestApproval(scope, {
        tool: tool.name,
        arguments: error.callArguments,
        reason: error.reason,
        items: error.items,
      }),
      preview: await previewOf(
        scope,
        error.items.map((item) => seenItem(session.actor, item)),
      ),
    }),
    limits,
  );
  const pending = { approvalId: approval.id, tool: tool.name, reason: error.reason, preview };
  const answer = confirm ? await confirm(pending) : 'unavailable';
  runtime.observer?.approval(answer === 'unavailable' ? 'waiting' : answer);
  if (answer !== 'unavailable') await takeOnce(invocation, approval.id, answer);
  if (answer === 'approved') return run(approval);
  if (answer === 'rejected')
    throw new RapportError('forbidden', 'The person said no; nothing was changed.', {
      hint: 'Ask what to do instead.',
    });
  throw new RapportError(
    'approval_required',
    `${error.reason} A person must approve it; nothing was changed yet.`,
    {
      hint: `Show them the preview; they approve with: rapport approve ${approval.id} (10 minutes).`,
      details: { ...pending, preview: preview.slice(0, 20), total: preview.length },
    },
  );
}
