import { expectedTexts } from '../../crm/index.ts';
import { expectSegment } from '../../search/index.ts';
import { errorText, RapportError } from '../../trust/index.ts';
import {
  type ImportProblem,
  type ImportReport,
  type ImportRequest,
  isProblem,
  type MappedRow,
} from '../contract.ts';
import type { Landing } from './landing.ts';
import type { Landed, Memory } from './memory.ts';
import { type Ground, type PreparedRow, prepareRow } from './prepare.ts';
import { createLikelySeen, createMade, createSeen, type Seen } from './seen.ts';

/** The short transactions an import is made of: each step commits with its entry in the change log. */
export interface ImportBatches {
  /** The change all steps belong to; in a dry run every step is rolled back. */
  changeId: string;
  /** Whether the change was begun before, by another file of the same import. */
  isPart: boolean;
  signal: AbortSignal;
  read<Result>(work: (services: { landing: Landing }) => Promise<Result>): Promise<Result>;
  step<Result>(work: (services: { landing: Landing }) => Promise<Result>): Promise<Result>;
  /** A step the import does not depend on. @returns whether there is more of it to do */
  keepHouse(work: (services: { landing: Landing }) => Promise<boolean>): Promise<boolean>;
}

/** How large a batch may be: large enough to be worth its statements, small enough for the heap of the command. */
const rowsPerBatch = 2_500;
/** Fewer rows where they are long: what is held in memory is a multiple of their characters. */
const charactersPerBatch = 400_000;
/** The first batch is small, so that a file that does not fit says so at once. */
const firstBatch = 500;
/** More keys are not kept in memory, where they take a byte and a quarter each: every row is looked up from then on. */
const mostKeys = 11_000_000;
/** More texts of references are not kept either. */
const mostKnown = 50_000;
const mostProblems = 1_000;
/** After so many batches what they left in the search index is put together, which searches meanwhile gain by. */
const batchesBetweenTidying = 64;

/**
 * Lands the rows of an import, batch by batch: each is checked, compared with the records there are, and
 * written in one transaction with its search index and its entry in the change log. The next batch is read and
 * checked while the database writes the one before it.
 *
 * @throws RapportError where the rows break off, with everything taken back; `timeout` where it was cancelled,
 *         saying what is in and how to take it back
 */
export async function importRows(batches: ImportBatches, request: ImportRequest): Promise<ImportReport> {
  const { kind, source, dryRun, language = 'en' } = request;
  const report: ImportReport = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    problems: [],
    problemCount: 0,
    changeId: null,
  };
  const tell = (problems: readonly ImportProblem[]) => {
    for (const { reason, ...where } of problems) {
      const problem = { ...where, reason: errorText(reason, language) };
      request.onProblem?.(problem);
      if (report.problems.length < mostProblems) report.problems.push(problem);
      report.problemCount += 1;
    }
  };
  const ground = await batches.read(({ landing }) => landing.ground(kind));
  const memory = await createMemory(batches, request);
  const before = batches.isPart ? await entriesOf(batches) : [];
  const land = async (rows: readonly PreparedRow[], onWriting: () => void) => {
    if (rows.length === 0) return;
    const landed = await batches.step(async ({ landing }) => {
      await memory.refresh(landing);
      return landing.land({ kind, source, rows, onWriting }, memory);
    });
    memory.keep(landed);
    for (const count of ['created', 'updated', 'unchanged', 'skipped'] as const)
      report[count] += landed[count];
    if (landed.wrote && !dryRun) report.changeId = batches.changeId;
    tell(landed.problems);
  };

  const tidy = async () => {
    while (await batches.keepHouse(({ landing }) => landing.tidy())) batches.signal.throwIfAborted();
  };

  let landed = 0;
  let writing: Promise<void> = Promise.resolve();
  const failure: { reason?: unknown } = {};
  try {
    for await (const { rows, problems, read } of batchesOf(ground, request.rows)) {
      expectSegment(rows.map(({ columns }) => expectedTexts(kind, columns)));
      await writing;
      if (++landed % batchesBetweenTidying === 0) await tidy();
      batches.signal.throwIfAborted();
      report.read += read;
      report.skipped += problems.length;
      tell(problems);
      request.onProgress?.(report.read);
      const sent = Promise.withResolvers<void>();
      writing = land(rows, sent.resolve);
      writing.catch(() => undefined);
      await Promise.race([sent.promise, writing]);
    }
    await writing;
    await tidy();
  } catch (error) {
    failure.reason = error;
  }
  if ('reason' in failure) {
    await writing.catch(() => undefined);
    if (batches.signal.aborted) throw cancelled(report);
    if (!dryRun && report.changeId !== null) await takeBack(batches, before);
    throw failure.reason;
  }
  return report;
}

