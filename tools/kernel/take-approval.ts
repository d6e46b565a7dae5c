import { type Approval, ApprovalRefused, noteEvent, takeApproval } from '../../src/trust/index.ts';
import type { Invocation } from './context.ts';

const limits = () => ({ signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 });

/** Takes a waiting approval for its one use; one that does not count is kept as an event. @throws ApprovalRefused */
export async function takeOnce(
  { runtime, session }: Pick<Invocation, 'runtime' | 'session'>,
  approvalId: string,
  decision: 'approved' | 'rejected',
): Promise<Approval> {
  try {
    return await runtime.write(session, (scope) => takeApproval(scope, approvalId, decision), limits());
  } catch (error) {
    if (error instanceof ApprovalRefused) await noteRefusal({ runtime, session }, approvalId, error.reason);
    throw error;
  }
}

/** Keeps the event of an approval that did not count. */
export const noteRefusal = (
  { runtime, session }: Pick<Invocation, 'runtime' | 'session'>,
  approvalId: string,
  reason: string,
): Promise<void> =>
  runtime.write(
    session,
    (scope) => noteEvent(scope, { event: 'approval_rejected', subject: approvalId, reason }),
    limits(),
  );
