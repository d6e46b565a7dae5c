import { and, eq, inArray } from 'drizzle-orm';
import { type ChangeItem, changes, erasures, type Redaction } from '../../db/index.ts';
import { chainPages, type WrittenEntry } from './chain-pages.ts';
import { RapportError } from './errors.ts';
import type { Scope } from './scope.ts';

/** Where the change log stops being what it was when it was written. */
export interface Break {
  sequence: number;
  /** Null where no entry is left to name. */
  changeId: string | null;
  /**
   * `missing` entry, `chain` to the one before, the `entry` itself, its `payload`, whether it was `undone`, or
   * another history than the one whose head was kept (`anchor`).
   */
  reason: 'missing' | 'chain' | 'entry' | 'payload' | 'undone' | 'anchor';
}

/** The head of a change log as it is kept elsewhere: how many entries there were, and the hash of the last. */
export interface Anchor {
  entries: number;
  head: string;
}

/** What a verification of the change log found. Keep entries and head elsewhere to notice a rewrite. */
export interface ChainReport extends Anchor {
  /** Entries of which something was erased by right. */
  erased: number;
  firstBreak: Break | null;
}

/** An anchor as it was written down: `120:` and the hash. @throws RapportError invalid_input */
export function readAnchor(text: string): Anchor {
  const found = /^(\d{1,15}):([\da-f]{64})$/.exec(text.trim());
  if (found) return { entries: Number(found[1]), head: found[2]! };
  throw new RapportError('invalid_input', 'This is no head of a change log.', {
    hint: 'Give what rapport audit head printed: a number, a colon and 64 hexadecimal digits.',
  });
}

/** An anchor to be written down. */
export const writeAnchor = ({ entries, head }: Anchor): string => `${entries}:${head}`;

/**
 * Walks the workspace's change log from its start: no entry missing, each chained to the one before, each payload
 * matching its salted digest or erased by an entry that says so, what is marked undone undone by an entry. Finds
 * the first break and ends there.
 *
 * @param kept  a head that was written down before, which the log must still have
 */
export async function verifyChain(scope: Scope, kept?: Anchor): Promise<ChainReport> {
  const walk = createWalk(kept);
  for await (const page of chainPages(scope)) if (!page.every(walk.step)) break;
  const { entries, head } = walk;
  const sequences = await sequencesOf(scope, walk.wronglyStanding());
  const redactions = walk.broken ? await toldErasures(scope) : walk.redactions;
  const { erased, wrong } = walk.judgePayloads(redactions);
  const breaks = [walk.broken, ...wrong, ...(walk.broken ? [] : [...walk.wronglyUndone(), ...sequences])];
  const found = breaks.filter((one) => one !== null).sort((one, other) => one.sequence - other.sequence);
  return { entries, erased, head, firstBreak: found[0] ?? missingTail(walk, kept) };
}

const missingTail = ({ entries }: Anchor, kept: Anchor | undefined): Break | null =>
  kept && kept.entries > entries ? { sequence: entries + 1, changeId: null, reason: 'missing' } : null;

/** What is known after each entry. */
function createWalk(kept: Anchor | undefined) {
  const undoneBy = new Map<string, { by: string; sequence: number }>();
  const undoing = new Map<string, string>();
  const undoes = new Map<string, readonly string[]>();
  const otherPayloads: WrittenEntry[] = [];
  const walk = {
    entries: 0,
    head: '',
    broken: null as Break | null,
    redactions: [] as Redaction[],
    /** @returns whether the entry stands as it was written */
    step(entry: WrittenEntry): boolean {
      const { sequence, id: changeId } = entry;
      const reason = faultIn(entry, walk);
      if (reason) {
        walk.broken =
          reason === 'missing'
            ? { sequence: walk.entries + 1, changeId: null, reason }
            : { sequence, changeId, reason };
        return false;
      }
      walk.entries = sequence;
      walk.head = entry.hash;
      if (kept?.entries === sequence && kept.head !== entry.hash) {
        walk.broken = { sequence, changeId, reason: 'anchor' };
        return false;
      }
      if (entry.heldDigest !== entry.payloadDigest) otherPayloads.push({ ...entry, payload: null });
      if (entry.undoneBy !== null) undoneBy.set(changeId, { by: entry.undoneBy, sequence });
      if (entry.undoes !== null) followUndoing(entry.undoes, changeId);
      if (entry.payload?.includes('"kind":"erasure"')) walk.redactions.push(...redactionsIn(entry.payload));
      return true;
    },
    /** Entries marked as undone that nothing undid, or something else. */
    wronglyUndone: (): Break[] =>
      Array.from(undoneBy)
        .filter(([id, { by }]) => undoing.get(id) !== by)
        .map(([changeId, { sequence }]) => ({ sequence, changeId, reason: 'undone' })),
    /** Entries that were undone and are not marked so. */
    wronglyStanding: () => Array.from(undoing.keys()).filter((id) => !undoneBy.has(id)),
    /** Which of the entries that hold something else do so by right: what an erasure says is left of them. */
    judgePayloads(redactions: readonly Redaction[]): { erased: number; wrong: Break[] } {
      const left = leftBy(redactions);
      const wrong = otherPayloads.filter(({ sequence, heldDigest }) => left(sequence) !== heldDigest);
      const told = wrong.map(
        ({ sequence, id: changeId }): Break => ({ sequence, changeId, reason: 'payload' }),
      );
      return { erased: otherPayloads.length - wrong.length, wrong: told };
    },
  };

  function followUndoing(undone: readonly string[], by: string): void {
    undoes.set(by, undone);
    for (const id of undone) {
      undoing.set(id, by);
      for (const again of undoes.get(id) ?? []) undoing.delete(again);
    }
  }

  return walk;
}

function faultIn(entry: WrittenEntry, before: Anchor): Break['reason'] | null {
  if (entry.sequence !== before.entries + 1) return 'missing';
  if (entry.previousHash !== before.head) return 'chain';
  return entry.isTrue ? null : 'entry';
}

/** What erasures say is left of an entry: a digest, null for nothing, undefined where none speaks of it. */
function leftBy(redactions: readonly Redaction[]): (sequence: number) => string | null | undefined {
  const single = new Map<number, string | null>();
  const ranges: { from: number; to: number }[] = [];
  for (const { from, sequence, digest } of redactions)
    if (from === undefined) single.set(sequence, digest);
    else ranges.push({ from, to: sequence });
  return (sequence) =>
    ranges.some(({ from, to }) => from <= sequence && sequence <= to) ? null : single.get(sequence);
}

const redactionsIn = (payload: string): Redaction[] =>
  (JSON.parse(payload) as ChangeItem[])
    .filter(({ kind }) => kind === 'erasure')
    .flatMap(({ after }) => (after?.redactions ?? []) as Redaction[]);

/** What the workspace's erasures say themselves, where the log can no longer be asked. */
async function toldErasures({ tx, workspace }: Scope): Promise<Redaction[]> {
  const found = await tx
    .select({ redactions: erasures.redactions })
    .from(erasures)
    .where(eq(erasures.workspaceId, workspace.id));
  return found.flatMap(({ redactions }) => redactions);
}

async function sequencesOf({ tx, workspace }: Scope, ids: readonly string[]): Promise<Break[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select({ sequence: changes.sequence, changeId: changes.id })
    .from(changes)
    .where(and(eq(changes.workspaceId, workspace.id), inArray(changes.id, [...ids])));
  return found.map((entry) => ({ ...entry, reason: 'undone' }));
}
