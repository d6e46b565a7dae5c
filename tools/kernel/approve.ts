import type { Invocation } from './context.ts';
import type { Tool } from './define-tool.ts';
import { executeTool } from './execute-tool.ts';
import { takeOnce } from './take-approval.ts';
import { failed, type ToolOutcome } from './tool-error.ts';

const decided = { approved: '已批准', rejected: '已拒绝，没有改动任何数据' };

/**
 * Decides a waiting call on a person's word, and on a yes runs it. Only where a person speaks directly
 * may this be called: the command line, an elicitation, our own agent loop. Never for a model.
 */
export async function decideApproval(
  findTool: (name: string) => Tool | undefined,
  approvalId: string,
  decision: 'approved' | 'rejected',
  invocation: Invocation,
): Promise<ToolOutcome> {
  const { runtime } = invocation;
  const report = (errorId: string, error: unknown) => runtime.report(errorId, 'approve', error);
  try {
    const approval = await takeOnce(invocation, approvalId, decision);
    runtime.observer?.approval(decision);
    const tool = findTool(approval.tool);
    if (decision === 'rejected' || !tool)
      return {
        ok: true,
        data: { approvalId, decision },
        text:
          invocation.language === 'zh' ? `${approvalId}：${decided[decision]}` : `${approvalId}: ${decision}`,
      };
    return await executeTool(tool, approval.arguments, invocation, approval);
  } catch (error) {
    return failed(error, report);
  }
}