interface Batch {
  rows: PreparedRow[];
  problems: ImportProblem[];
  read: number;
}

async function* batchesOf(ground: Ground, given: ImportRequest['rows']): AsyncGenerator<Batch> {
  let batch: Batch = { rows: [], problems: [], read: 0 };
  let most = firstBatch;
  let characters = 0;
  for await (const piece of given)
    for (const row of piece) {
      batch.read += 1;
      if (!isProblem(row)) characters += lengthOf(row);
      const prepared = isProblem(row) ? row : prepareRow(ground, row);
      if (isProblem(prepared)) batch.problems.push(prepared);
      else batch.rows.push(prepared);
      if (batch.read < most && characters < charactersPerBatch) continue;
      yield batch;
      batch = { rows: [], problems: [], read: 0 };
      characters = 0;
      most = rowsPerBatch;
    }
  if (batch.read > 0) yield batch;
}

function lengthOf({ values, children }: MappedRow): number {
  let length = children ? JSON.stringify(children).length : 0;
  for (const name in values) {
    const value = values[name]!;
    if (typeof value === 'string') length += value.length;
    else for (const text of value) length += text.length;
  }
  return length;
}

interface KeptMemory extends Memory {
  /** Keeps other imports out until the transaction ends, and notices records that anybody wrote meanwhile. */
  refresh(landing: Landing): Promise<void>;
  keep(landed: Landed): void;
}

/** What an import remembers of its rows: in a workspace without such records this spares most look-ups. */
async function createMemory(batches: ImportBatches, { kind, dryRun }: ImportRequest): Promise<KeptMemory> {
  const records = createSeen();
  const made = createMade();
  const owners = new Set<string>();
  const known = new Map<string, string>();
  const held = new Map<string, string | null>();
  const [isEmpty, atStart] = await batches.read(async ({ landing }) => [
    await landing.isEmpty(kind),
    await landing.lastForeignChange(batches.changeId),
  ]);
  /** A strange key that is taken for known is looked up for nothing. */
  let keys: Seen | null = isEmpty ? createLikelySeen() : null;
  let before = atStart;
  return {
    mayBeKnown: (key) => keys === null || keys.has(key),
    wasSeen: (recordId) => made.has(recordId) || records.has(recordId),
    isRehearsal: dryRun && batches.isPart,
    toldOwners: owners,
    known,
    held,
    async refresh(landing) {
      const [, last] = await Promise.all([landing.lock(), landing.lastForeignChange(batches.changeId)]);
      const isAlone = last === before;
      before = last;
      if (!isAlone || (keys?.size ?? 0) > mostKeys) keys = null;
      if (!isAlone || known.size > mostKnown) known.clear();
    },
    keep(landed) {
      for (const id of landed.recordIds) records.add(id);
      if (landed.made) made.add(landed.made);
      for (const key of landed.keys) keys?.add(key);
      for (const owner of landed.unknownOwners) owners.add(owner);
      for (const [text, id] of landed.lookedUp) known.set(text, id);
      for (const [externalId, id] of held.size < mostKnown ? landed.held : []) held.set(externalId, id);
    },
  };
}

const entriesOf = (batches: ImportBatches): Promise<string[]> =>
  batches.read(({ landing }) => landing.entries(batches.changeId));

/** Takes back what is in, but for what was in before: files that went in are not this one's. */
async function takeBack(batches: ImportBatches, before: readonly string[]): Promise<void> {
  const entries = await entriesOf(batches);
  const kept = new Set(before);
  for (const entry of entries.filter((one) => !kept.has(one)))
    await batches.step(({ landing }) => landing.takeBack(entry));
}

function cancelled({ read, created, updated, changeId }: ImportReport): RapportError {
  const isIn = `${created} created and ${updated} updated of the first ${read} rows`;
  return new RapportError(
    'timeout',
    `The import was stopped: ${changeId === null ? 'nothing is in' : `${isIn} are in`}.`,
    {
      hint:
        changeId === null
          ? 'Start it again.'
          : `Start it again to finish it, or take it back: rapport undo ${changeId}`,
      details: { changeId, read, created, updated },
    },
  );
}
