import { moveDay } from '../../../language/dates/calendar.ts';
import type { DateSpan } from '../../../language/index.ts';
import type { FieldDescription, WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import type { Constraint } from './frame.ts';
import { lexicons } from './lexicon.ts';
import type { Mention, MentionOf, PicklistPlace } from './mention.ts';

/** The field of a kind by name. */
export const fieldOf = (
  workspace: WorkspaceDescription,
  kind: string,
  name: string,
): FieldDescription | undefined =>
  workspace.kinds.find((described) => described.kind === kind)?.fields.find((field) => field.name === name);

/** The field by which the records of a kind are called. */
export const callingField = (workspace: WorkspaceDescription, kind: string): string =>
  ['name', 'title', 'number', 'subject'].find((name) => fieldOf(workspace, kind, name) !== undefined) ??
  'name';

/** The field of a kind that says how far its records have come. */
export const stageField = (kind: string, workspace: WorkspaceDescription): string | undefined =>
  ['lifecycleStage', 'stage', 'status'].find((name) => fieldOf(workspace, kind, name) !== undefined);

/** The fields of a kind that hold a day. */
export const isDay = (field: FieldDescription | undefined): boolean =>
  field?.type === 'date' || field?.type === 'moment';

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

type Free = readonly { mention: Mention; index: number }[];

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
      missing.test(before) ||
      /^(?:\s?(?:is|are) (?:missing|empty|blank|not)|为空|是空|没填|缺失|未填|还没|没有)/.test(after)
    )
      return [{ field: place.field, comparison: 'empty', values: [] }];
    const isValued = free.some(
      (other) =>
        other.mention.is.type === 'value' && other.mention.is.of.some((one) => one.field === place.field),
    );
    return present.test(before) && !isValued ? [{ field: place.field, comparison: 'set', values: [] }] : [];
  });
}

/** The day that places a record in time where none is named. */
const mainDays = ['occurredAt', 'orderedAt', 'openedAt', 'dueOn', 'expectedCloseOn', 'createdAt'];

function timeConstraints(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  free: Free,
): Constraint[] {
  const { filters } = lexicons[clause.language];
  const has = (name: string) => fieldOf(workspace, kind, name) !== undefined;
  const spans = free.flatMap(({ mention }) =>
    mention.is.type === 'date' || mention.is.type === 'duration'
      ? [{ span: mention.is.span, at: mention.start }]
      : [],
  );
  const constraints: Constraint[] = [];
  const masked = clause.spoken;
  if (has('followUpOn') && filters.overdue.test(masked))
    constraints.push({ field: 'followUpOn', comparison: '<', values: [workspace.today] });
  else if (has('dueOn') && filters.overdue.test(masked))
    constraints.push({ field: 'dueOn', comparison: '<', values: [workspace.today] });
  const silent = filters.silent.test(masked);
  const overdue = filters.overdue.test(masked);
  for (const { span, at } of spans) {
    if (overdue && span.from === workspace.today && span.to === workspace.today) continue;
    const near = isSpokenOf(clause, at) ? undefined : nearestDayField(clause, kind, workspace, at);
    if (has('lastContactOn') && silent && near !== 'followUpOn')
      constraints.push(notSince('lastContactOn', span, workspace.today));
    else if (near !== undefined)
      constraints.push(
        ...within(
          near,
          near === 'lastContactOn' ? gone(span, workspace.today) : span,
          clause,
          workspace.today,
        ),
      );
    else if (has('followUpOn') && filters.followUp.test(masked) && !isSpokenOf(clause, at))
      constraints.push(...within('followUpOn', span, clause, workspace.today));
    else if (has('lastContactOn') && filters.spoken.test(masked))
      constraints.push(...within('lastContactOn', span, clause, workspace.today));
    else if (has('createdAt') && filters.created.test(masked))
      constraints.push(...within('createdAt', span, clause, workspace.today));
    else {
      const day = mainDays.find(has);
      if (kind !== 'contact' && day !== undefined)
        constraints.push(...within(day, span, clause, workspace.today));
    }
  }
  if (silent && spans.length === 0 && has('lastContactOn') && /\bnever\b|从未|从没|从来没/u.test(masked))
    constraints.push({ field: 'lastContactOn', comparison: 'empty', values: [] });
  return constraints;
}

/** A day or a month without a year that would be yet to come, where only one that is gone can be meant. */
function gone(span: DateSpan, today: string): DateSpan {
  if (span.from <= today || /\d{4}|下|明年|后年|next|coming/iu.test(span.text)) return span;
  return { ...span, from: moveDay(span.from, -1, 'year'), to: moveDay(span.to, -1, 'year') };
}

