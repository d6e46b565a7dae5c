import type { Invocation, Runtime, Session } from '../../tools/kernel/context.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';

/** The running application, as far as MCP needs it. */
export interface McpApp {
  session: Session;
  runtime: Runtime;
  /** Runs a tool by name. Never throws. */
  call(name: string, callArguments: unknown, more?: Partial<Invocation>): Promise<ToolOutcome>;
  /** Runs or drops a waiting call on a person's word. Never throws. */
  approve(
    approvalId: string,
    decision: 'approved' | 'rejected',
    more?: Partial<Invocation>,
  ): Promise<ToolOutcome>;
}
