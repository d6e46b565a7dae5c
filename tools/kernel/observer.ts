import type { ToolOutcome } from './tool-error.ts';

/** A trace as it travels between processes, by the W3C's Trace Context. */
export interface TraceCarrier {
  traceparent?: string;
  tracestate?: string;
}

/** Watches over what the server does: how often, how long and how it ends, never whose or what. */
export interface Observer {
  /** Runs a call under observation. */
  call(tool: string, from: TraceCarrier | undefined, work: () => Promise<ToolOutcome>): Promise<ToolOutcome>;
  /** Runs a transaction under observation. */
  transaction<Result>(access: 'read' | 'write', work: () => Promise<Result>): Promise<Result>;
  /** What a person said to a call that needs one; `waiting` where nobody could be asked at once. */
  approval(decision: 'approved' | 'rejected' | 'waiting'): void;
}