/** "… that we contacted last week": right before a day it says when somebody was last spoken with. */
const isSpokenOf = (clause: Clause, at: number): boolean => {
  const named = clause.mentions.findLast(({ is, start }) => is.type === 'field' && start < at);
  const between = clause.text.slice(named?.end ?? 0, at).toLowerCase();
  return (
    clause.roles.newDays.size > 0 &&
    /\b(?:who|that|whom|we|i)\b/.test(between) &&
    lexicons[clause.language].filters.spoken.test(between)
  );
};

/** The field of days named nearest before or behind a place. */
function nearestDayField(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  at: number,
): string | undefined {
  const named = clause.mentions.flatMap((mention) => {
    if (mention.is.type !== 'field') return [];
    const place = mention.is.of.find(
      (candidate) => candidate.kind === kind && isDay(fieldOf(workspace, kind, candidate.field)),
    );
    return place === undefined ? [] : [{ field: place.field, distance: Math.abs(mention.start - at) }];
  });
  return named.sort((one, other) => one.distance - other.distance)[0]?.field;
}

/** No contact since a day: the last one was on it or before; a lone "month" in such talk is four weeks. */
function notSince(field: string, span: DateSpan, today: string): Constraint {
  if (span.length?.unit === 'month' && span.length.count === 1)
    return { field, comparison: '<=', values: [moveDay(today, -4, 'week')] };
  if (span.bound === 'before') return { field, comparison: '<=', values: [span.to] };
  if (span.bound === 'since' || span.bound === 'after')
    return { field, comparison: '<', values: [span.anchor ?? span.from] };
  if (span.kind === 'range') return { field, comparison: '<', values: [span.from] };
  return { field, comparison: '<=', values: [span.from] };
}

function within(field: string, span: DateSpan, clause: Clause, today: string): Constraint[] {
  const { before, after, within: inside } = lexicons[clause.language].filters;
  const around =
    `${clause.text.slice(Math.max(0, span.start - 24), span.start)} ${clause.text.slice(span.end, span.end + 10)}`.toLowerCase();
  if (span.kind === 'duration' || span.kind === 'age') {
    const long =
      span.comparison === 'over' ||
      (before.test(around) && !inside.test(around) && span.comparison !== 'under');
    return long
      ? [{ field, comparison: '<=', values: [span.from] }]
      : [{ field, comparison: 'between', values: [span.from, today] }];
  }
  if (span.bound === 'before') return [{ field, comparison: '<=', values: [span.to] }];
  if (span.bound === 'by' || span.bound === 'until') return [{ field, comparison: '<=', values: [span.to] }];
  if (span.bound === 'after') return [{ field, comparison: '>=', values: [span.from] }];
  if (span.bound === 'since') return [{ field, comparison: '>=', values: [span.from] }];
  if (span.from === span.to && /\b(?:before|prior to|earlier than)\b/.test(around))
    return [{ field, comparison: '<', values: [span.from] }];
  const edge =
    span.from === span.to
      ? /^[及和或](?:其)?(?:之|以)(?<way>[前后])/u.exec(clause.text.slice(span.end))
      : null;
  if (edge !== null)
    return [{ field, comparison: edge.groups!.way === '前' ? '<=' : '>=', values: [span.from] }];
  if (span.from === span.to && / ago|前$/.test(span.text) && before.test(around))
    return [{ field, comparison: '<=', values: [span.from] }];
  if (span.from === span.to && /\b(?:after|later than)\b/.test(around) && after.test(around))
    return [{ field, comparison: '>', values: [span.from] }];
  return [{ field, comparison: 'between', values: [span.from, span.to] }];
}

