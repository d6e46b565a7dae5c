import { consequences, type RuleSurroundings, withDefaults } from '../../crm/index.ts';
import { canonicalJson, kindName, newId, RapportError } from '../../trust/index.ts';
import type { ImportKind, ImportProblem } from '../contract.ts';
import { type Child, childrenOf, totalOf } from './children.ts';
import type { Goods } from './goods.ts';
import type { Matcher } from './match.ts';
import type { Landed, Memory } from './memory.ts';
import { type PreparedRow, reasonOf } from './prepare.ts';

/** What is to be written for the rows of a batch. */
export interface Decisions {
  created: Record<string, unknown>[];
  patches: Map<string, Record<string, unknown>>;
  /** Every row's record: the row, and whether the record was there before. */
  records: Map<string, { row: PreparedRow; isNew: boolean; children: readonly Child[] }>;
}

/** What the rows of a batch are decided by. */
export interface Deciding {
  kind: ImportKind;
  rules: RuleSurroundings;
  matcher: Matcher;
  goods: Goods;
  memory: Memory;
  isErased(row: PreparedRow): boolean;
  leaveOut(problem: ImportProblem): void;
}

/** Decides what becomes of a row: a record, a change of one, or nothing. */
export function decide(row: PreparedRow, by: Deciding, decided: Decisions, landed: Landed): void {
  const { kind, rules, matcher, goods, memory, leaveOut } = by;
  const children = childrenOf(kind, row, goods, String(row.columns.currency ?? rules.currency), rules.now);
  if ('reason' in children) {
    leaveOut(children);
    return;
  }
  if (kind === 'order' && children.length > 0) row.columns.totalMinor ??= totalOf(children);
  const isTaken = (id: string) => decided.records.has(id) || memory.wasSeen(id);
  const match = matcher.match(row, isTaken);
  if (match === 'several') {
    matcher.hold(row, null);
    leaveOut({ line: row.line, reason: `It may be one of several ${kindName(kind)} records.` });
    return;
  }
  matcher.noteKeys(row, landed.keys);
  if (match === null) {
    create(row, children, by, decided);
    return;
  }
  const id = String(match.id);
  const patch = differenceOf(kind, row, match, rules);
  const isSame = Object.keys(patch).length === 0;
  if (isTaken(id)) {
    matcher.hold(row, id);
    if (isSame) landed.unchanged += 1;
    else leaveOut({ line: row.line, reason: `An earlier line is the same ${kindName(kind)} already.` });
    return;
  }
  matcher.claim(row, id);
  decided.records.set(id, { row, isNew: false, children });
  if (!isSame) decided.patches.set(id, patch);
}

function create(
  row: PreparedRow,
  children: readonly Child[],
  { kind, rules, matcher, isErased, leaveOut }: Deciding,
  decided: Decisions,
): void {
  const refusal = 'This person was erased from the workspace and is not taken in again.';
  const made = isErased(row) ? { line: row.line, reason: refusal } : newRecord(kind, row, rules);
  if (isRefused(made)) {
    matcher.hold(row, null);
    leaveOut(made);
    return;
  }
  decided.created.push(made);
  decided.records.set(String(made.id), { row, isNew: true, children });
  matcher.add(row, made);
}

function newRecord(
  kind: ImportKind,
  row: PreparedRow,
  rules: RuleSurroundings,
): Record<string, unknown> | ImportProblem {
  try {
    const made = consequences(kind, withDefaults(kind, undated(kind, row.columns), rules), rules);
    made.id = newId(kind, rules.now);
    if (row.createdAt) made.createdAt = row.createdAt;
    return made;
  } catch (error) {
    if (!(error instanceof RapportError)) throw error;
    return { line: row.line, reason: reasonOf(error) };
  }
}

const isRefused = (made: Record<string, unknown> | ImportProblem): made is ImportProblem => 'reason' in made;

/** What a row would change in its record: lists gain what they lack, all else becomes what the row says. */
function differenceOf(
  kind: ImportKind,
  { columns }: PreparedRow,
  record: Readonly<Record<string, unknown>>,
  rules: RuleSurroundings,
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(columns)) {
    const standing = record[column];
    if (Array.isArray(value) && Array.isArray(standing)) {
      const missing = value.filter((item) => !standing.includes(item));
      if (missing.length > 0) patch[column] = [...standing, ...missing];
    } else if (column === 'custom') {
      const merged = { ...(standing as object), ...(value as object) };
      if (canonicalJson(merged) !== canonicalJson(standing)) patch.custom = merged;
    } else if (canonicalJson(value) !== canonicalJson(standing ?? null)) patch[column] = value;
  }
  const isChanged = ['stageId', 'status'].some((column) => column in patch);
  if (!isChanged) return patch;
  const given = { ...columns, ...patch };
  const follows = consequences(kind, given, rules);
  const implied = Object.entries(follows).filter(([column]) => !(column in columns));
  return { ...patch, ...Object.fromEntries(implied) };
}

/** An imported order without a date has none: it was not placed at the moment of the import. */
const undated = (kind: ImportKind, columns: Record<string, unknown>): Record<string, unknown> =>
  kind === 'order' ? { orderedAt: null, ...columns } : columns;
