import { isDeepStrictEqual } from 'node:util';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { sql } from 'drizzle-orm';
import { afterAll } from 'vitest';
import { makeTestPlace } from '../../db/testing.ts';
import { loadWorkBench, openCompany, readWorkBench } from '../../evals/company/index.ts';
import { importCustomers } from '../../evals/retail/shop.ts';
import { describeError } from '../../src/log.ts';
import { createMcpServerFactory, errorKey } from '../../src/mcp/index.ts';
import type { Language } from '../../src/trust/index.ts';
import { type App, createApp, type Snapshot } from '../../src/wire.ts';
import type { ToolError } from './tool-error.ts';

export interface TestClientOptions {
  /**
   * Who fills the workspace: the simulated company (the default), WorkBench's 200 customers, two customers of
   * τ-bench's shop with their orders, or nobody.
   */
  company?: 'small' | 'workbench' | 'shop' | 'none';
  /** Speaks as this customer (by the start of an e-mail), who sees only what is theirs; '' as a visitor. */
  customer?: string;
  /** The moment it is, and at which the company's two years end. */
  now?: string;
  language?: Language;
  /** What a person answers when asked to approve; without it nobody can be asked. */
  person?: (question: string) => 'yes' | 'no' | 'away';
  /** The client's era of the protocol. */
  era?: '2025-11-25' | '2026-07-28';
}

/** How many records of a kind differ from the start; what is nought is left out. */
export interface Difference {
  added?: number;
  changed?: number;
  removed?: number;
}

/** A real MCP client of a server whose workspace belongs to this client alone. */
export interface TestClient extends AsyncDisposable {
  app: App;
  client: Client;
  /** The data of a call. @throws Error where the call was refused */
  call(name: string, callArguments: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The error of a call. @throws Error where the call went through */
  fail(name: string, callArguments: Record<string, unknown>): Promise<ToolError>;
  /** By kind in the plural: how the records differ from the start. */
  difference(): Promise<Record<string, Difference>>;
}

const companyEnds = '2026-03-05T09:00:00+08:00';

interface Shared {
  /** What the log was told, to explain a failure by. */
  log: string[];
  /** A fresh workspace with this company in it, a copy of one that was filled once. */
  workspaceOf(company: Company, language: Language): Promise<App>;
  close(): Promise<void>;
}

type Company = NonNullable<TestClientOptions['company']>;

/** One database for each moment a test file plays at; every client has a workspace of its own in it. */
const shared = new Map<string, Promise<Shared>>();
let workspaces = 0;

afterAll(async () => {
  for (const opened of shared.values()) await (await opened).close();
  shared.clear();
});

/** Connects a client over the real protocol, in memory, to a workspace of its own. */
export async function connectTestClient(options: TestClientOptions = {}): Promise<TestClient> {
  const {
    company = 'small',
    now = companyEnds,
    language = 'en',
    era = '2025-11-25',
    person,
    customer,
  } = options;
  const { log, workspaceOf } = await sharedAt(now);
  const own = await workspaceOf(company, language);
  const app = customer === undefined ? own : await actingFor(own, customer, language);
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: person ? { elicitation: { form: {} } } : {},
      versionNegotiation: { mode: era === '2026-07-28' ? { pin: era } : 'legacy' },
    },
  );
  if (person)
    client.setRequestHandler('elicitation/create', ({ params }) => {
      const answer = person(params.message);
      if (answer === 'away') return { action: 'cancel' };
      return { action: 'accept', content: { approve: answer === 'yes' } };
    });
  const [near, far] = InMemoryTransport.createLinkedPair();
  const { registry } = app;
  const report = (errorId: string, tool: string) => log.push(`${errorId} ${tool}`);
  const createServer = createMcpServerFactory({ version: '0', registry, app: async () => app, report });
  const served = serveStdio(createServer, { transport: far });
  await client.connect(near);
  const start = await app.snapshot();
  const close = async () => {
    await client.close();
    await served.close();
  };
  return {
    app,
    client,
    async call(tool, callArguments) {
      const result = await client.callTool({ name: tool, arguments: callArguments });
      if (result.isError)
        throw new Error(`${tool} was refused: ${JSON.stringify(result.content)} ${log.at(-1) ?? ''}`);
      return result.structuredContent as Record<string, unknown>;
    },
    async fail(tool, callArguments) {
      const result = await client.callTool({ name: tool, arguments: callArguments });
      if (!result.isError) throw new Error(`${tool} went through: ${JSON.stringify(result.content)}`);
      return result._meta?.[errorKey] as ToolError;
    },
    difference: async () => differenceOf(start, await app.snapshot()),
    [Symbol.asyncDispose]: close,
  };
}

