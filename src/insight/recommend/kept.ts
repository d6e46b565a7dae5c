import type { TrackRecord } from '../track/index.ts';
import type { Learned } from './learn.ts';

/** What was learnt of a workspace, when, and from which data. */
export interface Kept {
  learned: Learned;
  version: string;
  at: Date;
  /** How recommendations did, as it was read on this day in this language. */
  past?: { key: string; past: Past };
}

/** How earlier recommendations did. */
export interface Past {
  /** Absent where too few have come due. */
  policy?: PolicyEstimate;
  trackRecord: TrackRecord;
}

/** What recommending by popularity alone would have brought, estimated from what was shown. */
export type PolicyEstimate = {
  shown: number;
  overlap: number;
  conversion: number;
  popularityConversion: number | null;
  clickThrough: number;
  popularityClickThrough: number | null;
};

const mostKept = 20;
const byDatabase = new WeakMap<object, Map<string, Kept>>();
const underWay = new WeakMap<object, Map<string, Promise<Kept>>>();

/** What this process learnt lately of one database's workspaces. */
export function keptOf(database: object): Map<string, Kept> {
  const kept = byDatabase.get(database) ?? new Map<string, Kept>();
  byDatabase.set(database, kept);
  return kept;
}

/** Keeps what was learnt of a workspace; the one kept longest gives way. */
export function keep(database: object, workspaceId: string, learned: Kept): void {
  const kept = keptOf(database);
  kept.delete(workspaceId);
  kept.set(workspaceId, learned);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
}

/**
 * Learns, or waits for who is learning the same already. Where that one gives up, it is learnt here.
 *
 * @param key  workspace and version of the data
 */
export async function learnOnce(
  database: object,
  key: string,
  signal: AbortSignal,
  learning: () => Promise<Kept>,
): Promise<Kept> {
  const running = underWay.get(database) ?? new Map<string, Promise<Kept>>();
  underWay.set(database, running);
  for (let other = running.get(key); other !== undefined; other = running.get(key)) {
    const found = await other.catch(() => undefined);
    if (found) return found;
    signal.throwIfAborted();
  }
  const own = learning().finally(() => running.delete(key));
  running.set(key, own);
  return own;
}
