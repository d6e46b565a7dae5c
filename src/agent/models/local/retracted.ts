import type { Clause } from './clause.ts';
import { isAsked } from './following.ts';
import { type Change, mayBeOne, type Named } from './frame.ts';
import { lexicons } from './lexicon.ts';
import type { MeaningOf, Mention } from './mention.ts';
import type { DialogueState, FrameMemo } from './state.ts';
import { noTarget } from './target.ts';

const sparing =
  /n't\b|\b(?:not|dont|never|except|leave|keep|skip|stays?|exclude|without|apart from|forget|drop|scrap|revert|undo|unchanged|untouched|alone|still|as (?:it|he|she|they) (?:was|were))\b|不(?:用|要|必|需|需要|应该|该)?(?:再)?(?:改|动|转|删|变|换|推|标|给|算|设)|先不|别|不要|不用|除了?|保持|保留|留着|还是|仍|照旧|原样|撤|恢复|还原|算了|排除|例外/u;
const onlyThat = /\b(?:just|only)\b|只|就(?:行|好|够|可以)|即可/u;

const isEmpty = (mentions: readonly Mention[]): boolean => mentions.every(({ is }) => is.type === 'number');

/** “另外两个照改”: the rest is done as it was asked for. */
const goesOn =
  /照[改转删做办样]|\b(?:the )?(?:others?|rest)\b.*\b(?:as (?:asked|planned|said)|go ahead|(?:is|are) fine|still)\b/u;

/** What a clause says of the last requests: these records, fields or both are not meant, or they alone are. */
interface Part {
  drops: boolean;
  fields: ReadonlySet<string>;
  named: readonly Named[];
}

/**
 * The last requests without what is left as it was: "keep the stage, just the owner", “兴趣不用改了”, “Reese先别动，还是
 * 线索”. Empty where nothing of them is left; undefined where the words are nothing of the kind.
 *
 * @param waits  the requests wait for the person's word: to be told what is left of them is to have it
 */
export function retractedOf(
  clauses: readonly Clause[],
  { frames }: DialogueState,
  waits: boolean,
): FrameMemo[] | undefined {
  const isPlain = frames.length > 0 && frames.every(({ act }) => act === 'update' || act === 'delete');
  if (!isPlain || clauses.some(isAsked)) return undefined;
  const parts = clauses.flatMap(segmentsOf).map((segment) => partIn(segment, frames, waits));
  if (parts.some((part) => part === undefined)) return undefined;
  const said = parts
    .flatMap((part) => part ?? [])
    .filter(({ fields, named }) => fields.size + named.length > 0);
  if (said.length === 0) return undefined;
  const whole = said.map((part, index) => ofTheSame(part, said[index - 1]));
  const left = whole.reduce<readonly FrameMemo[] | undefined>(withoutPart, frames);
  const isLess = JSON.stringify(left) !== JSON.stringify(frames);
  return isLess || waits ? left?.map((frame) => ({ ...frame, mood: 'order' })) : undefined;
}

/** “Reese先别动，还是线索”: what is said behind somebody left out is said of them. */
const ofTheSame = (part: Part, before: Part | undefined): Part =>
  part.drops && part.named.length === 0 && before?.drops ? { ...part, named: before.named } : part;

function withoutPart(frames: readonly FrameMemo[] | undefined, part: Part): FrameMemo[] | undefined {
  const left = frames?.map((frame) => without(frame, part));
  return left?.every((one) => one !== undefined) ? left.flat() : undefined;
}

/** A piece of a clause between commas. */
interface Segment {
  words: string;
  mentions: readonly Mention[];
  gives: boolean;
}

const segmentsOf = ({ sketch, mentions, language }: Clause): Segment[] =>
  sketch
    .split(/[,，;；]/u)
    .filter((words) => /[\p{L}\p{N}]/u.test(words))
    .map((words) => ({
      words,
      mentions: Array.from(words.matchAll(/<\w(\d+)>/g)).flatMap(
        ([, index]) => mentions[Number(index)] ?? [],
      ),
      gives: words.search(lexicons[language].operations.assign) >= 0,
    }));

