import { moveDay } from '../../../language/dates/calendar.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf } from './changes.ts';
import type { Clause } from './clause.ts';
import { type Change, type Constraint, type Frame, mayBeOne, type Named } from './frame.ts';
import { type Channel, lexicons } from './lexicon.ts';
import { channelNames } from './logging.ts';
import { isA, type Mention } from './mention.ts';
import { inThatWeek, isOfAnyMonth, movedBy, movedFrom } from './moved-days.ts';
import { numbersIn } from './numbers.ts';
import type { DialogueState, FrameMemo } from './state.ts';
import { noTarget } from './target.ts';

export interface Said {
  mention: Mention;
  clause: Clause;
  index: number;
}

/** Mentions of a turn, without those that are ruled out: "not Raj". */
export function saidIn(clauses: readonly Clause[], last?: FrameMemo): Said[] {
  return clauses
    .filter((clause) => !isPutBack(clause))
    .flatMap((clause) => {
      const kept = last === undefined ? new Set<number>() : keptIn(clause, last);
      const out = new Set(
        Array.from(
          clause.sketch.matchAll(
            /<R(\d+)>(?:那[个位]|那边)?(?:先|就|都)*(?:别动|不动|不用|不改|保持|留着|照旧)|\b(?:leave|keep) <R(\d+)>|<R(\d+)>(?: one)? (?:stays?|can stay)(?! (?:with|under|an?|in|at)\b)|\b(?:not|n't|instead of|rather than)(?: (?:to|as|for))? <\w(\d+)>|\bwrong <R(\d+)>|(?:不是|而不是|不要|别)<\w(\d+)>/g,
          ),
          (match) => Number(match.slice(1).find((group) => group !== undefined)),
        ),
      );
      return clause.mentions.flatMap((mention, index) =>
        out.has(index) || kept.has(index) ? [] : [{ mention, clause, index }],
      );
    });
}

/** "put Martin back to what it was", “Jackson那个恢复原样”: whom no change is for. */
const isPutBack = ({ operations, mentions }: Clause): boolean =>
  operations.some(({ operation }) => operation === 'undo') &&
  mentions.every(({ is }) => is.type === 'record' || is.type === 'kind');

/** "Harris stays with Akira", “Jones还是线索”: what is said of a record that stays as it was before the change. */
function keptIn({ sketch, mentions }: Clause, { target }: FrameMemo): ReadonlySet<number> {
  const pieces = sketch.split(/[,，;；.。]/u).filter((piece) => stays.test(piece));
  const kept = pieces.map((piece) => Array.from(piece.matchAll(/<\w(\d+)>/g), (match) => Number(match[1])));
  return new Set(
    kept.flatMap((numbers) => {
      const spoken = numbers.flatMap((number) => mentions[number] ?? []);
      const before = target.records.flatMap(({ candidates }) =>
        candidates.filter(({ id }) =>
          spoken.some(({ is }) => is.type === 'record' && is.candidates.some((one) => one.id === id)),
        ),
      );
      const had = new Set(before.flatMap(({ values }) => Object.values(values).map(String)));
      const isSo = ({ is }: Mention) =>
        is.type === 'record' ||
        is.type === 'field' ||
        (is.type === 'member' && is.members.some(({ name }) => had.has(name))) ||
        (is.type === 'value' && is.of.some(({ value }) => had.has(value)));
      return before.length > 0 && spoken.every(isSo) ? numbers : [];
    }),
  );
}

/** Whether a correction says of a record of the last request that it stays as it was. */
export const leavesAsItWas = (clauses: readonly Clause[], { frames }: DialogueState): boolean =>
  clauses.some((clause) => frames.at(-1) !== undefined && keptIn(clause, frames.at(-1)!).size > 0);

const stays = /\b(?:stays?|remains?|keeps?|still)\b|还是|仍|保持|依旧|照旧/u;

/** An undo or a new name is asked for by itself. */
const isOther = ({ act, changes }: Frame): boolean =>
  act === 'undo' || (act === 'update' && changes.some((change) => change.field === 'name'));

/**
 * The last requests as the person now says they should have been: "no, I meant Lena", “不对，是下周五”.
 * Undefined where the words are no correction.
 */
export function correctionOf(
  clauses: readonly Clause[],
  frames: readonly Frame[],
  state: DialogueState,
  workspace: WorkspaceDescription,
  text: string,
): FrameMemo[] | undefined {
  const last = state.frames.at(-1);
  if (last === undefined || clauses.length === 0) return undefined;
  const { others } = lexicons[clauses[0]!.language].references;
  const isOfRest = (state.shown?.taken.length ?? 0) > 0 && clauses.some(({ sketch }) => others.test(sketch));
  if (isOfRest) return undefined;
  const meant = insteadOf(last, frames);
  if (meant !== undefined) return [...state.frames.slice(0, -1), meant];
  if (frames.some(isOther)) return undefined;
  const { replies } = lexicons[clauses[0]!.language];
  const whole = clauses.map((clause) => clause.sketch).join(', ');
  const corrects = [whole, text.trim().toLowerCase()].some((one) => replies.correction.test(one));
  if (!corrects && !(regrets.test(whole) && namesNobodyElse(clauses, last))) return undefined;
  const said = saidIn(clauses, last);
  const fresh = frames.find(
    (frame) =>
      frame.target.records.length > 0 ||
      frame.act === 'create' ||
      (frame.target.set && frame.target.constraints.length > 0),
  );
  if (
    fresh !== undefined &&
    (fresh.act !== last.act ||
      fresh.changes.some((change) => !last.changes.some((other) => other.field === change.field)))
  ) {
    const sameRecord = fresh.target.records.some((record) =>
      last.target.records.some((other) => other.text === record.text),
    );
    if (sameRecord || fresh.act === 'log') return undefined;
    const { clause: _, ...memo } = fresh;
    return [{ ...memo, mood: 'order' }];
  }
  const pairs = pairedIn(last, said);
  if (pairs !== undefined) return [...state.frames.slice(0, -1), ...pairs];
  const patched = patch(last, said, clauses, workspace);
  return patched === undefined ? undefined : [...state.frames.slice(0, -1), patched];
}

/** "Just noticed I gave you a wrong address, should read …", “刚发现写错了……”. */
const regrets =
  /\bwrong <[FK]\d+>|\b(?:wrong (?:address|number|name|date|day|value)|should (?:read|have read|say)|just noticed|looking at it again|on (?:second thoughts?|reflection)|my mistake|typo|got (?:that|it|this) wrong|(?:won't|doesn't|does not|will not|can't) work|after all|suits? (?:me|us|him|her|them) better|correct the (?:type|channel|date|day|time))\b|刚发现|[写记填打弄搞][错岔混]|才对/u;

/** Whether nobody is named but those of the last request. */
const namesNobodyElse = (clauses: readonly Clause[], { target }: FrameMemo): boolean =>
  clauses
    .flatMap(({ mentions }) => mentions.filter(isA('record')))
    .every(({ is }) => target.records.some(({ candidates }) => mayBeOne(candidates, is.candidates)));

/** "Put that back, it was Bob that should move": the last request for whoever is named beside the undo. */
function insteadOf(last: FrameMemo, frames: readonly Frame[]): FrameMemo | undefined {
  const [other, ...more] = frames.filter(({ act }) => act !== 'undo');
  const isUndone = frames.some(({ act }) => act === 'undo');
  if (!isUndone || other === undefined || more.length > 0 || !other.generic) return undefined;
  const { records, kind } = other.target;
  const isSame = records.some((one) =>
    last.target.records.some((before) => mayBeOne(one.candidates, before.candidates)),
  );
  return records.length === 0 || isSame || kind !== last.target.kind
    ? undefined
    : { ...last, mood: 'order', target: { ...noTarget(kind), records } };
}

/** "Ann to Raj, Bob stays with Lena": each with what it gets, of the one field that was changed; in this order throughout. */
function pairedIn(last: FrameMemo, said: readonly Said[]): FrameMemo[] | undefined {
  const [change, ...others] = last.changes;
  const parts = said.filter(({ mention }) => mention.is.type !== 'kind' && mention.is.type !== 'field');
  if (last.act !== 'update' || change?.is !== 'set' || others.length > 0 || parts.length < 4)
    return undefined;
  if (parts.length % 2 !== 0) return undefined;
  const frames = parts.flatMap(({ mention: { is, text } }, index): FrameMemo[] => {
    const given = index % 2 === 0 ? parts[index + 1]!.mention.is : undefined;
    if (is.type !== 'record' || is.kind !== last.target.kind || given === undefined) return [];
    const value =
      given.type === 'member' && change.field === 'owner'
        ? given.members[0]!.name
        : given.type === 'value'
          ? given.of.find(({ kind, field }) => kind === is.kind && field === change.field)?.value
          : undefined;
    const target = { ...noTarget(is.kind), records: [{ text, candidates: is.candidates }] };
    return value === undefined
      ? []
      : [{ ...last, mood: 'order', target, changes: [{ ...change, value }], generic: false }];
  });
  return frames.length === parts.length / 2 ? frames : undefined;
}

/**
 * Whether a correction gives several records several owners or values of one field, and what it comes to has one of
 * them for all: “应该是甲转给乙，丙还是丁的”.
 */
export function givesCrosswise(
  clauses: readonly Clause[],
  corrected: readonly FrameMemo[],
  last: FrameMemo | undefined,
): boolean {
  const said = saidIn(clauses, last).map(({ mention }) => mention.is);
  const records = said.filter(({ type }) => type === 'record').length;
  const owners = said.flatMap((is) => (is.type === 'member' ? [is.members[0]!.name] : []));
  const values = said.flatMap((is) => (is.type === 'value' ? [is.of[0]!] : []));
  const isSeveral = (given: readonly string[]) => new Set(given).size > 1;
  const fields = [...new Set(values.map(({ field }) => field))];
  return (
    records > 1 &&
    corrected.length === 1 &&
    (isSeveral(owners) ||
      fields.some((one) => isSeveral(values.flatMap(({ field, value }) => (field === one ? [value] : [])))))
  );
}

function patch(
  frame: FrameMemo,
  said: readonly Said[],
  clauses: readonly Clause[],
  workspace: WorkspaceDescription,
): FrameMemo | undefined {
  const { kind } = frame.target;
  let target = frame.target;
  let log = frame.log;
  const changes = new Map(frame.changes.map((change) => [change.field, change]));
  let touched = false;
  const put = (change: Change) => {
    changes.set(change.field, change);
    touched = true;
  };
  const records = said.flatMap(({ mention }): Named[] =>
    mention.is.type === 'record' && mention.is.kind === kind
      ? [{ text: mention.text, candidates: mention.is.candidates }]
      : [],
  );
  if (frame.act === 'create') {
    const name = said.find(({ mention }) => mention.is.type === 'name' || mention.is.type === 'record');
    if (name !== undefined) put({ field: 'name', is: 'set', value: renamed(name, changes.get('name')) });
    if (name !== undefined) target = { ...target, records };
  } else if (records.length > 0) {
    target = { ...target, records, set: false, constraints: [], strangers: [], reference: undefined };
    touched = true;
  } else {
    const strangers = said
      .filter(({ mention }) => mention.is.type === 'name')
      .map(({ mention }) => mention.text);
    if (strangers.length > 0 && !changes.has('name')) {
      target = { ...target, strangers, records: [] };
      touched = true;
    }
  }
  for (const { mention, clause } of said) {
    if (mention.is.type === 'member' && (changes.has('owner') || !aMe.test(mention.text))) {
      const owner = mention.is.members[0]!.name;
      const owned = target.constraints.some((constraint) => constraint.field === 'owner');
      if (changes.has('owner') || !owned || frame.act === 'create')
        put({ field: 'owner', is: 'set', value: owner });
      else {
        target = {
          ...target,
          constraints: target.constraints.map((constraint) =>
            constraint.field === 'owner' ? { ...constraint, values: [owner] } : constraint,
          ),
        };
        touched = true;
      }
    }
    if (mention.is.type === 'value') {
      const place = mention.is.of.find((candidate) => candidate.kind === kind);
      if (place === undefined) continue;
      const limits = target.constraints.some((constraint) => constraint.field === place.field);
      if (changes.has(place.field) || !limits) put({ field: place.field, is: 'set', value: place.value });
      else {
        target = {
          ...target,
          constraints: target.constraints.map(
            (constraint): Constraint =>
              constraint.field === place.field ? { ...constraint, values: [place.value] } : constraint,
          ),
        };
        touched = true;
      }
    }
    if (mention.is.type === 'date') {
      const field =
        [...changes.values()].find((change) => change.field.endsWith('On'))?.field ?? 'followUpOn';
      const before = changes.get(field);
      const given = before?.is === 'set' ? String(before.value) : undefined;
      const day =
        movedFrom(mention.is.span, given, workspace.today) ??
        inThatWeek(mention.is.span, given, workspace.today);
      if (log !== undefined)
        log = { ...log, ...datedAnew(day, mention.is.span.text, clauses, workspace.today) };
      else put({ field, is: 'set', value: day });
      touched = true;
    }
    const moved = [...changes.values()].find((change) => change.is === 'moved');
    if (mention.is.type === 'duration' && moved !== undefined && mention.is.span.length !== undefined) {
      const { count, unit } = mention.is.span.length;
      put({ ...moved, count: Math.sign(moved.count) * count, unit });
    }
    if (mention.is.type === 'duration' && moved === undefined)
      movedBy(mention.is.span, clause, changes).forEach(put);
    if (mention.is.type === 'email') put({ field: 'emails', is: 'set', value: [mention.is.value] });
    if (mention.is.type === 'phone') put({ field: 'phones', is: 'set', value: [mention.is.value] });
  }
  const note = frame.changes.find((change) => change.is === 'append');
  const line = note?.is === 'append' ? withNumber(note.value, said) : undefined;
  if (line !== undefined) put({ field: note!.field, is: 'append', value: line });
  if (log !== undefined) {
    const channel = clauses.map(saidChannel).find((one) => one !== undefined);
    if (channel !== undefined && channel !== log.channel) {
      log = { ...log, channel };
      touched = true;
    }
  }
  if (!touched)
    for (const clause of clauses)
      for (const change of changesOf(clause, kind, workspace, true).changes) put(change);
  if (!touched) return undefined;
  const { problem: _, ...rest } = frame;
  return {
    ...rest,
    act: frame.act === 'delete' && changes.size > 0 ? 'update' : frame.act,
    mood: 'order',
    target,
    changes: [...changes.values()],
    ...(log && { log }),
    generic: false,
  };
}

/** "suits me better": the speaker, who becomes nobody's owner by it. */
const aMe = /^(?:i|me|my|我)$/iu;

/** "its Bartosz, not Bart": a part of the name that was given is put right, and the rest of it stays. */
function renamed({ mention, clause }: Said, before: Change | undefined): string {
  const wrong = clause.mentions.find(
    ({ start, text }) =>
      start !== mention.start && deniedBefore.test(clause.text.slice(0, start)) && text !== '',
  );
  const given = before?.is === 'set' ? String(before.value).split(' ') : [];
  return wrong !== undefined && given.length > 1 && given.includes(wrong.text)
    ? given.map((word) => (word === wrong.text ? mention.text : word)).join(' ')
    : mention.text;
}

const deniedBefore = /(?:\bnot|不是)\s*$/iu;

/** A note whose one number is the one now named. */
function withNumber(note: string, said: readonly Said[]): string | undefined {
  const [number, ...others] = said.filter(({ mention }) => mention.is.type === 'number');
  const [written, ...more] = numbersIn(note);
  return number === undefined || others.length > 0 || written === undefined || more.length > 0
    ? undefined
    : note.slice(0, written.start) + number.mention.text + note.slice(written.end);
}

/** The day of a conversation, or of what follows on it; a day of the month alone was the last one, unless a follow-up is spoken of. */
function datedAnew(
  day: string,
  written: string,
  clauses: readonly Clause[],
  today: string,
): { followUpOn: string } | { occurredOn: string } {
  if (day <= today) return { occurredOn: day };
  const followsUp = clauses.some(({ language, masked }) => lexicons[language].filters.followUp.test(masked));
  return followsUp || !isOfAnyMonth(written)
    ? { followUpOn: day }
    : { occurredOn: moveDay(day, -1, 'month') };
}

/** The channel a clause speaks of, without the one it rules out: "a meeting, not a call", "it wasn't by phone". */
function saidChannel(clause: Clause): Channel | undefined {
  const words = clause.masked.replace(
    /(?:\bnot|n't) (?:(?:by|via|over|on) )?(?:(?:an?|the) )?[\w-]+|不是[\p{Script=Han}]{2}/gu,
    ' ',
  );
  return channelNames.find(({ pattern }) => pattern.test(words))?.channel;
}
