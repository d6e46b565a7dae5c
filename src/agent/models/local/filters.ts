import type { WorkspaceDescription } from '../../directory.ts';
import { numberConstraints, pieceConstraints } from './amount-filters.ts';
import type { Clause } from './clause.ts';
import { fieldOf } from './fields.ts';
import type { Constraint } from './frame.ts';
import { lexicons } from './lexicon.ts';
import type { Free, Mention, MentionOf, PicklistPlace } from './mention.ts';
import { timeConstraints } from './time-filters.ts';

/**
 * The conditions a clause sets on records of a kind: all values, owners and times that are not told to be
 * something new.
 *
 * @param used  numbers of the mentions that play another part
 */
export function constraintsOf(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  used: ReadonlySet<number>,
): Constraint[] {
  const free = clause.mentions
    .map((mention, index) => ({ mention, index }))
    .filter(({ index }) => !used.has(index) && !clause.roles.kept.has(index));
  const values = valueConstraints(clause, kind, free);
  return [
    ...values,
    ...ownerConstraints(clause, kind, workspace, free),
    ...missingConstraints(clause, kind, workspace, free),
    ...timeConstraints(clause, kind, workspace, free),
    ...numberConstraints(clause, kind, workspace, free),
    ...pieceConstraints(clause, kind, workspace),
    ...openConstraints(clause, kind, workspace).filter(
      ({ field }) => !values.some((other) => other.field === field),
    ),
  ];
}

/** "open deals", “进行中的商机”: those without the day on which they closed. */
function openConstraints({ masked }: Clause, kind: string, workspace: WorkspaceDescription): Constraint[] {
  const unsettled = undoneOf(masked, kind, workspace);
  if (unsettled !== undefined) return [unsettled];
  const speaks =
    /\bopen (?:deal|opportunit)|\b(?:deals|opportunities) (?:[\w<>]+ ){0,4}(?:still )?open\b|(?:未(?:关闭|结束|完成|结)|没关|没结束|进行中|在谈|在跟)(?:的|中的)?(?:商机|交易|销售机会)/u.test(
      masked,
    );
  return speaks && fieldOf(workspace, kind, 'closedOn') !== undefined
    ? [{ field: 'closedOn', comparison: 'empty', values: [] }]
    : [];
}

/** “未关闭的工单”, “没完成的任务”: those whose status is none of the last ones. */
function undoneOf(masked: string, kind: string, workspace: WorkspaceDescription): Constraint | undefined {
  if (
    !/(?:未|没有?|还没有?|尚未)(?:被)?(?:关闭|关(?=的|掉)|完成|解决|处理|结束|结案|做完|办完)/u.test(masked)
  )
    return undefined;
  const status = fieldOf(workspace, kind, 'status')?.options ?? [];
  const settled = status.filter((option) => ['resolved', 'closed', 'done', 'cancelled'].includes(option));
  return settled.length > 0 && (kind === 'ticket' || kind === 'task')
    ? { field: 'status', comparison: 'not in', values: settled }
    : undefined;
}

function valueConstraints(clause: Clause, kind: string, free: Free): Constraint[] {
  const found = new Map<string, { field: string; not: boolean; values: Set<string> }>();
  for (const { mention, index } of free) {
    if (mention.is.type !== 'value' || isToClose(mention, clause, kind)) continue;
    const place = placeFor(kind, mention.is.of);
    if (place === undefined) continue;
    const not = clause.roles.notValues.has(index) || clause.roles.exceptions.has(index);
    const key = `${place.field} ${not}`;
    const entry = found.get(key) ?? { field: place.field, not, values: new Set<string>() };
    found.set(key, { ...entry, values: entry.values.add(place.value) });
  }
  return [...found.values()].map(({ field, not, values }) => ({
    field,
    comparison: not ? 'not in' : 'in',
    values: [...values],
  }));
}

/** Where a kind has a value; what products customers are interested in are the products' own categories. */
const placeFor = (kind: string, of: readonly PicklistPlace[]): PicklistPlace | undefined =>
  of.find((candidate) => candidate.kind === kind) ??
  (kind === 'product'
    ? of
        .filter(({ field }) => /interest/iu.test(field))
        .map(({ value }) => ({ kind, field: 'category', value }))[0]
    : undefined);

/** “下个月要成交的”: a deal that is yet to get there. */
const isToClose = ({ start }: Mention, { text }: Clause, kind: string): boolean =>
  kind === 'deal' && /(?:[要会将能]|预计|可能|有望)$/u.test(text.slice(0, start));

function ownerConstraints(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  free: Free,
): Constraint[] {
  if (fieldOf(workspace, kind, 'owner') === undefined) return [];
  const owners = free.filter(
    (entry): entry is { mention: MentionOf<'member'>; index: number } => entry.mention.is.type === 'member',
  );
  const constraints: Constraint[] = [];
  for (const not of [false, true]) {
    const names = owners
      .filter(({ index }) => clause.roles.exceptions.has(index) === not)
      .flatMap(({ mention }) => mention.is.members.map((member) => member.name));
    if (names.length > 0)
      constraints.push({ field: 'owner', comparison: not ? 'not in' : 'in', values: [...new Set(names)] });
  }
  return constraints;
}

/** "without a phone", "with an e-mail": fields that must be empty or must not. */
function missingConstraints(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  free: Free,
): Constraint[] {
  const { missing, present } = lexicons[clause.language].filters;
  return free.flatMap(({ mention }): Constraint[] => {
    if (mention.is.type !== 'field') return [];
    const place = mention.is.of.find((candidate) => candidate.kind === kind);
    if (place === undefined || fieldOf(workspace, kind, place.field) === undefined) return [];
    if (clause.mentions.some(({ is }) => `${is.type}s` === place.field)) return [];
    const before = `${clause.text.slice(Math.max(0, mention.start - 24), mention.start).toLowerCase()}`;
    const after = clause.text.slice(mention.end, mention.end + 8).toLowerCase();
    if (
      (missing.test(before) && !(place.field === 'followUpOn' && before.endsWith('没'))) ||
      /^(?:\s?(?:is|are) (?:missing|empty|blank|not)|栏?(?:那里|那儿|那边|上|里)?(?:还|都|也|一直)*(?:为空|是空|空着|空缺|没填|没写|没留|没登|没录|没记|缺失|未填|还没|没有))/.test(
        after,
      )
    )
      return [{ field: place.field, comparison: 'empty', values: [] }];
    const isValued = free.some(
      (other) =>
        other.mention.is.type === 'value' && other.mention.is.of.some((one) => one.field === place.field),
    );
    return present.test(before) && !isValued ? [{ field: place.field, comparison: 'set', values: [] }] : [];
  });
}
