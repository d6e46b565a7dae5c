import type { Candidate } from '../../directory.ts';
import { changesOf, dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import { contentOf, fewestWords } from './context.ts';
import { fieldOf, isDay } from './fields.ts';
import { type Change, type Frame, mayBeOne, type Named } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { isA, type Mention } from './mention.ts';
import type { Surroundings } from './planned.ts';
import { meets } from './settle.ts';
import type { FrameMemo, Pending } from './state.ts';
import { targetOf } from './target.ts';
import { wordsLeft } from './unread.ts';

type Slot = Extract<Pending, { type: 'slot' }>;

/** “挂Raj名下就行”: what becomes of nobody named, beside the name that was asked for. */
const tellsMore = ({ act, target, clause }: Frame): boolean =>
  act === 'update' && target.records.length === 0 && clause.mentions.every(({ is }) => is.type !== 'kind');

/** The waiting request with what the person has just answered, or undefined where they speak of something else. */
export function filledFrame(
  waiting: Slot,
  text: string,
  clauses: readonly Clause[],
  frames: readonly Frame[],
  around: Surroundings,
): FrameMemo | undefined {
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const isChoice = clauses.every((clause) =>
    clause.operations.every((one) => one.operation === 'assign' || one.operation === 'set'),
  );
  if (waiting.slot === 'record' && waiting.candidates.length > 1 && isChoice) {
    const chosen = withRecord({ ...waiting.frame, mood: 'order' }, waiting, clauses, around);
    if (chosen !== undefined) return chosen;
    const isPlainAnswer = clauses.every((clause) => clause.operations.length === 0) && mentions.length > 0;
    if (isPlainAnswer) return { ...waiting.frame, mood: 'order' };
  }
  const isNew = frames.some(
    (frame) =>
      frame.act === 'create' ||
      frame.act === 'log' ||
      (!frame.generic && frame.target.set) ||
      (frame.act !== waiting.frame.act && frame.act !== 'update') ||
      frame.mood === 'question' ||
      isWhole(frame, waiting),
  );
  if (
    isNew &&
    !(
      waiting.frame.act === 'create' &&
      frames.every(
        (frame) =>
          tellsMore(frame) ||
          (frame.act === 'create' &&
            frame.target.kind === waiting.frame.target.kind &&
            !/\bnew\b|新/u.test(frame.clause.masked)),
      )
    ) &&
    !namesItself(waiting, clauses)
  )
    return undefined;
  const frame: FrameMemo = { ...waiting.frame, mood: 'order' };
  switch (waiting.slot) {
    case 'owner':
      return withOwner(frame, mentions, clauses, around);
    case 'name':
      return withName(frame, mentions, text, clauses, around);
    case 'record':
      return withTold(withRecord(frame, waiting, clauses, around), clauses, text);
    case 'note': {
      const note = text.trim();
      return note === ''
        ? undefined
        : {
            ...frame,
            changes: [
              ...frame.changes.filter((change) => change.is !== 'append'),
              { field: 'notes', is: 'append', value: note },
            ],
          };
    }
    default:
      return withValue(frame, clauses, around) ?? whoIsMeant(frame, clauses, around);
  }
}

/** “叫Nina Falk，邮箱……”: what the new record is called and more of it, where its name was asked for. */
const namesItself = ({ slot, frame }: Slot, clauses: readonly Clause[]): boolean =>
  slot === 'name' &&
  frame.act === 'create' &&
  clauses.some(({ sketch }) => /^(?:(?:it's|name(?:'s| is)?|called)\b|叫|名字)/.test(sketch)) &&
  clauses.every(({ mentions }) => mentions.every(({ is }) => is.type !== 'record'));

/** Whether a request says by itself whose what becomes what, of others than those waited for. */
const isWhole = ({ generic, changes, target }: Frame, { frame, candidates }: Slot): boolean => {
  const awaited = new Set(
    [...candidates, ...frame.target.records.flatMap((record) => record.candidates)].map(({ id }) => id),
  );
  return (
    !generic &&
    changes.length > 0 &&
    target.records.some((record) => record.candidates.every(({ id }) => !awaited.has(id)))
  );
};

