import type { DateSpan } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { apartIn } from './among.ts';
import type { Clause } from './clause.ts';
import { fieldOf, isDay } from './fields.ts';
import type { Change } from './frame.ts';
import { lexicons, type Operation } from './lexicon.ts';
import type { Mention } from './mention.ts';
import { taskStateOf, tellsWorth } from './outcomes.ts';
import { referenceIn } from './target.ts';

/** What a clause says shall become of fields, and the mentions that say it. */
export interface Told {
  changes: Change[];
  used: Set<number>;
  /** A name stands where a colleague should. */
  strangerOwner: string | undefined;
}

/** "Everyone of Sofia's: follow-up next Friday": whose field becomes what, as in a form. */
export const setsAsInForm = ({ sketch, language, sentence }: Clause): boolean =>
  /<[KVMR]\d+>.*[:：]\s*<F\d+>\s*(?:to |on |改到|到)?<[DT]\d+>[.!。！\s]*$/.test(sketch) &&
  !lexicons[language].moods.question.test(sentence);

/** The day a date stands for as a value: a period by its first day, a limit by its last. */
export const dayOf = (span: DateSpan): string =>
  span.bound === 'by' || span.bound === 'until'
    ? (span.anchor ?? span.to)
    : span.bound === 'before'
      ? (span.anchor ?? span.to)
      : span.from;

/** The changes a clause tells, for records of a kind. `single` where one record is meant: then every value is a new one. */
export function changesOf(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  single: boolean,
): Told {
  const told: Told = { changes: [], used: new Set(), strangerOwner: undefined };
  const does = new Set(
    clause.operations
      .filter((one) => one.form !== 'past' || clause.language === 'zh' || true)
      .map((one) => one.operation),
  );
  owner(clause, kind, workspace, does, told, single);
  values(clause, kind, single, told);
  days(clause, kind, workspace, does, told, single);
  contactDetails(clause, kind, workspace, told, single);
  amounts(clause, kind, workspace, does, told, single);
  texts(clause, kind, workspace, told, single);
  const state = kind === 'task' && single ? taskStateOf(clause) : undefined;
  if (state !== undefined && told.changes.every(({ field }) => field !== 'status'))
    add(told, { field: 'status', is: 'set', value: state });
  return told;
}

const add = (told: Told, change: Change, ...used: number[]): void => {
  told.changes.push(change);
  for (const index of used) told.used.add(index);
};

function owner(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  does: ReadonlySet<Operation>,
  told: Told,
  single: boolean,
): void {
  if (fieldOf(workspace, kind, 'owner') === undefined) return;
  const members = clause.mentions.flatMap((mention, index) =>
    mention.is.type === 'member' ? [{ mention, is: mention.is, index }] : [],
  );
  const marked = members.filter(({ index }) => clause.roles.newOwners.has(index));
  const unmarked = members.filter(
    ({ index }) => !clause.roles.newOwners.has(index) && !clause.roles.presentOwners.has(index),
  );
  const asksOwner = clause.mentions.some(
    ({ is }) => is.type === 'field' && is.of.some((place) => place.field === 'owner'),
  );
  const chosen = marked.at(-1) ?? ((does.has('assign') || asksOwner) && single ? unmarked.at(-1) : undefined);
  if (
    chosen !== undefined &&
    (does.has('assign') || does.has('set') || does.has('create') || clause.roles.newOwners.size > 0)
  ) {
    const others = marked.map(({ index }) => index);
    add(told, { field: 'owner', is: 'set', value: chosen.is.members[0]!.name }, chosen.index, ...others);
    return;
  }
  if (
    clause.roles.selfOwner &&
    (does.has('assign') || does.has('set') || does.has('create') || /\bi\b|我/u.test(clause.masked))
  )
    add(told, { field: 'owner', is: 'set', value: workspace.me.name });
  else if (does.has('assign') && members.length === clause.roles.presentOwners.size) {
    const behind = /(?:\b(?:to|give|let)|给|由|让|归)\s*<U(\d+)>/.exec(clause.sketch);
    if (behind !== null) {
      told.strangerOwner = clause.mentions[Number(behind[1])]!.text;
      told.used.add(Number(behind[1]));
    }
  }
}

/** Fields whose values are said without their name: "move them to lost". */
const stages = new Set(['lifecycleStage', 'stage', 'status', 'priority']);

const namesField = (clause: Clause, kind: string, field: string): boolean =>
  clause.mentions.some(
    ({ is }) => is.type === 'field' && is.of.some((place) => place.kind === kind && place.field === field),
  );

