import type { TrackRecord } from '../track/index.ts';
import type { Learned } from './learn.ts';
import type { LoggedRecommendation } from './policy-value.ts';

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
  judged: { conversions: LoggedRecommendation[]; clicks: LoggedRecommendation[] };
  trackRecord: TrackRecord;
}

const mostKept = 20;
const byDatabase = new WeakMap<object, Map<string, Kept>>();

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
