import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { extractFeatures, type FeatureOptions, namesAspect } from '../../../language/index.ts';
import { parseAddress } from '../../service/address.ts';
import type { Clause } from './clause.ts';
import { fillNumbers, fillTimes, fillTold, itemsIn, partsIn, spanOf } from './fill-values.ts';
import { filterText } from './filter-text.ts';
import { isA, type Mention, type MentionOf } from './mention.ts';
import { openingHoursIn } from './opening-hours.ts';
import { choose, isNeeded, optionSaid, optionsOf } from './options.ts';
import type { Plan, PlannedCall, Surroundings } from './planned.ts';
import { say } from './sayings.ts';
import { inPhrase, inPhrases, saidFor } from './spoken-text.ts';
import type { Spoken } from './state.ts';
import { referenceIn, targetOf } from './target.ts';
import { wordsLeft } from './unread.ts';

/** The kinds of record a parameter may name; a parameter that is none of these names no record. */
export const namedKinds: Readonly<Record<string, readonly string[]>> = {
  customer: ['contact', 'company'],
  contact: ['contact'],
  company: ['company'],
  deal: ['deal'],
  product: ['product'],
  order: ['order'],
  ticket: ['ticket'],
  task: ['task'],
  record: ['contact', 'company', 'deal', 'product', 'order', 'ticket', 'task'],
};
/** Parameters that name one of the workspace's people. */
const people = ['owner', 'assignee', 'actor'];
/** Parameters that hold what nothing here can look up: ids of talks, files, documents, places. */
const plain: Readonly<Record<string, RegExp>> = {
  conversation: /\b(?:cnv|hnd)_[\w-]+/u,
  handOff: /\b(?:hof|hnd|cnv)_[\w-]+/u,
  draft: /\bdft_[\w-]+/u,
  changeId: /\bchg_[\w-]+/u,
  path: /[\w./\\-]+\.(?:csv|tsv|xlsx?|jsonl?)\b/iu,
  queue: /\b(?!the\b|our\b|a\b)\w+(?= queue)|(?<=队列)\w+|\w+(?=\s*队列)/iu,
  model: /\b[a-z][\w-]+@[\w.]+\b/iu,
};
const lists: Readonly<Record<string, RegExp>> = {
  paths: /[\w./\\-]+\.(?:md|txt|html?|pdf|docx|csv|jsonl?)\b/giu,
};
const texts = [
  'text',
  'subject',
  'resolution',
  'reason',
  'dealName',
  'title',
  'name',
  'note',
  'comment',
  'summary',
  'document',
  'segment',
  'rating',
];

/**
 * A call of a tool, its arguments filled from the words by the shape of its input; where one that is needed
 * is not among them, the question for it.
 *
 * @param given  what already stands for a parameter, by its name
 */