function values(clause: Clause, kind: string, single: boolean, told: Told): void {
  const { newValues, oldValues, notValues, exceptions } = clause.roles;
  const places = clause.mentions.flatMap((mention, index) => {
    if (mention.is.type !== 'value') return [];
    const place = mention.is.of.find((candidate) => candidate.kind === kind);
    return place === undefined ? [] : [{ ...place, index }];
  });
  const marked = places.filter(({ index }) => newValues.has(index));
  const apart = apartIn(clause);
  const plain = places.filter(
    ({ index }) =>
      !apart.has(index) &&
      !newValues.has(index) &&
      !oldValues.has(index) &&
      !notValues.has(index) &&
      !exceptions.has(index),
  );
  const isSaid = (place: { field: string }) =>
    single || stages.has(place.field) || namesField(clause, kind, place.field);
  const byField = new Map(marked.filter(isSaid).map((place) => [place.field, place]));
  if (single) for (const place of plain) if (!byField.has(place.field)) byField.set(place.field, place);
  for (const place of byField.values())
    add(told, { field: place.field, is: 'set', value: place.value }, place.index);
  if (single)
    for (const { index } of places)
      if (!apart.has(index)) told.used.add(index);
      else
        for (const { index } of places)
          if (oldValues.has(index) && marked.length > 0 && !plain.length) told.used.add(index);
}

/** More than a week: a time in which something is to happen, and no day it is set to. */
const isLong = ({ from, to }: DateSpan): boolean => Date.parse(to) - Date.parse(from) > 7 * 86_400_000;

function days(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  does: ReadonlySet<Operation>,
  told: Told,
  single: boolean,
): void {
  const times = clause.mentions.flatMap((mention, index) =>
    mention.is.type === 'date' || mention.is.type === 'duration'
      ? [{ span: mention.is.span, index, type: mention.is.type, start: mention.start }]
      : [],
  );
  if (times.length === 0) return;
  const named = clause.mentions
    .flatMap((mention) =>
      mention.is.type === 'field' ? mention.is.of.map((place) => ({ ...place, at: mention.start })) : [],
    )
    .filter((place) => place.kind === kind && isDay(fieldOf(workspace, kind, place.field)));
  const moves = does.has('later') || does.has('earlier');
  const fallback = ['followUpOn', 'dueOn', 'expectedCloseOn'].find(
    (name) => fieldOf(workspace, kind, name) !== undefined,
  );
  const speaksOfIt = named.length > 0 || lexicons[clause.language].filters.followUp.test(clause.masked);
  if (!speaksOfIt && !moves && times.every(({ span }) => isLong(span))) return;
  const setsAlone = single && does.has('set') && told.changes.length === 0;
  const field = named[0]?.field ?? (speaksOfIt || moves || setsAlone ? fallback : undefined);
  if (field === undefined) return;
  const marked = times.filter(({ index, type }) => clause.roles.newDays.has(index) && type === 'date');
  const length = times.find(({ type }) => type === 'duration');
  const single1 = single ? times.filter(({ type }) => type === 'date') : [];
  const chosen = marked.at(-1) ?? (length !== undefined && moves ? undefined : single1.at(-1));
  if (
    chosen !== undefined &&
    (single || does.has('set') || (does.has('assign') && named.length > 0) || moves || setsAsInForm(clause))
  ) {
    add(told, { field, is: 'set', value: dayOf(chosen.span) }, chosen.index);
    if (single) for (const { index } of times) told.used.add(index);
    return;
  }
  if (length?.span.length !== undefined && (moves || (single && speaksOfIt))) {
    const { count, unit } = length.span.length;
    add(
      told,
      { field, is: 'moved', count: does.has('earlier') && !does.has('later') ? -count : count, unit },
      length.index,
    );
  }
}

function contactDetails(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  told: Told,
  single: boolean,
): void {
  if (!single) return;
  const detail = (type: 'email' | 'phone', many: string, one: string) => {
    const found = clause.mentions.flatMap((mention, index) =>
      mention.is.type === type ? [{ value: mention.is.value, index }] : [],
    );
    if (found.length === 0) return;
    const field = fieldOf(workspace, kind, many) ?? fieldOf(workspace, kind, one);
    if (field === undefined) return;
    const meant = found.at(-1)!;
    add(
      told,
      { field: field.name, is: 'set', value: field.type === 'texts' ? [meant.value] : meant.value },
      ...found.map(({ index }) => index),
    );
  };
  detail('email', 'emails', 'email');
  detail('phone', 'phones', 'phone');
}