/** What a piece leaves out of the requests; undefined where it says something that is in none of them. */
function partIn(
  { words, mentions, gives }: Segment,
  frames: readonly FrameMemo[],
  waits: boolean,
): Part | undefined {
  const drops = sparing.test(words);
  if (!drops && !onlyThat.test(words))
    return isEmpty(mentions) && (!gives || goesOn.test(words)) ? nothing : undefined;
  const changes = frames.flatMap((frame) => frame.changes);
  const fields = new Set<string>();
  const named: Named[] = [];
  for (const { is, text } of mentions) {
    if (is.type === 'record') {
      if (!frames.some((frame) => concerns(frame, is))) return undefined;
      named.push({ text, candidates: is.candidates });
    } else if (is.type === 'value' || is.type === 'field' || is.type === 'member') {
      const change = changes.find(
        (one) =>
          speaksOf(one, is) || (is.type === 'field' && isAnyDay.test(text) && one.field.endsWith('On')),
      );
      if (change === undefined && waits && drops && is.type === 'field') continue;
      if (change === undefined || !fits(change, is, frames, drops)) return undefined;
      fields.add(change.field);
    } else if (is.type !== 'kind') return undefined;
  }
  if (fields.size === 0 && gives && changes.some(({ field }) => field === 'owner')) fields.add('owner');
  const keepsChange = fields.size > 0 && named.length === 0 && bareKeep.test(words) && !asBefore.test(words);
  return keepsChange ? nothing : { drops, fields, named };
}

/** "keep the note", “备注留着”: what was given stays; "keep the stage as it was" takes it back. */
const bareKeep = /\b(?:keep|stays?)\b|保留|留着/u;
const asBefore =
  /\b(?:as (?:it|that|he|she|they) (?:was|were|is)|unchanged|untouched|alone|not|still|the same|old|original)\b|n't\b|不|别|还是|仍|原|照旧/u;

const nothing: Part = { drops: true, fields: new Set(), named: [] };

const isAnyDay = /^(?:the )?(?:dates?|day)$|^(?:日期|时间|日子)$/iu;

const concerns = ({ target }: FrameMemo, { candidates }: MeaningOf<'record'>): boolean =>
  target.set || target.records.some((record) => mayBeOne(record.candidates, candidates));

/** Whether a word names the field of a change. */
function speaksOf({ field }: Change, is: MeaningOf<'value' | 'field' | 'member'>): boolean {
  return is.type === 'member' ? field === 'owner' : is.of.some((place) => place.field === field);
}

/** "not Won" is the value that was given, "still a lead" the one there was; any other is a new one. */
function fits(
  change: Change,
  is: MeaningOf<'value' | 'field' | 'member'>,
  frames: readonly FrameMemo[],
  drops: boolean,
): boolean {
  if (is.type === 'field') return true;
  const named = is.type === 'member' ? is.members.map(({ name }) => name) : is.of.map(({ value }) => value);
  const isGiven = change.is === 'set' && named.includes(String(change.value));
  const before = frames
    .flatMap(({ target }) => target.records.flatMap(({ candidates }) => candidates))
    .map(({ values }) => String(values[change.field] ?? ''));
  return isGiven || (drops && before.some((value) => named.includes(value)));
}

/** What is left of a request without a part; undefined where such a part cannot be left out. */
function without(frame: FrameMemo, { drops, fields, named }: Part): FrameMemo[] | undefined {
  const isSpoken = ({ candidates }: Named) => named.some((one) => mayBeOne(one.candidates, candidates));
  const kept = (change: Change) => fields.has(change.field) !== drops;
  const changes = fields.size === 0 ? [] : frame.changes.filter(kept);
  const lessChanges = changes.length === 0 ? [] : [{ ...frame, changes }];
  if (named.length === 0) return fields.size === 0 || frame.act === 'delete' ? [frame] : lessChanges;
  if (frame.target.set)
    return drops && fields.size === 0
      ? [{ ...frame, target: { ...frame.target, except: [...frame.target.except, ...named] } }]
      : undefined;
  const spoken = frame.target.records.filter(isSpoken);
  const others = frame.target.records.filter((record) => !isSpoken(record));
  const of = (records: readonly Named[], more: Partial<FrameMemo> = {}): FrameMemo[] =>
    records.length === 0 ? [] : [{ ...frame, ...more, target: { ...noTarget(frame.target.kind), records } }];
  if (!drops) return fields.size === 0 ? of(spoken) : of(spoken, { changes });
  return [...of(others), ...(changes.length === 0 ? [] : of(spoken, { changes }))];
}