export function filledCall(
  tool: Tool,
  clauses: readonly Clause[],
  around: Surroundings,
  given: Readonly<Record<string, unknown>> = {},
): Plan {
  const { shape } = tool.input;
  const words = say(around.language);
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const callArguments: Record<string, unknown> = {};
  const put = (name: string, value: unknown) => {
    const takes = name in shape && value !== undefined && !(name in callArguments);
    if (takes && shape[name]!.safeParse(value).success) callArguments[name] = value;
  };
  const about = fillRecords(tool, clauses, around, given, put);
  for (const [name, value] of Object.entries(given))
    if (name in shape) put(name, asArgument(name, value, optionsOf(shape[name])));
  const member = mentions.find(isA('member'))?.is.members[0]?.name;
  for (const name of people) put(name, member);
  const text = clauses[0]?.whole.trim() ?? '';
  fillTimes(mentions, around.workspace.today, put);
  const [clause] = clauses;
  const target = clause && targetOf(clause, around.workspace, new Set());
  const named = mentions.find(isA('record'))?.is.kind;
  put('kind', 'record' in callArguments ? named : undefined);
  if (mentions.some(isA('kind'))) put('kind', target?.kind);
  choose(tool, text, put);
  if (target !== undefined && target.constraints.length > 0 && !about.length)
    put('filter', filterText(target.constraints));
  fillNumbers(tool, text, mentions, put);
  fillTold(tool, text, mentions, put);
  put('address', parseAddress(text));
  const { action = 'change_items' } = callArguments;
  if ('items' in shape && action === 'change_items') put('items', itemsIn(tool, text, mentions));
  put('only', partsIn(text));
  if ('opens' in shape) for (const [name, value] of Object.entries(openingHoursIn(text))) put(name, value);
  if ('assignees' in shape && member !== undefined) {
    const queue = plain.queue!.exec(text)?.[0];
    put('assignees', queue && [{ queue, person: member }]);
  }
  const values = mentions.flatMap((mention) => (isA('value')(mention) ? mention.is.of : []));
  put('category', values.find(({ field }) => /interest|product|category/i.test(field))?.value);
  for (const [name, pattern] of Object.entries(plain))
    if (!(name === 'queue' && 'assignees' in callArguments)) put(name, pattern.exec(text)?.[0]);
  put('document', mentions.find(isA('quote'))?.is.value ?? mentions.find(isA('code'))?.text);
  for (const [name, pattern] of Object.entries(lists)) {
    const found = text.match(pattern);
    if (found) put(name, found);
  }
  for (const name of texts)
    if (name in shape && !(name in callArguments) && !(name === 'text' && isElsewhere(tool, callArguments))) {
      const said = saidFor(name, tool, text, mentions, isNeeded(tool, name));
      if (!mentions.some((mention) => isA('kind')(mention) && mention.text === said)) put(name, said);
    }
  if ('text' in callArguments && 'title' in shape) put('source', fileNameOf(callArguments.text));
  for (const name of ['query', 'question'])
    put(name, isNeeded(tool, name) ? text : inPhrase(name, tool, text));
  if ('texts' in shape) {
    const quoted = mentions.filter(isA('quote')).map(({ is }) => is.value);
    const told = quoted.length > 0 ? quoted : [inPhrase('texts', tool, text)].flatMap((one) => one ?? []);
    if (told.length > 0) put('texts', told);
  }
  const lacks = Object.keys(shape).find((name) => isNeeded(tool, name) && !(name in callArguments));
  if (lacks !== undefined)
    return {
      calls: [],
      says: [
        lacks in namedKinds && lacks !== 'order' && lacks !== 'ticket'
          ? words.who()
          : words.lacks(lacks, optionsOf(shape[lacks])),
      ],
      pending: { type: 'argument', tool: tool.name, text, lacks, given: callArguments },
    };
  if (!tool.input.safeParse(callArguments).success)
    return { calls: [], says: [words.unclear()], isUnclear: true };
  const call: PlannedCall = {
    tool: tool.name,
    arguments: callArguments,
    purpose: {
      type: 'other',
      title: titleOf(tool, callArguments, about, text, around),
      ...spanOf(mentions, around.workspace.today),
      ...(!tool.annotations.readOnlyHint && { writes: true as const }),
    },
  };
  return { calls: [call], says: [], ...(about.length > 0 && { focus: about }) };
}

/** Whether the text a tool reads is that of a conversation or a file that is named. */
const isElsewhere = (tool: Tool, { conversation, path }: Readonly<Record<string, unknown>>): boolean =>
  !isNeeded(tool, 'text') && (conversation ?? path) !== undefined;

/** What stands for a parameter is a mention, or plain words of a phrase. */
const isMention = (value: unknown): value is Mention =>
  typeof value === 'object' && value !== null && 'is' in value;

/** The records a tool's parameters name. @returns those that are certain, for the dialogue to keep */
function fillRecords(
  tool: Tool,
  clauses: readonly Clause[],
  around: Surroundings,
  given: Readonly<Record<string, unknown>>,
  put: (name: string, value: unknown) => void,
): Spoken[] {
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const points = clauses.some((clause) => referenceIn(clause) !== undefined);
  const about: Spoken[] = [];
  for (const [name, kinds] of Object.entries(namedKinds)) {
    if (!(name in tool.input.shape)) continue;
    const inPlace = given[name];
    const record =
      isMention(inPlace) && isA('record')(inPlace)
        ? inPlace
        : mentions.find(
            (mention): mention is MentionOf<'record'> =>
              isA('record')(mention) && kinds.includes(mention.is.kind),
          );
    const focus = around.state.focus.find((one) => kinds.includes(one.kind));
    if (record !== undefined) put(name, idOf(record));
    else if (points || isNeeded(tool, name)) put(name, focus?.id);
    const [candidate] = record?.is.candidates ?? [];
    if (record?.is.candidates.length === 1 && candidate !== undefined)
      about.push({ kind: candidate.kind, id: candidate.id, name: candidate.name });
    if (name === 'product' && record === undefined && !mentions.some(isA('value'))) {
      const said = isNeeded(tool, name)
        ? mentions.find(isA('name'))?.text
        : unresolvedIn(name, tool, clauses);
      const isAspect = said !== undefined && 'aspects' in tool.output.shape && namesAspect(said);
      put(name, isAspect ? undefined : said);
    }
  }
  const products = mentions.filter(isA('record')).filter(({ is }) => is.kind === 'product');
  if (products.length > 0 && about.every(({ kind }) => kind === 'product'))
    put('products', products.map(idOf));
  else if (about.length === 0) {
    const unresolved =
      unresolvedIn('products', tool, clauses) ?? inPhrase('products', tool, clauses[0]?.whole ?? '');
    put('products', unresolved === undefined ? undefined : [unresolved]);
  }
  return about;
}