/** "set the amount to 27,000 and the stock to 60", “金额改成2万”: numbers behind the names of their fields; money needs no name. */
function amounts(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  does: ReadonlySet<Operation>,
  told: Told,
  single: boolean,
): void {
  const numbers = clause.mentions.flatMap((mention, index) =>
    mention.is.type === 'number' ? [{ ...mention, is: mention.is, index }] : [],
  );
  if (!single || !(does.has('set') || tellsWorth(clause))) return;
  const fields = workspace.kinds.find((one) => one.kind === kind)?.fields ?? [];
  const countable = fields.filter(
    ({ type, readOnly }) => (type === 'money' || type === 'number') && readOnly !== true,
  );
  const named = clause.mentions.flatMap(({ is, start }, index) =>
    is.type === 'field' ? is.of.map((place) => ({ ...place, index, start })) : [],
  );
  const places = named.filter((one) => one.kind === kind && countable.some(({ name }) => name === one.field));
  for (const number of numbers) {
    const isLimit = lexicons[clause.language].filters.before.test(
      clause.text.slice(0, number.start).slice(-12),
    );
    const place = places.findLast(({ start }) => start < number.start) ?? places[0];
    const isBare = place === undefined && numbers.length === 1 && named.length === 0;
    const isWorth = numbers.length === 1 && tellsWorth(clause);
    const field =
      countable.find(({ name }) => name === place?.field) ??
      ((isBare && number.is.money) || isWorth ? countable.find(({ type }) => type === 'money') : undefined);
    if (field === undefined || isLimit || told.changes.some((change) => change.field === field.name))
      continue;
    const used = place === undefined ? [number.index] : [number.index, place.index];
    add(told, { field: field.name, is: 'set', value: number.is.value }, ...used);
    const { currency } = number.is;
    const isForeign = currency !== undefined && currency !== workspace.currency;
    if (isForeign && field.type === 'money' && fieldOf(workspace, kind, 'currency') !== undefined)
      add(told, { field: 'currency', is: 'set', value: currency });
  }
}

/** Fields of free text: what stands behind the field's name and a word such as "to", or a new name. */
function texts(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  told: Told,
  single: boolean,
): void {
  if (!single) return;
  const renamed = [...clause.roles.newNames].find((index) => clause.mentions[index]?.is.type === 'name');
  const renames =
    /\brename|\bname\b|\bcall (?:him|her|it|them|<R\d+>)|\bsurname\b|\blast name\b|\bcalled\b|\bspell|改名|更名|名字|姓名|改叫/u.test(
      clause.masked,
    );
  const record = clause.mentions.find(({ is }) => is.type === 'record');
  if (renamed !== undefined && renames && (record !== undefined || referenceIn(clause) === 'one')) {
    const given = clause.mentions[renamed]!.text;
    const isSurname = /\b(?:surname|last name|family name)\b/.test(clause.masked);
    const whole = isSurname && record !== undefined ? `${record.text.split(' ')[0]} ${given}` : given;
    add(told, { field: 'name', is: 'set', value: whole }, renamed);
  }
  clause.mentions.forEach((mention, index) => {
    if (mention.is.type !== 'field' || told.used.has(index)) return;
    const place = mention.is.of.find((candidate) => candidate.kind === kind);
    const field = place && fieldOf(workspace, kind, place.field);
    if (field === undefined || field.readOnly === true) return;
    if (field.type === 'boolean')
      add(told, { field: field.name, is: 'set', value: !isOff(clause, mention) }, index);
    const isText =
      (field.type === 'text' && field.name !== 'notes' && field.name !== 'name') ||
      (field.type === 'reference' && field.target !== 'user');
    if (!isText) return;
    const next = clause.mentions.find(({ is, start }) => is.type === 'field' && start >= mention.end);
    const value = textBehind(clause, mention, next?.start);
    if (value === undefined) return;
    const inside = clause.mentions.flatMap((other, number) =>
      other.start >= value.start && other.end <= value.end ? [number] : [],
    );
    add(told, { field: field.name, is: 'set', value: value.text }, index, ...inside);
  });
}

const isOff = (clause: Clause, mention: Mention): boolean =>
  /\b(?:remove|clear|off|disable|unset|no longer|lift|again)\b|取消|解除|去掉|关闭/u.test(
    clause.masked.replace(mention.text.toLowerCase(), ' '),
  );

/** The text a field is given; where another field is named behind it, up to the comma before that. */
function textBehind(
  clause: Clause,
  field: Mention,
  next: number | undefined,
): { text: string; start: number; end: number } | undefined {
  const comma = next === undefined ? -1 : clause.text.slice(field.end, next).search(/[,，、;；]|\band\b/u);
  const rest = clause.text.slice(field.end, comma < 0 ? undefined : field.end + comma);
  const match =
    /^(?:\s+(?:of|for|on)\s+.+?)?\s*(?:(?:should be|is now|is|to|as|=|:)\s+|(?:改成|改为|设为|设成|更新为|更新成|变为|变成|换成|调整为|改|换|是|为|：|:)\s*)["“]?(.+?)["”]?\s*(?:please)?[.。!！]?$/u.exec(
      rest,
    );
  if (match === null) return undefined;
  const at = field.end + match[0].indexOf(match[1]!);
  return { text: match[1]!.trim(), start: at, end: at + match[1]!.length };
}
