import { and, eq } from 'drizzle-orm';
import type { StartingEngine } from '../db/begin.ts';
import { type Database, openDatabase, type RecordKind, type RecordValues, users } from '../db/index.ts';
import { tools } from '../tools/index.ts';
import { type Admission, type CallLimits, createAdmission } from '../tools/kernel/admission.ts';
import { decideApproval } from '../tools/kernel/approve.ts';
import type { Invocation, Limits, Registry, Runtime, Services, Session } from '../tools/kernel/context.ts';
import type { Tool } from '../tools/kernel/define-tool.ts';
import { draftCalled } from '../tools/kernel/draft-mode.ts';
import { executeTool } from '../tools/kernel/execute-tool.ts';
import { servedTools, type ToolSelection } from '../tools/kernel/selection.ts';
import { failed, type ToolOutcome } from '../tools/kernel/tool-error.ts';
import { toolNamed } from '../tools/kernel/toolbox.ts';
import { createTurns, type Turns } from '../tools/kernel/turns.ts';
import type { Agent, AgentChoice } from './agent/index.ts';
import {
  createCrm,
  createRecordIndexer,
  enter,
  openWorkspace,
  type Proof,
  sessionOf,
  type WorkspaceDetails,
} from './crm/index.ts';
import { createInsight } from './insight/index.ts';
import {
  answerWriterWith,
  createIngesting,
  createKnowledge,
  createKnowledgeIndexer,
  type Embedding,
  embeddingWith,
  hashedEmbedder,
} from './knowledge/index.ts';
import { createUnderstanding } from './language/index.ts';
import type { Embedder, TextModel } from './models.ts';
import { createImporting, createLanding, type ImportProblem } from './quality/index.ts';
import { createProposals, createResearch, createStatements } from './research/index.ts';
import { createSearch } from './search/index.ts';
import { createDesk, createOrders } from './service/index.ts';
import {
  type Actor,
  activeOnly,
  createRecordStore,
  joinIndexers,
  type Language,
  mayUse,
  pendingApprovals,
  type Scope,
  type Snapshot,
  scopesFor,
  snapshotOf,
  tellOutOfSight,
  type WaitingApproval,
} from './trust/index.ts';

export type { Snapshot, WorkspaceDetails };

export interface AppConfig extends ToolSelection {
  /** Folder of the embedded database; without it, and without a URL, nothing is kept. */
  dataDirectory?: string | undefined;
  databaseUrl?: string | undefined;
  /** Keys of sealed columns; without them these are stored in the clear. */
  encryptionKeys?: string | undefined;
  /** The embedded engine, where it was begun ahead. */
  engine?: StartingEngine | undefined;
  clock?: (() => Date) | undefined;
  /** The language of the person's own workspace, where it is made. */
  language?: Language | undefined;
  /** Which program speaks, as the change log names it. */
  client?: string | undefined;
  /** The workspace's name; by default the first one, made where there is none. */
  workspace?: string | undefined;
  /** What the workspace is made with, where it is made. */
  workspaceDetails?: Partial<WorkspaceDetails> | undefined;
  log?: ((line: string) => void) | undefined;
  /** Hears of failures nobody outside may see, under the id they were told by. */
  report?: Runtime['report'] | undefined;
  /** How much each client may ask for; as much as it likes where they are absent. */
  limits?: CallLimits | undefined;
  observer?: Runtime['observer'];
  /** Called once the database is closed. */
  onClose?: (() => Promise<void>) | undefined;
  /** Whether texts that outsiders may have written are withheld from whoever calls. */
  lockdown?: boolean | undefined;
  /** The one folder whose files may be imported; none where it is absent. */
  files?: string | undefined;
  /** Has all that is written land in a draft: the one of this name, or one of each conversation. */
  draft?: string | true | undefined;
  /** Tools of a company's own that customers have besides ours; staff and other clients do not see them. */
  customerTools?: readonly Tool[] | undefined;
  /** Makes the vectors of the knowledge base; by default from letters alone, offline. */
  embedder?: Embedder | undefined;
  /** Writes the answers of the knowledge base; by default they are quoted. */
  answerModel?: TextModel | undefined;
  /** Hears of every row an import leaves out. */
  onImportProblem?: ((problem: ImportProblem) => void) | undefined;
}

