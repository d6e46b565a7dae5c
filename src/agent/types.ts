import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ModelMessage } from 'ai';
import type { PreviewItem } from '../../tools/kernel/context.ts';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../language/index.ts';
import type { Directory } from './directory.ts';

/** What surrounds one call: bound to a conversation, in the person's language, until the signal fires. */
export interface CallSurroundings {
  conversationId: string;
  language: Language;
  signal: AbortSignal;
}

export interface AgentOptions {
  model: LanguageModelV4;
  /** The tools the actor may use. */
  tools: readonly Tool[];
  /** Runs one call through the kernel. Never throws. */
  execute(tool: string, callArguments: unknown, call: CallSurroundings): Promise<ToolOutcome>;
  /** Runs, or drops, a call that waited for a person. The loop calls it on the person's word alone. */
  decide(approvalId: string, decision: 'approved' | 'rejected', call: CallSurroundings): Promise<ToolOutcome>;
  directory: Directory;
  /** Where conversations are kept between questions; in memory by default. */
  conversations?: ConversationStore;
  limits?: Partial<Limits>;
}

/** When a question is given up, saying why and what was done. */
export interface Limits {
  /** Model calls for one question, default 8. */
  steps: number;
  /** Milliseconds for one question, default 60,000. */
  milliseconds: number;
  /** How often the very same call may be made for one question, default 2. */
  identicalCalls: number;
}

export interface AskOptions {
  /** Default: one conversation per agent. */
  conversationId?: string;
  signal?: AbortSignal;
  /** Receives the answer as it is written. */
  onText?(delta: string): void;
  /** Receives each call as it is done. */
  onStep?(step: Step): void;
}

/** One tool call and what it came to. */
export interface Step {
  tool: string;
  arguments: Record<string, unknown>;
  outcome: ToolOutcome;
}

/** A call that waits for the person's yes. */
export interface PendingApproval {
  approvalId: string;
  tool: string;
  arguments: Record<string, unknown>;
  reason: string;
  /** The records it would change; long lists are cut, `total` counts all. */
  preview: readonly PreviewItem[];
  total: number;
}

export type StopReason = 'steps' | 'time' | 'identical_calls' | 'cancelled' | 'model_error';

export interface Answer {
  conversationId: string;
  answer: string;
  /** The calls made for this question, in order; approved ones are made on the yes. */
  steps: Step[];
  /** Set while a call waits for the person's yes: answer with `ask('yes')` or `ask('no')`. */
  pendingApproval?: PendingApproval;
  language: Language;
  /** Set where the loop gave up. */
  stopped?: StopReason;
  usage: { steps: number; inputTokens: number; outputTokens: number };
}

export interface Agent {
  /** Answers one turn of a conversation, doing what it asks for. */
  ask(text: string, options?: AskOptions): Promise<Answer>;
}

/** Everything there is to resume a conversation; plain JSON. */
export interface Conversation {
  id: string;
  messages: ModelMessage[];
  pendingApproval?: PendingApproval;
  language: Language;
}

export interface ConversationStore {
  load(id: string): Promise<Conversation | undefined>;
  save(conversation: Conversation): Promise<void>;
}
