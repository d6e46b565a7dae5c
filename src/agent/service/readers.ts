import { parseAmounts, parseDates, parseEmails, parseNumbers } from '../../language/index.ts';
import { parseAddress } from './address.ts';
import { isTurnedDown } from './choosing.ts';
import type { Choice, Slot } from './flow.ts';
import { lexicons } from './lexicon.ts';
import { normalForm } from './normal.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a slot is read from. */
export interface Said {
  /** As it was written. */
  raw: string;
  /** Whether it answers the question for this very slot. */
  isAnswer: boolean;
}

export interface Reading {
  vocabulary: Vocabulary;
  /** The day the words were said on, YYYY-MM-DD. */
  today: string;
}

/** A slot that needs no records. */
export type PlainSlot = Exclude<Slot, { source: unknown }>;

/** The values a text gives for a slot, the likeliest first. */
export function readPlain(slot: PlainSlot, said: Said, reading: Reading): unknown[] {
  const raw = framed(slot, said);
  if (raw === undefined) return [];
  switch (slot.kind) {
    case 'choice':
      return choiceIn(slot.choices, normalForm(raw), reading.vocabulary);
    case 'email':
      return parseEmails(raw).map(({ address }) => address);
    case 'name':
      return nameIn(raw, said.isAnswer);
    case 'postcode':
      return postcodeIn(raw);
    case 'address': {
      const address = parseAddress(raw);
      return address === undefined ? [] : [address];
    }
    case 'amount': {
      const amounts = parseAmounts(raw).map(({ value }) => value);
      return amounts.length > 0 ? amounts : numbersIn(raw, said.isAnswer || slot.frame !== undefined);
    }
    case 'number':
      return numbersIn(raw, said.isAnswer || slot.frame !== undefined)
        .filter((value) => /^\d+$/.test(value))
        .map(Number);
    case 'date':
      return parseDates(raw, { now: `${reading.today}T12:00` }).map(({ from }) => from.slice(0, 10));
    case 'pattern': {
      const found = new RegExp(slot.pattern, 'iu').exec(raw);
      return found === null ? [] : [found[1] ?? found[0]];
    }
    case 'text':
      return said.isAnswer || slot.frame !== undefined || isTelling(raw)
        ? [raw.trim().slice(0, mostCharacters)]
        : [];
  }
}

/** The part of a text a slot is read from: all of it, or what its frame holds. */
export function framed({ frame }: Slot, { raw, isAnswer }: Said): string | undefined {
  if (frame === undefined) return raw;
  const found = [frame.en, frame.zh]
    .map((source) => new RegExp(source, 'iu').exec(raw))
    .find((match) => match !== null);
  return found?.[1] ?? found?.[0] ?? (isAnswer ? raw : undefined);
}

/** A name's length, for subjects and the like. */
const mostCharacters = 200;

/** Enough words to be a description and not only the wish to give one. */
const isTelling = (raw: string): boolean =>
  /\p{Script=Han}/u.test(raw) ? raw.length > 14 : raw.trim().split(/\s+/).length > 8;

function choiceIn(choices: readonly Choice[], text: string, vocabulary: Vocabulary): string[] {
  return choices
    .flatMap(({ value, label, words }) =>
      [value, label.en, label.zh, ...words.en, ...words.zh].flatMap((way) =>
        vocabulary.places(way, text).map(({ start, end }) => ({ value, start, end })),
      ),
    )
    .filter(({ start }) => !isTurnedDown(text, start))
    .sort((one, other) => other.end - other.start - (one.end - one.start) || other.start - one.start)
    .map(({ value }) => value);
}

const afterName =
  /^\s*(?:(?:and|with|from|at|in|here|my|i|zip|email|postcode|the|but|who|calling)\b|[,，.。;；:：!?！？\d]|的?邮编|邮箱)/iu;

/** A name behind "my name is" or 我叫, or alone in an answer. */
function nameIn(raw: string, isAnswer: boolean): string[] {
  for (const { introductions } of Object.values(lexicons)) {
    const found = introductions.name.exec(raw);
    const name = found && leadingName(raw.slice(found.index + found[0].length));
    if (name) return [name];
  }
  const name = isAnswer || besidePostcode.test(raw) ? leadingName(raw.trim()) : undefined;
  return name === undefined ? [] : [name];
}

/** Nothing but a name and a postcode. */
const besidePostcode =
  /^\s*(?:\p{L}[\p{L}'’.-]*\s+){2,4}(?:\d{5,6}|[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2})\s*$|^\s*\p{Script=Han}{2,4}[，,\s]*\d{6}\s*$/iu;

function leadingName(text: string): string | undefined {
  const han = /^[\p{Script=Han}·]{2,8}?(?=[，,。.、；;\s\d]|$|邮编|的)/u.exec(text)?.[0];
  if (han !== undefined) return han;
  const words: string[] = [];
  let rest = text;
  while (words.length < 4 && !(words.length > 0 && afterName.test(rest))) {
    const word = /^\s*(\p{L}[\p{L}'’.-]*)/u.exec(rest);
    if (word === null) break;
    words.push(word[1]!.replace(/\.$/, ''));
    rest = rest.slice(word[0].length);
  }
  return words.length >= 2 ? words.join(' ') : undefined;
}

const anyPostcode =
  /(?<![\w#-])(?:\d{6}|\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})(?![\w-])/giu;

function postcodeIn(raw: string): string[] {
  const outside = raw.replace(/\{[^}]*\}/g, ' ');
  const all = Array.from(outside.matchAll(anyPostcode), ({ index, 0: code }) => ({ index, code }));
  const introduced = all.filter(({ index }) =>
    Object.values(lexicons).some(({ introductions }) =>
      new RegExp(`${introductions.postcode.source}$`, 'iu').test(outside.slice(0, index)),
    ),
  );
  return [...introduced, ...all].map(({ code }) => code.toUpperCase());
}

const numbersIn = (raw: string, isSought: boolean): string[] =>
  isSought ? parseNumbers(raw).map(({ value }) => value) : [];