/** Rapport, put together for one person in one workspace. */
export interface App extends AsyncDisposable {
  database: Database;
  runtime: Runtime;
  session: Session;
  /** The one draft that all is written in, where there is one. */
  draft: Invocation['draft'];
  /** The tools that are served. */
  tools: readonly Tool[];
  /** All tools. */
  registry: Registry;
  call(name: string, callArguments: unknown, more?: Partial<Invocation>): Promise<ToolOutcome>;
  approve(
    approvalId: string,
    decision: 'approved' | 'rejected',
    more?: Partial<Invocation>,
  ): Promise<ToolOutcome>;
  /** An agent that acts for this person, loaded when first asked for. */
  agent(choice?: AgentChoice): Promise<Agent>;
  pendingApprovals(): Promise<WaitingApproval[]>;
  snapshot(): Promise<Snapshot>;
  /** How much is under way in this process. */
  busy(): Busy;
  /** The vectors of the knowledge base. */
  embedding: Embedding;
  /** Adds many rows at once, with their search index and without change log: for samples and imports. */
  load<Kind extends RecordKind>(
    kind: Kind,
    rows: readonly (RecordValues<Kind> & { id: string })[],
  ): Promise<void>;
  /** The same app acting for a customer of the company, with the tools customers have and no others. */
  asCustomer(customer: Customer): App;
  /** The same app acting for another of the workspace's people, by id, name or e-mail. @throws RapportError */
  asMember(reference: string): Promise<App>;
  /** The same app acting for whoever shows this; null where it lets nobody in. */
  enter(proof: Proof): Promise<App | null>;
  /** The same app acting for another workspace, made where there is none. */
  inWorkspace(name: string, details?: Partial<WorkspaceDetails>): Promise<App>;
  close(): Promise<void>;
}

export interface Busy {
  calls: { running: number; waiting: number };
  transactions: { running: number; waiting: number };
  connections: { used: number; idle: number };
}

/** Somebody who comes in by the customers' door. */
export interface Customer {
  /** Names them in the change log, and keeps their calls apart from all others': the contact, or the visit. */
  id: string;
  name: string;
  /** Whose rows they see and change; absent while a visitor has not said who they are. */
  contactId?: string | undefined;
  language?: Language | undefined;
}

/** Opens the database and puts the rooms together. @throws DatabaseError or RapportError with the next step */
export async function createApp(config: AppConfig): Promise<App> {
  const served = servedTools(tools, config);
  const clock = config.clock ?? (() => new Date());
  const database = await openDatabase({
    ...(config.databaseUrl !== undefined && { url: config.databaseUrl }),
    ...(config.dataDirectory !== undefined && { dataDirectory: config.dataDirectory }),
    ...(config.engine && { engine: config.engine }),
    ...(config.encryptionKeys !== undefined && { encryptionKeys: config.encryptionKeys }),
    ...(config.log && { log: config.log }),
  });
  try {
    const { workspace, workspaceDetails, client = 'rapport' } = config;
    const session = await openWorkspace(
      database,
      clock,
      workspace,
      client,
      workspaceDetails ?? ownDetails(config),
    );
    const base: Base = {
      database,
      clock,
      turns: createTurns(database.places),
      admission: config.limits && createAdmission(config.limits),
    };
    return assemble(base, session, served, config);
  } catch (error) {
    await database.close();
    throw error;
  }
}

const ownDetails = ({ language = 'en' }: AppConfig): Partial<WorkspaceDetails> => ({
  language,
  currency: language === 'zh' ? 'CNY' : 'USD',
  withPipeline: true,
});

/** What the apps of one process have in common, for whomever they act. */
interface Base {
  database: Database;
  clock: () => Date;
  turns: Turns;
  admission: Admission | undefined;
}