/**
 * The name that stands where a phrase of the tool has the parameter, and is none of a record found for it: the tool
 * looks it up itself, and where there is none says so, which is better than an answer about everything.
 */
function unresolvedIn(name: string, tool: Tool, clauses: readonly Clause[]): string | undefined {
  const found = clauses.flatMap((clause) => {
    const named = clause.mentions.filter(({ is }) => is.type === 'name' || is.type === 'record');
    const words = [...named.map(({ text }) => text), ...wordsLeft(clause)]
      .map((word) => word.toLowerCase())
      .filter((word) => !tool.phrases[clause.language].some((phrase) => phrase.includes(word)));
    const others = clause.mentions.filter((mention) => !named.includes(mention)).map(({ text }) => text);
    return inPhrases(name, tool, clause.whole)
      .flatMap((place) =>
        others.reduce((pieces, text) => pieces.flatMap((piece) => piece.split(text)), [place]),
      )
      .flatMap((piece) => nameAmong(piece.trim(), words));
  });
  return found.toSorted((one, other) => one.length - other.length)[0];
}

/** What of a stretch is no grammar: from the first such word to the last, of Chinese the whole stretch. */
function nameAmong(piece: string, words: readonly string[]): string[] {
  const lower = piece.toLowerCase();
  const within = words.filter((word) => lower.includes(word));
  if (/\p{Script=Han}/u.test(piece))
    return within.length > 0 || words.some((word) => word.includes(lower)) ? [piece] : [];
  if (within.length === 0) return [];
  const ends = within.map((word) => lower.indexOf(word) + word.length);
  return [piece.slice(Math.min(...within.map((word) => lower.indexOf(word))), Math.max(...ends))];
}

const asArgument = (name: string, value: unknown, options: readonly string[]): unknown => {
  if (value === null || typeof value !== 'object')
    return typeof value === 'string' && options.length > 0 ? optionSaid(name, options, value) : value;
  const { is, text } = value as Mention;
  if (is.type === 'record') return idOf({ is, text });
  return is.type === 'member' ? is.members[0]?.name : text;
};

const idOf = ({ is, text }: Pick<MentionOf<'record'>, 'is' | 'text'>): string =>
  is.candidates.length === 1 ? is.candidates[0]!.id : text;

/** A text that comes without a name is filed under its first words. */
const fileNameOf = (text: unknown): string =>
  `${
    String(text)
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-')
      .slice(0, 40) ?? 'text'
  }.md`;

const titleFeatures: FeatureOptions = { words: [1, 1], stems: true, han: [1, 2] };

/** What it costs a phrase, in words shared, to stand last: the first ones of a tool are the plainest. */
const costOfLast = 4;

/** A call as the phrase of its tool that names the most of what it is called with, in the person's own words. */
function titleOf(
  tool: Tool,
  callArguments: Readonly<Record<string, unknown>>,
  about: readonly Spoken[],
  text: string,
  { language }: Surroundings,
): string {
  const shown = (value: unknown): string =>
    about.find((one) => one.id === value)?.name ?? textsIn(value).join(', ');
  const phrases = tool.phrases[language];
  const slotsOf = (phrase: string) => Array.from(phrase.matchAll(/\{(\w+)\}/gu), ([, name]) => name!);
  const fitting = phrases.filter((phrase) => slotsOf(phrase).every((name) => name in callArguments));
  const said = extractFeatures(text, titleFeatures);
  const shared = (phrase: string) =>
    [...extractFeatures(phrase.replace(/\{\w+\}/gu, ' '), titleFeatures).keys()].filter((one) =>
      said.has(one),
    ).length;
  const worth = (phrase: string) =>
    2 * slotsOf(phrase).length + shared(phrase) - (costOfLast * phrases.indexOf(phrase)) / phrases.length;
  const [best] = fitting.toSorted((one, other) => worth(other) - worth(one));
  return best === undefined
    ? tool.title
    : best.replace(/\{(\w+)\}/gu, (_, name: string) => shown(callArguments[name]));
}

/** Every text and number in an argument. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [String(value)];
