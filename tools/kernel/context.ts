import type { Crm } from '../../src/crm/index.ts';
import type { Chart, Insight } from '../../src/insight/index.ts';
import type { AnswerWriter, Embedding, Ingesting, Knowledge } from '../../src/knowledge/index.ts';
import type { Embedder, Understanding } from '../../src/models.ts';
import type { Privacy } from '../../src/privacy/index.ts';
import type { Importing, Landing } from '../../src/quality/index.ts';
import type { Proposals, Research, Statements } from '../../src/research/index.ts';
import type { Desk, Orders } from '../../src/service/index.ts';
import type { Actor, Language, PreviewedRecord, Scope, Workspace } from '../../src/trust/index.ts';
import type { Admission } from './admission.ts';
import type { Tool } from './define-tool.ts';
import type { Observer, TraceCarrier } from './observer.ts';
import type { Reading } from './reading.ts';

/** The business, bound to one short transaction. */
export interface Services {
  crm: Crm;
  insight: Insight;
  knowledge: Knowledge;
  landing: Landing;
  desk: Desk;
  orders: Orders;
  statements: Statements;
  proposals: Proposals;
  /** Loaded when first wanted. */
  privacy(): Promise<Privacy>;
}

/** What a handler is given. */
export interface ToolContext {
  actor: Actor;
  workspace: Workspace;
  now: Date;
  /** The language a person reads the result in. */
  language: Language;
  conversationId: string | undefined;
  /** The draft this call writes in and reads from. */
  draft: DraftMode | undefined;
  /** Says which words of a text a field rests on, for the person who looks at a draft. */
  cite(citation: Citation): void;
  signal: AbortSignal;
  /** Pure language services; use them outside read and write. */
  understanding: Understanding;
  /** Turns texts into vectors; use it outside read and write. */
  embedder: Embedder;
  /** The vectors of the workspace's passages, made outside read and write. */
  embedding: Embedding;
  /** Writes answers from passages, where a model for that is set; use it outside read and write. */
  writeAnswer: AnswerWriter | undefined;
  /** Opens the files people bring; use it outside read and write. */
  importing: Importing;
  /** Opens the documents people bring; use it outside read and write. */
  ingesting: Ingesting;
  /** Finds out what texts say; use it outside read and write. */
  research: Research;
  /** The other tools of this server. */
  tools: Toolbox;
  progress(done: number, total: number, message: string): void;
  /** Draws a picture that goes with the answer. */
  illustrate(chart: Chart): Promise<void>;
  /** Runs in one short read-only transaction. */
  read<Result>(work: (services: Services) => Promise<Result>): Promise<Result>;
  /**
   * Keeps what we ourselves want to know later, such as a prediction to be judged by what happens: one short
   * transaction without change log, which nobody undoes. Keeps nothing where the server only reads; where it
   * fails, the failure is reported and the answer stands.
   */
  remember(work: (services: Services) => Promise<unknown>): Promise<void>;
  /**
   * Runs in one short transaction, once in a call. Its result is the tool's output: the kernel adds the
   * changeId and commits it together with the change log and the idempotency key.
   *
   * @param confirm  what a person is asked to say yes to first, however small the write; by the write's
   *   result. Without it only large writes and deletions need a person.
   */
  write<Result extends object>(
    work: (services: Services) => Promise<Result>,
    confirm?: (result: Result) => string,
  ): Promise<Result & Receipt>;
  /**
   * Runs what is too much for one transaction as many short ones, which are one change to a person: its id
   * is the changeId, and undo_change takes all of it back. In a dry run every step is rolled back.
   * @param reason  why a person has to approve it first; nobody has to where there is none
   * @param partOf  the change of an earlier call that this one goes on with: one undo for both
   */
  inBatches<Result extends object>(
    kind: BatchKind,
    work: (batches: Batches) => Promise<Result>,
    reason?: string,
    partOf?: string,
  ): Promise<Result & Receipt>;
  /**
   * Does what lies outside this database, such as a transfer in a bank's own system, once a person has said
   * yes. Nothing of it is logged as a change here or can be undone here.
   *
   * @param reason  exactly what will be done
   * @param work  told whether it is only a rehearsal
   */
  outside<Result extends object>(
    reason: string,
    work: (isRehearsal: boolean) => Promise<Result>,
  ): Promise<Result>;
}

/** How a call finds its draft, and what people call it. */
export interface DraftMode {
  key: string;
  name: string;
}

/** The words of a text that a field of a record rests on. */
export interface Citation {
  kind: string;
  id: string;
  field: string;
  words: string;
}