function assemble(base: Base, session: Session, served: readonly Tool[], config: AppConfig): App {
  const { database, clock } = base;
  const openers = {
    importing: createImporting(config.files, config.onImportProblem),
    ingesting: createIngesting(config.files),
  };
  const { embedder = hashedEmbedder, readOnly = false, lockdown } = config;
  const report = config.report ?? (() => undefined);
  const writeAnswer =
    config.answerModel &&
    answerWriterWith(config.answerModel, (error) => report('answer', 'search_knowledge', error));
  const understanding = createUnderstanding(config.answerModel, (error) =>
    report('answer', 'analyze_sentiment', error),
  );
  const research = createResearch(understanding, {
    model: config.answerModel,
    onProblem: (error) => report('answer', 'research', error),
  });
  const means = { ...openers, embedder, writeAnswer, readOnly, lockdown, understanding, research };
  const runtime = createRuntime(base, { ...means, drafts: config.draft }, report, config.observer);
  const allowed = served.filter((tool) => mayUse(session.actor, tool));
  const registry: Registry = { all: session.actor.role === 'customer' ? allowed : tools, served: allowed };
  const invocation = (more: Partial<Invocation> = {}): Invocation => ({
    runtime,
    session,
    registry,
    ...more,
  });
  const limits: Limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
  const close = async () => {
    await database.close();
    await config.onClose?.();
  };
  const app: App = {
    draft: typeof config.draft === 'string' ? draftCalled(config.draft) : undefined,
    database,
    runtime,
    session,
    tools: allowed,
    registry,
    async call(name, callArguments, more) {
      try {
        return await executeTool(toolNamed(registry, name), callArguments, invocation(more));
      } catch (error) {
        return failed(error, (errorId, failure) => runtime.report(errorId, 'call', failure));
      }
    },
    approve: (approvalId, decision, more) =>
      decideApproval(
        (name) => registry.all.find((tool) => tool.name === name),
        approvalId,
        decision,
        invocation(more),
      ),
    async agent(choice) {
      const { createAgentFor } = await import('./agent/index.ts');
      return createAgentFor(app, choice);
    },
    pendingApprovals: () => runtime.read(session, (scope) => pendingApprovals(scope), limits),
    snapshot: () => runtime.read(session, snapshotOf, limits),
    busy: () => ({
      calls: base.admission?.state() ?? { running: 0, waiting: 0 },
      transactions: base.turns.state(),
      connections: database.connections(),
    }),
    embedding: runtime.embedding(session),
    load: (kind, rows) => runtime.write(session, (scope) => scope.records.load(kind, rows), limits),
    asCustomer({ id, name, contactId, language }) {
      const actor: Actor = {
        id,
        name,
        email: '',
        role: 'customer',
        workspaceId: session.workspace.id,
        scopes: scopesFor('customer'),
        client: session.actor.client,
        ...(contactId !== undefined && { contactId }),
        ...(language && { language }),
      };
      const offered = [...tools, ...(config.customerTools ?? [])];
      return assemble(base, { ...session, actor }, offered, config);
    },
    async asMember(reference) {
      const member = await runtime.read(
        session,
        async (scope, { crm }) => {
          const { id } = await crm.references.forWrite('user', reference);
          const [row] = await scope.tx
            .select()
            .from(users)
            .where(and(eq(users.workspaceId, session.workspace.id), eq(users.id, id)));
          return sessionOf(scope.tx, activeOnly(row!), session.actor.client);
        },
        limits,
      );
      return assemble(base, member, served, config);
    },
    async enter(proof) {
      const entered = await enter(database, clock(), proof);
      return entered && assemble(base, entered, served, config);
    },
    async inWorkspace(name, details) {
      const other = await openWorkspace(database, clock, name, session.actor.client, details);
      return assemble(base, other, served, config);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return app;
}

function createRuntime(
  { database, clock, turns, admission }: Base,
  means: Pick<
    Runtime,
    | 'importing'
    | 'ingesting'
    | 'embedder'
    | 'writeAnswer'
    | 'readOnly'
    | 'lockdown'
    | 'understanding'
    | 'research'
    | 'drafts'
  >,
  report: Runtime['report'],
  observer: Runtime['observer'],
): Runtime {
  const run =
    (mode: 'read' | 'write') =>
    async <Result>(
      session: Session,
      work: (scope: Scope, services: Services) => Promise<Result>,
      limits: Limits,
    ): Promise<Result> => {
      const transact = async (): Promise<Result> => {
        const leave = await turns.take(`${session.actor.id} ${session.actor.client}`, limits.signal);
        const running = transaction(mode, session, work, limits).finally(leave);
        return session.actor.people ? running.catch(tellOutOfSight) : running;
      };
      return observer ? observer.transaction(mode, transact) : transact();
    };
  const transaction = <Result>(
    mode: 'read' | 'write',
    session: Session,
    work: (scope: Scope, services: Services) => Promise<Result>,
    limits: Limits,
  ): Promise<Result> =>
    database[mode]({ workspaceId: session.workspace.id, ...sightOf(session), ...limits }, (tx) => {
      const workspaceId = session.workspace.id;
      const now = clock();
      const indexer = joinIndexers([
        createRecordIndexer(createSearch({ tx, workspaceId })),
        createKnowledgeIndexer({ tx, workspaceId }),
      ]);
      const records = createRecordStore({ tx, workspaceId, now, indexer });
      const scope: Scope = { tx, ...session, now, undoes: [], records };
      const crm = createCrm(scope);
      return work(scope, {
        crm,
        insight: createInsight(scope, limits.isRehearsal || !seesAll(session) ? {} : database),
        knowledge: createKnowledge(scope),
        landing: createLanding(scope),
        desk: createDesk(scope),
        orders: createOrders(scope),
        statements: createStatements(scope),
        proposals: createProposals(crm),
        privacy: async () => (await import('./privacy/index.ts')).createPrivacy(scope, indexer),
      });
    });
  return {
    draw: async (chart) => {
      const { drawingOf, drawPicture } = await import('./insight/chart/index.ts');
      return drawPicture(drawingOf(chart));
    },
    clock,
    ...means,
    read: run('read'),
    write: run('write'),
    renewStatistics: () => database.renewStatistics(),
    embedding: ({ workspace: { id: workspaceId } }) =>
      embeddingWith(means.embedder, (mode, work) =>
        database[mode]({ workspaceId }, (tx) => work({ tx, workspaceId })),
      ),
    report,
    admission,
    observer,
  };
}

/** What the database is to leave out for whoever acts. */
const sightOf = ({ actor: { people, masked } }: Session) => ({ people, masked });

/** Whether results of theirs may be kept for others, and others' for them. */
const seesAll = ({ actor }: Session): boolean => !actor.people && !actor.masked;
