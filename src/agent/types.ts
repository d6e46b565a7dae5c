import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ModelMessage } from 'ai';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import type { Reading } from '../../tools/kernel/reading.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../language/index.ts';
import type { PreviewedRecord } from '../trust/index.ts';
import type { Directory } from './directory.ts';
import type { ModelFault } from './faults.ts';
import type { Prices, TokenCount } from './models/prices.ts';

/** What people are told of a model behind an endpoint. */
export interface ModelPlace {
  /** The model's name there. */
  name: string;
  /** Host and port, without credentials. */
  host: string;
  /** The path requests go to. */
  path: string;
  /** The same model by the other protocol, as `--model` takes it. */
  other: string;
}

/** A pause before a failed call is made again. */
export interface Waiting {
  seconds: number;
  fault: ModelFault;
}

/** What surrounds one call: bound to a conversation, in the person's language, until the signal fires. */
export interface CallSurroundings {
  conversationId: string;
  language: Language;
  signal: AbortSignal;
  /** What the model behind the call has read. */
  reading?: Reading | undefined;
  /** What the person said. */
  words?: string;
}

export interface AgentOptions {
  model: LanguageModelV4;
  /** Set for a model behind an endpoint. */
  place?: ModelPlace;
  /** What its tokens cost and since when that is known, where it is. */
  prices?: { prices: Prices; readOn: string };
  /** Hosts to which links may stand in answers, whoever wrote them. */
  linkHosts?: readonly string[];
  /** The tools the actor may use. */
  tools: readonly Tool[];
  /** Runs one call through the kernel. Never throws. */
  execute(tool: string, callArguments: unknown, call: CallSurroundings): Promise<ToolOutcome>;
  /** Runs, or drops, a call that waited for a person. The loop calls it on the person's word alone. */
  decide(approvalId: string, decision: 'approved' | 'rejected', call: CallSurroundings): Promise<ToolOutcome>;
  directory: Directory;
  /** Which of the tools a turn is given, by the person's words; by default all. */
  choose?(words: string): readonly Tool[];
  /** Set where the actor is a customer of the company: what a language model is told about serving them. */
  customer?: { instructions(): Promise<string> };
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
  /** Calls for one question, default 30. */
  calls: number;
  /** Tokens read and written for one question after which no further call of the model is made; none by default. */
  tokens?: number;
  /** The same in US dollars, where prices are known. */
  dollars?: number;
  /** Tokens of results for one question (four bytes each) after which no more are fetched, default 40,000. */
  resultTokens: number;
}

export interface AskOptions {
  /** Default: one conversation per agent. */
  conversationId?: string;
  signal?: AbortSignal;
  /** Receives the answer as it is written. */
  onText?(delta: string): void;
  /** Receives each call as it is done. */
  onStep?(step: Step): void;
  /** Hears that an endpoint is busy and the call will be made again. */
  onWait?(waiting: Waiting): void;
}

/** One tool call and what it came to. */
export interface Step {
  tool: string;
  arguments: Record<string, unknown>;
  outcome: ToolOutcome;
}

/** A call that was held back until a person says yes. */
export interface HeldCall {
  approvalId: string;
  tool: string;
  arguments: Record<string, unknown>;
}

/** What waits for the person's yes: a call, and others that the same yes is about. */
export interface PendingApproval extends HeldCall {
  reason: string;
  /** The records all of them would change; long lists are cut, `total` counts all. */
  preview: readonly PreviewedRecord[];
  total: number;
  others?: readonly HeldCall[];
}

export type StopReason =
  | 'steps'
  | 'time'
  | 'identical_calls'
  | 'cancelled'
  | 'too_long'
  | 'model_error'
  | 'budget';

/** What a question cost. */
export interface Usage extends TokenCount {
  /** Calls of the model. */
  steps: number;
  /** In US dollars, where the prices are known. */
  cost?: { amount: number; pricesOf: string };
}

export interface Answer {
  conversationId: string;
  answer: string;
  /** The calls made for this question, in order; approved ones are made on the yes. */
  steps: Step[];
  /** Set while calls wait for the person's yes: answer with `ask('yes')` or `ask('no')`. */
  pendingApproval?: PendingApproval;
  language: Language;
  /** Set where the loop gave up. */
  stopped?: StopReason;
  /** What the model's side did wrong, where that was why. */
  fault?: ModelFault;
  usage: Usage;
}

export interface Agent {
  /** Where the model is that answers; the local one is nowhere. */
  place?: ModelPlace;
  /** Answers one turn of a conversation, doing what it asks for. */
  ask(text: string, options?: AskOptions): Promise<Answer>;
}

/** Everything there is to resume a conversation; plain JSON. */
export interface Conversation {
  id: string;
  messages: ModelMessage[];
  pendingApproval?: PendingApproval;
  language: Language;
  /** What the turns that are no longer kept were about, a line each. */
  memory?: readonly string[];
}

export interface ConversationStore {
  load(id: string): Promise<Conversation | undefined>;
  /** Notes what the person says before it is answered, for whoever is brought in meanwhile. */
  hear(conversation: Conversation, message: ModelMessage): Promise<void>;
  /** @param added  what came after what the person said */
  save(conversation: Conversation, added: readonly ModelMessage[]): Promise<void>;
}
