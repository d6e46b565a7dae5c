import { termsMeant } from '../../knowledge/index.ts';
import type { Cue } from './clauses.ts';
import type { Domain, Flow } from './flow.ts';
import { intentsOf } from './intents.ts';
import { inEither, lexicons } from './lexicon.ts';
import { citationsOf, mentionsOf } from './mentions.ts';
import { normalForm } from './normal.ts';
import { rowsOf } from './rows.ts';
import type { Steps, Surroundings } from './steps.ts';

const known = new WeakMap<Domain, ReadonlySet<string>>();

/** The words a domain's requests, records and their values are spoken of with. */
function wordsOf(domain: Domain): ReadonlySet<string> {
  const found = known.get(domain) ?? gather(domain);
  known.set(domain, found);
  return found;
}

function gather({ flows, terms, synonyms, qualities = {} }: Domain): ReadonlySet<string> {
  const texts = [
    ...flows.flatMap(({ title, phrases }) => [title.en, title.zh, ...phrases.en, ...phrases.zh]),
    ...Object.entries(terms).flatMap(([name, { en, zh }]) => [name, en, zh]),
    ...[...Object.entries(synonyms), ...Object.entries(qualities)].flatMap(([name, words]) => [
      name,
      ...words,
    ]),
  ];
  return new Set(texts.flatMap((text) => termsMeant(normalForm(text.replace(/\{\w+\}/g, ' ')))));
}

/** What a request is about, where its domain knows no such thing. */
export interface Strange {
  /** As it is called. */
  words: string;
  terms: readonly string[];
}

/**
 * What a request is about, where its domain knows no such thing: the class in "can I change my class", 班 in
 * 我想换个班. Undefined where it is about what the domain knows, or names nothing.
 */
export function* strangeTo(flow: Flow, raw: string, around: Surroundings): Steps<Strange | undefined> {
  const text = normalForm(raw);
  const cues = cuesOf(flow, text, around);
  if (cues.length === 0) return undefined;
  const behind = objectOf(text.slice(Math.max(...cues.map(({ end }) => end))));
  const words = behind === '' ? objectAhead(text.slice(0, cues[0]!.start)) : behind;
  if (!/\p{L}/u.test(words) || inEither(words, ({ objects }) => objects.anything)) return undefined;
  const terms = yield* unknownAmong(words, text, around);
  return terms.length === 0 ? undefined : { words, terms };
}

/** Whether a question speaks of something, wherever it stands, and of nothing its domain knows: 雅思班多少钱. */
export function* isStrange(flow: Flow, raw: string, around: Surroundings): Steps<boolean> {
  const text = normalForm(raw);
  const rest = cuesOf(flow, text, around).reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  );
  return (yield* unknownAmong(headOf(rest), text, around)).length > 0;
}

/** What the last of the things is that some words speak of: the class of "the yoga class". */
const headOf = (words: string): string => termsMeant(words).at(-1) ?? '';

const cuesOf = (flow: Flow, text: string, { domain }: Surroundings): Cue[] =>
  intentsOf(domain)
    .cuesIn(text)
    .filter((cue) => cue.flow === flow.name);

/** The terms of some words of a text where the domain knows none of them, nor a record the text names. */
function* unknownAmong(words: string, text: string, around: Surroundings): Steps<readonly string[]> {
  const { domain, vocabulary } = around;
  const known = wordsOf(domain);
  const terms = termsMeant(words);
  if (terms.length === 0 || terms.some((term) => known.has(term))) return [];
  for (const slot of domain.flows.flatMap(({ slots }) => slots)) {
    if (!('source' in slot)) continue;
    if (citationsOf(text, slot.source).length > 0) return [];
    if (slot.kind !== 'record') continue;
    const found = yield* rowsOf(slot.source, {}, around);
    if ('rows' in found && mentionsOf(text, found.rows, slot.source, vocabulary).length > 0) return [];
  }
  return terms;
}

/** The first words of a text up to where another part of the sentence begins. */
function objectOf(text: string): string {
  const begun = Object.values(lexicons).reduce((rest, { objects }) => rest.replace(objects.before, ''), text);
  const end = Math.min(
    ...Object.values(lexicons)
      .map(({ objects }) => begun.search(objects.behind))
      .filter((at) => at >= 0),
    begun.length,
  );
  return begun.slice(0, end).trim();
}

function objectAhead(text: string): string {
  const [found = ''] = Object.values(lexicons).flatMap(({ objects }) => objects.ahead.exec(text)?.[1] ?? []);
  return objectOf(found);
}
