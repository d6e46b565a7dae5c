import { openBatches } from '../../../tools/kernel/batches.ts';
import type { App } from '../../wire.ts';
import type { ImportKind, ImportProblem, ImportReport, MappedRow } from '../contract.ts';
import { importRows } from '../index.ts';

export interface RunOptions {
  source?: string;
  dryRun?: boolean;
  importId?: string;
  signal?: AbortSignal;
  onProgress?: (read: number) => void;
}

/** Imports rows the way the command and the tool do. */
export function run(
  app: App,
  kind: ImportKind,
  rows: Iterable<MappedRow | ImportProblem>,
  options: RunOptions = {},
): Promise<ImportReport> {
  const { source = 'test.csv', dryRun = false, importId, signal = new AbortController().signal } = options;
  const batches = openBatches(app, { kind: 'import', tool: 'import_records', id: importId, dryRun }, signal);
  async function* given() {
    for (const row of rows) yield [row];
  }
  const { onProgress } = options;
  return importRows(batches, { kind, rows: given(), source, dryRun, ...(onProgress && { onProgress }) });
}

export const rowsOf = (values: readonly MappedRow['values'][]): MappedRow[] =>
  values.map((row, index) => ({ line: index + 2, values: row }));
export const people = (count: number): MappedRow[] =>
  rowsOf(
    Array.from({ length: count }, (_, number) => ({
      name: number % 3 === 0 ? `王小明${number}` : `Ada Byron ${number}`,
      emails: [`person${number}@example.com`],
      phones: [`1380000${String(number).padStart(4, '0')}`],
      company: number % 2 === 0 ? 'Acme Ltd' : '华阳科技',
      jobTitle: 'Buyer',
    })),
  );
export const counts = ({ read, created, updated, unchanged, skipped }: ImportReport) => ({
  read,
  created,
  updated,
  unchanged,
  skipped,
});
export const recordsOf = async (app: App, kind: string) => Object.values((await app.snapshot())[kind] ?? {});
/** What people see of the records: without versions and times of change, which an undo moves on. */
export const contentsOf = async (app: App) =>
  JSON.parse(
    JSON.stringify(await app.snapshot(), (key, value) =>
      key === 'version' || key === 'updatedAt' ? undefined : value,
    ),
  );
export async function ok(app: App, tool: string, callArguments: object): Promise<Record<string, unknown>> {
  const outcome = await app.call(tool, callArguments);
  if (!outcome.ok) throw new Error(`${tool}: ${JSON.stringify(outcome.error)}`);
  return outcome.data as Record<string, unknown>;
}
export const changes = async (app: App) =>
  (await ok(app, 'list_changes', {})).items as { changeId: string; undone: boolean; more: number }[];
export const verified = (app: App) =>
  app.runtime.read(app.session, async (scope) => (await import('../../trust/index.ts')).verifyChain(scope), {
    signal: new AbortController().signal,
    timeoutMs: 60_000,
  });
