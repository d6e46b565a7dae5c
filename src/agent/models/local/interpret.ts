import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf, type Told } from './changes.ts';
import type { Clause } from './clause.ts';
import {
  completed,
  isCondition,
  mergeable,
  merged,
  withCondition,
  withContext,
  withTale,
} from './context.ts';
import { creationOf } from './creation.ts';
import type { Change, Frame } from './frame.ts';
import { type Mood, moodOf } from './guards.ts';
import { headOf, isSingle } from './head.ts';
import { lexicons } from './lexicon.ts';
import { logOf } from './logging.ts';
import { noteOf } from './notes.ts';
import { noTarget, targetOf } from './target.ts';

/** The requests to change something in a text, in order; what is only told gives them their objects. */
export function framesOf(clauses: readonly Clause[], workspace: WorkspaceDescription): Frame[] {
  const conditions = clauses.filter(isCondition);
  const drafts = clauses
    .filter((clause) => !conditions.includes(clause))
    .map((clause) => ({ clause, frame: frameOf(clause, workspace, clauses) }))
    .map(({ clause, frame }, index, all) => {
      const isNextStep = all.slice(0, index).some((one) => one.frame?.act === 'log') && plansNext(frame);
      return { clause, frame: isNextStep ? undefined : frame };
    });
  const orders = drafts.some(({ frame }) => frame !== undefined && frame.act !== 'log');
  const asksToLog = clauses.some((clause) => clause.operations.some(({ operation }) => operation === 'log'));
  const frames: Frame[] = [];
  const told: Clause[] = [];
  for (const { clause, frame: draft } of drafts) {
    const isRemark = draft?.act === 'log' && orders && !asksToLog;
    if (draft === undefined || isRemark) {
      told.push(clause);
      const last = frames.at(-1);
      if (last?.act === 'create') frames.splice(-1, 1, completed(last, clause, workspace));
      continue;
    }
    const condition =
      conditions.find((one) => one.start < clause.start) ?? conditions.find((one) => one === clauses.at(-1));
    const frame = withCondition(draft, condition, workspace);
    const before = frames.at(-1);
    if (before !== undefined && mergeable(before, frame)) frames.splice(-1, 1, merged(before, frame));
    else frames.push(withContext(frame, told, before, workspace));
  }
  return frames.map((frame) => withTale(frame, told, clauses, workspace));
}

/** "follow up next Wednesday": behind a tale this is its next step. */
const plansNext = (frame: Frame | undefined): boolean =>
  frame?.act === 'update' &&
  frame.changes.length > 0 &&
  frame.changes.every((change) => change.field === 'followUpOn') &&
  frame.target.records.length === 0 &&
  !frame.target.set;

/** The request a clause makes, as far as it goes by itself. */
function frameOf(clause: Clause, workspace: WorkspaceDescription, all: readonly Clause[]): Frame | undefined {
  const head = headOf(clause, all);
  if (head === undefined) return undefined;
  const mood = moodOf(clause, head.occurrence);
  const override = lexicons[clause.language].moods.override.test(clause.sentence);
  const base = { mood, override, clause, generic: false, everything: false };
  const everything = lexicons[clause.language].replies.everything.test(clause.masked);
  if (head.act === 'undo')
    return { ...base, act: 'undo', target: noTarget('contact'), changes: [], everything };
  if (head.act === 'create') return { ...base, ...creationOf(clause, workspace) };
  if (head.act === 'log')
    return {
      ...base,
      mood: head.occurrence === undefined ? 'statement' : moodOfTale(mood),
      ...logOf(clause, [], workspace),
    };
  if (head.notes) return mood === 'question' ? undefined : { ...base, ...noteOf(clause, workspace) };
  const { kind } = targetOf(clause, workspace, new Set());
  const told: Told =
    head.act === 'delete'
      ? { changes: [], used: new Set(), strangerOwner: undefined }
      : changesOf(clause, kind, workspace, isSingle(clause));
  if (head.clears) clearNamed(clause, kind, told);
  const target = targetOf(clause, workspace, told.used, kind);
  const generic = head.act === 'update' && told.changes.length === 0 && told.strangerOwner === undefined;
  if (generic && head.occurrence?.operation === 'log') return undefined;
  return {
    ...base,
    act: head.act,
    target,
    changes: told.changes,
    generic,
    everything:
      target.set && target.constraints.length === 0 && clause.mentions.some(({ is }) => is.type === 'kind'),
    ...(told.strangerOwner !== undefined && {
      problem: { type: 'unknown-member', name: told.strangerOwner } as const,
    }),
  };
}

/** What somebody said is part of the tale that is logged, and no reason to doubt it. */
const moodOfTale = (mood: Mood): Mood =>
  ['report', 'reported', 'message', 'tentative', 'aside'].includes(mood) ? 'statement' : mood;

function clearNamed(clause: Clause, kind: string, told: Told): void {
  clause.mentions.forEach((mention, index) => {
    if (mention.is.type !== 'field') return;
    const place = mention.is.of.find((candidate) => candidate.kind === kind);
    if (place === undefined) return;
    const at = told.changes.findIndex((change) => change.field === place.field);
    const isOff: Change = { field: place.field, is: 'clear' };
    if (at < 0) told.changes.push(isOff);
    else if (place.field !== 'doNotContact') told.changes.splice(at, 1, isOff);
    told.used.add(index);
  });
}
