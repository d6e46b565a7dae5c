import { RapportError, type Scope } from '../../src/trust/index.ts';
import type { App, WorkspaceDetails } from '../../src/wire.ts';
import {
  type CompanySize,
  companyName,
  companyOwnerId,
  companySizes,
  currency,
  timeZone,
} from './identity.ts';
import { readKnowledge } from './knowledge.ts';
import { type CompanyKind, type CompanyRow, companyKinds } from './rows.ts';
import type { WorkBenchImport } from './workbench.ts';

const rowsPerStatement = 1_000;
const longestLoad = 6 * 3_600_000;
/** About so many come with every contact besides what is said to them. */
const rowsPerContact = 34;

export interface CompanyChoice {
  /** A named size, or a number of interactions. */
  size: CompanySize | number;
  seed?: number;
  /** The company's today. */
  until: Date;
}

export interface LoadOptions {
  /** A named size, or a number of interactions. */
  size: CompanySize | number;
  seed?: number;
  /** The company's today; by default the app's. */
  until?: Date;
  /** The workspace it lives in. */
  workspace?: string;
  signal?: AbortSignal;
  /** Told after every batch: rows written so far, and about how many there will be. */
  progress?: (done: number, total: number) => void;
}

/** What the settings of a simulated workspace say of it. */
export interface SyntheticLabel {
  seed: number;
  interactions: number;
  until: string;
}

/** The company's workspace, as it is made. */
export function companyDetails({ size, seed = 1, until }: CompanyChoice): WorkspaceDetails {
  const interactions = typeof size === 'number' ? size : companySizes[size];
  const label: SyntheticLabel = { seed, interactions, until: until.toISOString() };
  return { timeZone, currency, language: 'en', withPipeline: false, settings: { synthetic: label } };
}

/**
 * The sample company in a workspace of its own, loaded in one transaction where it is not there yet. The
 * app that comes back acts for the company's owner.
 *
 * @throws RapportError conflict where the workspace holds anything else
 */
export async function openCompany(app: App, options: LoadOptions): Promise<App> {
  const { size, seed = 1, until = app.runtime.clock(), workspace = companyName } = options;
  const interactions = typeof size === 'number' ? size : companySizes[size];
  const company =
    app.session.workspace.name === workspace
      ? app
      : await app.inWorkspace(workspace, companyDetails({ size, seed, until }));

  const known = company.session.workspace.settings.synthetic as SyntheticLabel | undefined;
  if (known?.seed !== seed || known.interactions !== interactions) {
    throw new RapportError(
      'conflict',
      `The workspace ${workspace} holds something else than this sample company.`,
      {
        hint: 'Choose another workspace or another data directory.',
      },
    );
  }
  // Whoever opens the workspace first is its owner; the simulated one takes over once everything is there.
  if (company.session.actor.id === companyOwnerId) return company;
  const { simulateCompany, contactCount } = await import('./simulate.ts');
  const rows = simulateCompany({ seed, interactions, until: new Date(known.until) });
  await inOneWrite(company, options, async (scope) => {
    await loadRows(scope, rows, interactions + rowsPerContact * contactCount(interactions), options.progress);
    await scope.records.load('knowledge_document', await readKnowledge(new Date(known.until)));
    await scope.records.remove('user', company.session.actor.id);
  });
  return app.inWorkspace(workspace);
}

/** Adds WorkBench's customers and their owners to the app's workspace, once. */
export async function loadWorkBench(app: App, imported: WorkBenchImport): Promise<void> {
  await inOneWrite(app, {}, async (scope) => {
    const isAbsent = async ({ kind, row }: CompanyRow) => (await scope.records.image(kind, row.id)) === null;
    const last = imported.rows.at(-1);
    if (!last || !(await isAbsent(last))) return;
    const absent: CompanyRow[] = [];
    for (const row of imported.rows) if (await isAbsent(row)) absent.push(row);
    await loadRows(scope, absent, absent.length);
  });
}

const inOneWrite = (
  app: App,
  { signal }: Pick<LoadOptions, 'signal'>,
  work: (scope: Scope) => Promise<void>,
) =>
  app.runtime.write(app.session, work, {
    signal: signal ?? new AbortController().signal,
    timeoutMs: longestLoad,
  });

async function loadRows(
  scope: Scope,
  rows: Iterable<CompanyRow>,
  total: number,
  progress: LoadOptions['progress'] = () => {},
): Promise<void> {
  const waiting = new Map<CompanyKind, CompanyRow['row'][]>(companyKinds.map((kind) => [kind, []]));
  let done = 0;
  const flush = async (kind: CompanyKind) => {
    const batch = waiting.get(kind)!.splice(0);
    if (batch.length === 0) return;
    await scope.records.load(kind, batch as never);
    done += batch.length;
    progress(done, Math.max(done, total));
  };
  for (const { kind, row } of rows) {
    const batch = waiting.get(kind)!;
    batch.push(row);
    if (batch.length === rowsPerStatement) await flush(kind);
  }
  for (const kind of companyKinds) await flush(kind);
}