const added = (frame: FrameMemo, more: readonly Change[]): FrameMemo => {
  const { problem: _, ...rest } = frame;
  return {
    ...rest,
    changes: [
      ...frame.changes.filter((change) => !more.some((other) => other.field === change.field)),
      ...more,
    ],
  };
};

function withOwner(
  frame: FrameMemo,
  mentions: readonly Mention[],
  clauses: readonly Clause[],
  { workspace }: Surroundings,
): FrameMemo | undefined {
  const member = mentions.find(isA('member'));
  const self = clauses.some(
    (clause) => clause.roles.selfOwner || /^\W*(?:me|myself|i|mine|我|我自己|我来)\W*$/iu.test(clause.text),
  );
  const owner = member?.is.members[0]?.name ?? (self ? workspace.me.name : undefined);
  if (owner === undefined) return undefined;
  const details = clauses.flatMap((clause) =>
    frame.act === 'create' ? changesOf(clause, frame.target.kind, workspace, true).changes : [],
  );
  return added(frame, [
    ...details.filter((change) => change.field !== 'owner'),
    { field: 'owner', is: 'set', value: owner },
  ]);
}

function withName(
  frame: FrameMemo,
  mentions: readonly Mention[],
  text: string,
  clauses: readonly Clause[],
  { workspace }: Surroundings,
): FrameMemo | undefined {
  const named = mentions.find((mention) => mention.is.type === 'name' || mention.is.type === 'record');
  const bare =
    /^[\p{L}][\p{L}\p{M} .'’·-]{1,60}$/u.test(text.trim()) && text.trim().split(/\s+/).length <= 4
      ? text.trim()
      : undefined;
  const name = named?.text ?? bare;
  if (name === undefined) return undefined;
  const records: Named[] =
    named?.is.type === 'record' ? [{ text: named.text, candidates: named.is.candidates }] : [];
  const details = clauses
    .flatMap((clause) => changesOf(clause, frame.target.kind, workspace, true).changes)
    .filter((change) => change.field !== 'name');
  const member = mentions.find(isA('member'));
  const owner: Change[] =
    member === undefined || frame.changes.some((change) => change.field === 'owner')
      ? []
      : [{ field: 'owner', is: 'set', value: member.is.members[0]!.name }];
  return added({ ...frame, target: { ...frame.target, records } }, [
    ...details,
    ...owner,
    { field: 'name', is: 'set', value: name },
  ]);
}

/** Whom the person chose: by name, by place in the list, or by what sets them apart. */
function withRecord(
  frame: FrameMemo,
  { candidates }: Slot,
  clauses: readonly Clause[],
  around: Surroundings,
): FrameMemo | undefined {
  const { references, replies } = lexicons[around.language];
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const isOpen = (record: Named) => mayBeOne(record.candidates, candidates);
  const { strangers } = frame.target;
  const others = frame.target.records.filter((record) => strangers.length > 0 || !isOpen(record));
  const choose = (chosen: readonly Named[]): FrameMemo => {
    const { problem: _, ...rest } = frame;
    const records = [...others, ...chosen];
    return {
      ...rest,
      target: {
        ...frame.target,
        records,
        strangers: strangers.slice(1),
        constraints: [],
        set: false,
        reference: undefined,
        ordinal: undefined,
        first: undefined,
        vague: undefined,
      },
    };
  };
  const known = frame.target.records
    .flatMap((record) => record.candidates)
    .filter((candidate) => candidates.some((one) => one.id === candidate.id));
  const named = mentions.find(isA('record'));
  if (named !== undefined) {
    const among = named.is.candidates.filter((candidate) =>
      candidates.some((one) => one.id === candidate.id),
    );
    return choose([{ text: named.text, candidates: among.length > 0 ? among : named.is.candidates }]);
  }
  const said = clauses.map((clause) => clause.masked).join(' ');
  const match = references.ordinal.exec(said);
  if (match !== null) {
    const word = match.slice(1).find((group) => group !== undefined) ?? 'last';
    const position = references.ordinals.findIndex((names) => names.split('|').includes(word));
    const chosen =
      position < 0 && Number.isNaN(Number(word))
        ? candidates.at(-1)
        : candidates[position < 0 ? Number(word) - 1 : position];
    const record = known.find((candidate) => candidate.id === chosen?.id);
    if (chosen !== undefined)
      return choose([
        { text: chosen.name, candidates: [record ?? { ...chosen, match: 'exact', values: {} }] },
      ]);
  }
  const first = clauses[0];
  const ofPlace = first === undefined ? [] : known.filter((candidate) => isOfPlace(candidate, first.text));
  if (ofPlace.length === 1) return choose([{ text: ofPlace[0]!.name, candidates: ofPlace }]);
  const constraints =
    first === undefined ? [] : targetOf(first, around.workspace, new Set(), frame.target.kind).constraints;
  const fitting = known.filter((candidate) => meets(candidate, constraints));
  const isRead = clauses.every((clause) => wordsLeft(clause).length === 0 && !foreignLeft(clause));
  if (isRead && constraints.length > 0 && fitting.length > 0 && fitting.length < known.length)
    return choose([{ text: frame.target.records[0]!.text, candidates: fitting }]);
  if (candidates.length === 1 && replies.yes.test(said)) {
    const record = known.find((candidate) => candidate.id === candidates[0]!.id);
    return choose([
      {
        text: candidates[0]!.name,
        candidates: [
          record ? { ...record, match: 'exact' } : { ...candidates[0]!, match: 'exact', values: {} },
        ],
      },
    ]);
  }
  return undefined;
}

/** "Ann, this morning. She'd rather wait": what is told beside the name belongs to the contact that is logged. */
function withTold(
  frame: FrameMemo | undefined,
  clauses: readonly Clause[],
  text: string,
): FrameMemo | undefined {
  const tells = clauses.reduce((sum, clause) => sum + contentOf(clause), 0) >= fewestWords;
  return frame?.log === undefined || !tells
    ? frame
    : { ...frame, log: { ...frame.log, summary: `${frame.log.summary}: ${text.trim()}` } };
}

const fillers =
  /\b(?:the|one|guy|person|customer|contact|at|from|of|in|with|please)\b|那个|那位|这个|这位|的|是|在|请/giu;
const shortestPlace = 4;

/** "vision software 那个": whether a record's address, firm or town is all that was said, with or without spaces. */
function isOfPlace({ values }: Candidate, said: string): boolean {
  const joined = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const place = joined(said.replace(fillers, ' '));
  const known = [values.emails, values.company, values.city]
    .flat()
    .map((value) => joined(String(value ?? '')));
  return place.length >= shortestPlace && known.some((one) => one.includes(place));
}

/** Words of Latin letters in a Chinese text that nothing stands for. */
const foreignLeft = ({ language, sketch }: Clause): boolean =>
  language === 'zh' && /[a-z]{3,}/.test(sketch.replace(/<\w\d+>/g, ' '));

/** Who is meant, said before what should become of them: "the one at Nanolabs". */
function whoIsMeant(
  frame: FrameMemo,
  clauses: readonly Clause[],
  { workspace }: Surroundings,
): FrameMemo | undefined {
  const { kind, records } = frame.target;
  const targets = clauses.map((clause) => targetOf(clause, workspace, new Set(), kind));
  const [said] = targets.flatMap((target) => target.records);
  const constraints = targets.flatMap((target) => target.constraints);
  const all = said?.candidates ?? records.flatMap(({ candidates }) => candidates);
  const fitting = all.filter((candidate) => meets(candidate, constraints));
  if ((said === undefined && constraints.length === 0) || fitting.length === 0) return undefined;
  const text = said?.text ?? records[0]?.text ?? fitting[0]!.name;
  return { ...frame, target: { ...frame.target, records: [{ text, candidates: fitting }] } };
}

function withValue(
  frame: FrameMemo,
  clauses: readonly Clause[],
  { workspace }: Surroundings,
): FrameMemo | undefined {
  const { kind } = frame.target;
  const told = clauses.flatMap((clause) => changesOf(clause, kind, workspace, true).changes);
  const day = clauses.flatMap((clause) => clause.mentions).find(isA('date'));
  const field = frame.asks?.find((name) => isDay(fieldOf(workspace, kind, name)));
  if (told.length === 0 && day !== undefined && field !== undefined)
    told.push({ field, is: 'set', value: dayOf(day.is.span) });
  return told.length === 0 ? undefined : added({ ...frame, generic: false }, told);
}