/** What a long piece of work is, as the id of its change begins. */
export type BatchKind = 'import' | 'ingest' | 'undo';

/** The transactions of one long piece of work. */
export interface Batches {
  /** The change all steps belong to. */
  changeId: string;
  /** Whether the change was begun before, by another call. */
  isPart: boolean;
  signal: AbortSignal;
  read<Result>(work: (services: Services) => Promise<Result>): Promise<Result>;
  /** Runs in one short transaction, which commits with an entry of the change log. */
  step<Result>(work: (services: Services) => Promise<Result>): Promise<Result>;
  /**
   * Runs a step of housekeeping in a transaction of its own. Where it fails this is reported, and the change goes on.
   * @returns whether there is more to do
   */
  keepHouse(work: (services: Services) => Promise<boolean>): Promise<boolean>;
}

/** What a tool may know of the others. */
export interface Toolbox {
  find(query: string): {
    name: string;
    description: string;
    readOnly: boolean;
    listed: boolean;
    inputSchema: Record<string, unknown>;
  }[];
  /** Runs a read-only tool. @throws RapportError, the called tool's own among them */
  call(
    name: string,
    callArguments: Record<string, unknown>,
  ): Promise<{ name: string; result: Record<string, unknown>; text: string }>;
}

/** What the kernel adds to the result of a write. */
export interface Receipt {
  changeId: string | null;
  dryRun?: true;
  possibleDuplicate?: true;
}

/** What the composition root provides for calls to run on. */
export interface Runtime {
  clock(): Date;
  understanding: Understanding;
  embedder: Embedder;
  embedding(session: Session): Embedding;
  writeAnswer?: AnswerWriter | undefined;
  importing: Importing;
  ingesting: Ingesting;
  research: Research;
  /** A chart as PNG. */
  draw(chart: Chart): Promise<Uint8Array>;
  /** Has all that staff write land in a draft: the one of this name, or one of each conversation. */
  drafts?: string | true | undefined;
  /** Whether nothing at all is to be written, not even what we remember for ourselves. */
  readOnly: boolean;
  /** Whether texts that outsiders may have written are withheld from whoever calls. */
  lockdown?: boolean | undefined;
  read<Result>(
    session: Session,
    work: (scope: Scope, services: Services) => Promise<Result>,
    limits: Limits,
  ): Promise<Result>;
  write<Result>(
    session: Session,
    work: (scope: Scope, services: Services) => Promise<Result>,
    limits: Limits,
  ): Promise<Result>;
  /** Has queries planned by what was written just now, where that was much. */
  renewStatistics(): Promise<void>;
  /** Notes a failure nobody outside may see, under an id that may be told. */
  report(errorId: string, tool: string, error: unknown): void;
  /** Holds every client to its pace, where the server serves others. */
  admission?: Admission | undefined;
  observer?: Observer | undefined;
}

export interface Limits {
  signal: AbortSignal;
  timeoutMs: number;
  /** Whether what is read will be rolled back: nothing of it may be kept for other calls. */
  isRehearsal?: true;
}

/** Who calls, in which workspace. */
export interface Session {
  actor: Actor;
  workspace: Workspace;
}

/** What waits for a person's word. */
export interface PendingApproval {
  approvalId: string;
  tool: string;
  reason: string;
  preview: readonly PreviewedRecord[];
}

/** All tools, and which of them are served. */
export interface Registry {
  all: readonly Tool[];
  served: readonly Tool[];
}

/** One call's surroundings. */
export interface Invocation {
  runtime: Runtime;
  session: Session;
  registry: Registry;
  conversationId?: string | undefined;
  language?: Language | undefined;
  /** The draft the call belongs to, whatever its conversation. */
  draft?: DraftMode | undefined;
  /** What the person said that led to the call, where it is known. */
  words?: string | undefined;
  signal?: AbortSignal | undefined;
  progress?: ((done: number, total: number, message: string) => void) | undefined;
  /** Whether it is made by a call that runs already, and shares its place. */
  isPart?: true | undefined;
  /** The trace of the caller that this call goes on with. */
  trace?: TraceCarrier | undefined;
  /** Keeps account of what the model behind the calls has read; absent where a person makes them. */
  reading?: Reading | undefined;
  /** Asks the person at the other end; absent where nobody can be asked. Never answered by a model. */
  confirm?: ((pending: PendingApproval) => Promise<'approved' | 'rejected' | 'unavailable'>) | undefined;
}