async function actingFor(app: App, customer: string, language: Language): Promise<App> {
  if (customer === '') return app.asCustomer({ id: 'visit', name: 'visitor', language });
  const contacts = Object.values((await app.snapshot()).contact ?? {});
  const contact = contacts.find(({ emails }) => (emails as string[])[0]?.startsWith(customer));
  if (!contact) throw new Error(`The company has no customer ${customer}.`);
  const id = String(contact.id);
  return app.asCustomer({ id, name: String(contact.name), contactId: id, language });
}

function sharedAt(now: string): Promise<Shared> {
  const known = shared.get(now);
  if (known) return known;
  const opened = openAt(now);
  shared.set(now, opened);
  return opened;
}

async function openAt(now: string): Promise<Shared> {
  const { drop, ...place } = await makeTestPlace();
  const log: string[] = [];
  const moment = new Date(now);
  const app = await createApp({
    ...place,
    clock: () => moment,
    client: 'test',
    toolsets: ['all'],
    log: (line) => log.push(line),
    report: (errorId, tool, error) => log.push(`${errorId} ${tool} ${JSON.stringify(describeError(error))}`),
  });
  const filled = new Map<string, Promise<App>>();
  const fill = async (name: string, company: Company, language: Language): Promise<App> => {
    if (company === 'small')
      return speaking(await openCompany(app, { size: 'small', workspace: name }), language);
    const details = { timeZone: 'Asia/Shanghai', currency: 'USD', language, settings: {} };
    const empty = await app.inWorkspace(name, details);
    if (company === 'workbench') await loadWorkBench(empty, await readWorkBench(moment));
    if (company === 'shop') await importCustomers(empty, ['olivia_ito_3591', 'mia_moore_8366']);
    return speaking(empty, language);
  };
  return {
    log,
    async workspaceOf(company, language) {
      const name = `${company} ${language}`;
      const original = filled.get(name) ?? fill(name, company, language);
      filled.set(name, original);
      return copyWorkspace(await original, `${name} ${++workspaces}`);
    },
    async close() {
      await app.close();
      await drop();
    },
  };
}

/** The workspace and its owner speak this language. */
async function speaking(app: App, language: Language): Promise<App> {
  const { actor, workspace } = app.session;
  await app.database.system(async (tx) => {
    await tx.execute(sql`update workspaces set language = ${language} where workspace_id = ${workspace.id}`);
    await tx.execute(
      sql`update users set language = ${language} where workspace_id = ${workspace.id} and id = ${actor.id}`,
    );
  });
  return app.inWorkspace(workspace.name);
}

/** Copies a workspace row by row inside the database, which is quicker than to fill another. */
async function copyWorkspace(original: App, name: string): Promise<App> {
  const from = original.session.workspace.id;
  const to = `${from}_${name.replaceAll(/\W/g, '_')}`;
  await original.database.system(async (tx) => {
    const tables = await tx.execute<{ table: string; columns: string }>(sql`
      select table_name as table, string_agg(quote_ident(column_name), ', ') as columns
      from information_schema.columns
      where table_schema = 'public' and column_name <> 'workspace_id' and is_generated = 'NEVER'
        and table_name in (
          select table_name from information_schema.columns
          where table_schema = 'public' and column_name = 'workspace_id')
      group by table_name`);
    for (const { table, columns } of tables) {
      const into = sql.raw(`insert into ${table} (workspace_id, ${columns})`);
      await tx.execute(
        sql`${into} select ${to}, ${sql.raw(columns)} from ${sql.raw(table)} where workspace_id = ${from}`,
      );
    }
    await tx.execute(sql`update workspaces set name = ${name} where workspace_id = ${to}`);
  });
  return original.inWorkspace(name);
}

function differenceOf(start: Snapshot, end: Snapshot): Record<string, Difference> {
  const differences: Record<string, Difference> = {};
  for (const kind of Object.keys(end)) {
    const [before, after] = [start[kind] ?? {}, end[kind] ?? {}];
    const added = Object.keys(after).filter((id) => !(id in before)).length;
    const removed = Object.keys(before).filter((id) => !(id in after)).length;
    const changed = Object.keys(after).filter(
      (id) => id in before && !isDeepStrictEqual(contentOf(before[id]!), contentOf(after[id]!)),
    );
    const difference = {
      ...(added > 0 && { added }),
      ...(changed.length > 0 && { changed: changed.length }),
      ...(removed > 0 && { removed }),
    };
    if (Object.keys(difference).length > 0) differences[plural(kind)] = difference;
  }
  return differences;
}

/** A record without its version and the time of its last change, which an undo moves on too. */
const contentOf = ({ version, updatedAt, ...content }: Record<string, unknown>) => content;

const plural = (kind: string): string => (kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`);