/** "worth over 10k": amounts compared with the money field of the kind. */
function numberConstraints(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  free: Free,
): Constraint[] {
  const described = workspace.kinds.find((entry) => entry.kind === kind)?.fields ?? [];
  return free.flatMap(({ mention }): Constraint[] => {
    if (mention.is.type !== 'number') return [];
    const named = clause.mentions
      .flatMap((other) => (other.is.type === 'field' ? other.is.of : []))
      .map((place) => place.field);
    const isCompared =
      /\b(?:over|above|under|below|than|least|worth|exceeding)\s*$|(?:超过|大于|高于|低于|小于)$/u.test(
        clause.text.slice(0, mention.start).toLowerCase(),
      );
    const isMoney =
      mention.is.money || (isCompared && kind !== 'contact' && Number(mention.is.value) >= leastAmount);
    const field =
      described.find(
        (candidate) =>
          named.includes(candidate.name) && (candidate.type === 'number' || candidate.type === 'money'),
      ) ?? (isMoney ? described.find((candidate) => candidate.type === 'money') : undefined);
    if (field === undefined) return [];
    const before = clause.text.slice(Math.max(0, mention.start - 24), mention.start).toLowerCase();
    const after = clause.text.slice(mention.end, mention.end + 4);
    if (
      /\b(?:over|above|more than|greater than|exceeding|larger than|bigger than)\b|超过|大于|高于|多于|>/.test(
        before,
      ) ||
      /以上/.test(after)
    )
      return [{ field: field.name, comparison: '>', values: [mention.is.value] }];
    if (/\b(?:at least)\b|至少|不少于|不低于/.test(before))
      return [{ field: field.name, comparison: '>=', values: [mention.is.value] }];
    if (
      /\b(?:under|below|less than|fewer than|smaller than)\b|低于|小于|少于|不到|</.test(before) ||
      /以下/.test(after)
    )
      return [{ field: field.name, comparison: '<', values: [mention.is.value] }];
    return [];
  });
}

/** "phone ending in 0170", “姓欧阳的”, "out of stock": what a number or a name holds, and what there is none of. */
function pieceConstraints({ text }: Clause, kind: string, workspace: WorkspaceDescription): Constraint[] {
  const number = numberEnd.exec(text)?.[1]?.trim();
  const surname = /姓(\p{Script=Han}{1,2})的/u.exec(text)?.[1];
  const isGone = soldOut.test(text) && fieldOf(workspace, kind, 'stock') !== undefined;
  const phone = ['phones', 'phone'].find((field) => fieldOf(workspace, kind, field) !== undefined);
  return [
    ...(number !== undefined && phone !== undefined
      ? [{ field: phone, comparison: 'contains' as const, values: [number] }]
      : []),
    ...(surname !== undefined && kind === 'contact'
      ? [{ field: 'name', comparison: 'contains' as const, values: [surname] }]
      : []),
    ...(isGone ? [{ field: 'stock', comparison: '<=' as const, values: ['0'] }] : []),
  ];
}

const numberEnd =
  /(?:\b(?:phone|number|mobile|cell)s?\b[^,.;]{0,20}\b(?:end(?:s|ing)? (?:in|with|on)|(?:last|final) (?:\w+ )?digits(?: (?:are|is))?)\s*|(?:尾号|[末后](?:\p{Script=Han}位)(?:数字?)?)(?:是|为|：)?\s*)(\d[\d -]*\d)/iu;
export const soldOut = /\bout of stock\b|\bsold out\b|缺货|无货|没货|断货|售罄|库存为(?:零|0)/iu;

/** From here on a bare number that is compared is an amount. */
const leastAmount = 1000;

const quote = (value: string): string => `'${value.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;

/** Conditions as the filter expression tools take. */
export function filterText(constraints: readonly Constraint[], except: readonly string[] = []): string {
  const parts = constraints.map(({ field, comparison, values, unlike }) => {
    if (comparison === 'at') {
      const places = field === 'emails' ? ['emails', 'city', 'company.name'] : ['city', 'name'];
      const written = (place: string, value: string) =>
        place === 'emails' && unlike !== undefined ? `@${value.replaceAll(' ', '')}` : value;
      const parts = values.flatMap((value) =>
        places.map((place) => `${place} ~ ${quote(written(place, value))}`),
      );
      const others = (unlike ?? []).map((host) => ` and not emails ~ ${quote(`@${host}`)}`);
      return `(${parts.join(' or ')})${others.join('')}`;
    }
    if (comparison === 'contains') return `${field} ~ ${quote(values[0]!)}`;
    if (comparison === 'empty') return `${field} is empty`;
    if (comparison === 'set') return `${field} is set`;
    if (comparison === 'between') return `${field} between ${quote(values[0]!)} and ${quote(values[1]!)}`;
    if (comparison === 'not in' && values.length === 1) return `not ${field} = ${quote(values[0]!)}`;
    if (comparison === 'not in') return `not ${field} in (${values.map(quote).join(', ')})`;
    if (comparison === 'in' && values.length > 1) return `${field} in (${values.map(quote).join(', ')})`;
    return `${field} ${comparison === 'in' ? '=' : comparison} ${quote(values[0]!)}`;
  });
  const without = except.map((name) => `not name = ${quote(name)}`);
  return [...parts, ...without].join(' and ');
}
