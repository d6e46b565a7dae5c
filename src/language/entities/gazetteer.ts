import { soundOf } from '../sounds.ts';
import { type Speller, spellingsNear } from '../spelling.ts';
import { type ChineseForm, chineseForms, romanForms, surnameLength } from './chinese-names.ts';
import { type LatinForm, type LatinWord, latinForms, latinWords } from './latin-names.ts';
import { isStage } from './stages.ts';
import { type Entity, entityAt, isFree, type NamedType, type Span } from './types.ts';

/** A record's name, and what else it is called. */
export interface GazetteerEntry {
  type: NamedType;
  name: string;
  aliases?: readonly string[] | undefined;
}

/** A name found; `isWhole` where it is the record's own, letter by letter. */
export interface FoundName {
  entity: Entity;
  isWhole: boolean;
}

/** Finds the names of records in texts. */
export interface Gazetteer {
  find(text: string): FoundName[];
}

/** A way to call records, and which. */
interface Called<Form> {
  form: Form;
  entries: GazetteerEntry[];
}

const longestRun = 6;

/**
 * Names of records as people write them: shortened, misspelt by a letter or two, in the plural, without accents,
 * Chinese ones also by sound, in pinyin or by the family name before a title. What could mean several records of
 * different names is left out.
 */
export function createGazetteer(entries: readonly GazetteerEntry[]): Gazetteer {
  const latin = new Map<string, Called<LatinForm>>();
  const joined = new Map<string, Called<LatinForm>>();
  const chinese = new Map<string, Called<ChineseForm>>();
  const surnames = new Map<string, GazetteerEntry[]>();
  for (const entry of entries) {
    for (const form of latinForms(entry)) {
      put(latin, form.key, form, entry);
      if (form.key.length >= 6 && !form.isPart) put(joined, form.key.replaceAll(' ', ''), form, entry);
    }
    for (const key of romanForms(entry)) put(joined, key, { key, isWhole: false, isPart: false }, entry);
    for (const form of chineseForms(entry)) put(chinese, form.written, form, entry);
    if ((entry.type === 'person' || entry.type === 'owner') && /^\p{Script=Han}/u.test(entry.name)) {
      const surname = entry.name.slice(0, surnameLength(entry.name));
      surnames.set(surname, [...(surnames.get(surname) ?? []), entry]);
    }
  }
  const speller = spellingsNear([...new Set([...latin.keys()].flatMap((key) => key.split(' ')))]);
  const bySound = new Map<string, Called<ChineseForm>>();
  for (const [written, { form, entries: meant }] of chinese)
    if (written.length >= 3 && /^\p{Script=Han}+$/u.test(written))
      for (const entry of meant) put(bySound, Array.from(written, soundOf).join(' '), form, entry);
  const longest = Math.max(0, ...[...chinese.keys()].map(({ length }) => length));

  return {
    find(text) {
      const found = [
        ...findLatin(text, latin, joined, speller),
        ...findChinese(text, chinese, bySound, longest),
        ...findTitled(text, surnames),
      ].sort((one, other) => lengthOf(other.entity) - lengthOf(one.entity));
      const chosen: FoundName[] = [];
      const taken: Span[] = [];
      for (const name of found) {
        if (!isFree(taken, name.entity)) continue;
        taken.push(name.entity);
        chosen.push(name);
      }
      return chosen;
    },
  };
}

const lengthOf = ({ start, end }: Span): number => end - start;

function put<Form>(forms: Map<string, Called<Form>>, key: string, form: Form, entry: GazetteerEntry): void {
  const known = forms.get(key);
  if (known === undefined) forms.set(key, { form, entries: [entry] });
  else known.entries.push(entry);
}

/** The record that is meant: the one whose own name it is, else the only one. */
function meant<Form extends { isWhole: boolean }>(
  { entries }: Called<Form>,
  isOwn: (entry: GazetteerEntry) => boolean,
): GazetteerEntry | undefined {
  const own = entries.filter(isOwn);
  if (own.length > 0) return own[0];
  return new Set(entries.map(({ name }) => name)).size === 1 ? entries[0] : undefined;
}

function findLatin(
  text: string,
  forms: ReadonlyMap<string, Called<LatinForm>>,
  joined: ReadonlyMap<string, Called<LatinForm>>,
  speller: Speller,
): FoundName[] {
  const words = latinWords(text);
  const isSmall = !/\p{Lu}\p{Ll}/u.test(text);
  const found: FoundName[] = [];
  for (let first = 0; first < words.length; first++) {
    for (let count = Math.min(longestRun, words.length - first); count >= 1; count--) {
      const run = words.slice(first, first + count);
      if (!areNeighbours(text, run)) continue;
      const match = readRun(run, forms, joined, speller, isSmall);
      if (match === undefined) continue;
      const { entry, cut, isWhole } = match;
      const span = { start: run[0]!.start, end: run.at(-1)!.end - cut };
      if (entry.type === 'stage' && !isStage(text, span)) continue;
      found.push({ entity: entityAt(text, entry.type, span, entry.name), isWhole });
      break;
    }
  }
  return found;
}

const areNeighbours = (text: string, run: readonly LatinWord[]): boolean =>
  run.every((word, place) => {
    const next = run[place + 1];
    return next === undefined || /^(?:\s|-|\.\s?|\s?)$/u.test(text.slice(word.end, next.start));
  });

interface Match {
  entry: GazetteerEntry;
  /** Letters at the end that are not the name's: the s of "lindgrens mobile". */
  cut: number;
  isWhole: boolean;
}

function readRun(
  run: readonly LatinWord[],
  forms: ReadonlyMap<string, Called<LatinForm>>,
  joined: ReadonlyMap<string, Called<LatinForm>>,
  speller: Speller,
  isSmall: boolean,
): Match | undefined {
  const keys = run.map(({ key }) => key);
  const looksLikeName = run.every(({ text }) => /^[\p{Lu}\d&]/u.test(text));
  const take = (called: Called<LatinForm> | undefined, key: string, cut = 0): Match | undefined => {
    if (called === undefined) return undefined;
    const entry = meant(
      called,
      ({ name }) =>
        latinWords(name)
          .map((word) => word.key)
          .join(' ') === key,
    );
    if (entry === undefined) return undefined;
    const isPerson = entry.type === 'person' || entry.type === 'owner';
    const isPart = called.form.isPart && entry.type !== 'stage';
    if (isPart && !looksLikeName && !(isSmall && isPerson && key.length >= 4)) return undefined;
    if (isPart && cut > 0 && entry.type === 'company') return undefined;
    const plural = isPerson ? cut : 0;
    return { entry, cut: plural, isWhole: called.form.isWhole && cut === 0 };
  };
  const last = keys.at(-1)!;
  const plain = keys.join(' ');
  const exact = take(forms.get(plain), plain);
  if (exact !== undefined) return exact;
  if (last.length > 3 && last.endsWith('s')) {
    const singular = plain.slice(0, -1);
    const match = take(forms.get(singular), singular, 1);
    if (match !== undefined) return match;
  }
  const whole = keys.join('');
  const together = joined.get(whole) ?? (whole.endsWith('s') ? joined.get(whole.slice(0, -1)) : undefined);
  if (together !== undefined && (keys.length > 1 || looksLikeName || keys[0]!.length >= 6)) {
    const match = take(together, plain);
    if (match !== undefined) return { ...match, isWhole: false };
  }
  return misspelt(keys, looksLikeName || isSmall, forms, speller, take);
}

function misspelt(
  keys: readonly string[],
  mayBeName: boolean,
  forms: ReadonlyMap<string, Called<LatinForm>>,
  speller: Speller,
  take: (called: Called<LatinForm> | undefined, key: string, cut?: number) => Match | undefined,
): Match | undefined {
  const choices = keys.map((key) => speller.near(key));
  if (choices.some((near) => near.length === 0)) return undefined;
  const isAlone = keys.length === 1;
  if (isAlone && !(mayBeName && keys[0]!.length >= 5)) return undefined;
  let readings: string[][] = [[]];
  for (const near of choices)
    readings = readings.flatMap((reading) => near.map((key) => [...reading, key])).slice(0, 50);
  for (const reading of readings) {
    const key = reading.join(' ');
    const match = take(forms.get(key), key);
    if (match !== undefined) return { ...match, isWhole: false };
  }
  return undefined;
}

function findChinese(
  text: string,
  forms: ReadonlyMap<string, Called<ChineseForm>>,
  bySound: ReadonlyMap<string, Called<ChineseForm>>,
  longest: number,
): FoundName[] {
  const found: FoundName[] = [];
  const add = (
    called: Called<ChineseForm> | undefined,
    start: number,
    end: number,
    isExact: boolean,
  ): boolean => {
    const written = text.slice(start, end);
    const entry = called && meant(called, ({ name }) => name === written);
    if (entry === undefined || !isNameHere(text, { start, end }, entry)) return false;
    found.push({
      entity: entityAt(text, entry.type, { start, end }, entry.name),
      isWhole: isExact && called!.form.isWhole,
    });
    return true;
  };
  for (let start = 0; start < text.length; start++) {
    if (!/[\p{Script=Han}A-Za-z]/u.test(text[start]!)) continue;
    const most = Math.min(longest, text.length - start);
    for (let length = most; length >= 2; length--) {
      const written = text.slice(start, start + length);
      if (add(forms.get(written), start, start + length, true)) break;
      if (length < 3 || !/^\p{Script=Han}+$/u.test(written)) continue;
      const sounding = bySound.get(Array.from(written, soundOf).join(' '));
      if (sounding !== undefined && sharesMost(written, sounding.form.written)) {
        if (add(sounding, start, start + length, false)) break;
      }
    }
  }
  return found;
}

const sharesMost = (written: string, name: string): boolean =>
  Array.from(written).filter((character, place) => character === name[place]).length >=
  Math.ceil(name.length / 2);

const inTheMood = /[很太真挺更最不好特别非常这么那么没有点儿]$/u;
const behindWord = /^(?:[地得极]|就好|坏了|[一二三四五六七八九十百千万\d几]+\s?(?:里|公里|米|平))/u;

/** Whether a short name that is also a word (高兴, 方圆) is a name where it stands; stages need a word that says so. */
function isNameHere(text: string, span: Span, { type }: GazetteerEntry): boolean {
  if (type === 'stage') return isStage(text, span);
  if (type !== 'person' && type !== 'owner') return true;
  if (span.end - span.start > 2) return true;
  return !inTheMood.test(text.slice(0, span.start)) && !behindWord.test(text.slice(span.end));
}

const title =
  /^(?:总|董|工|经理|主任|先生|女士|小姐|老师|医生|博士|教授|姐|哥|主管|店长|院长|厂长|部长|会计|律师)(?!是|结|共|数|额|之|程|作|具|厂)/u;

/** "陈总", “欧阳女士”: a family name before a title, where one person alone has it. */
function findTitled(text: string, surnames: ReadonlyMap<string, readonly GazetteerEntry[]>): FoundName[] {
  const found: FoundName[] = [];
  for (const [surname, entries] of surnames) {
    const [only] = entries;
    if (entries.length !== 1 || only === undefined) continue;
    for (let at = text.indexOf(surname); at >= 0; at = text.indexOf(surname, at + 1)) {
      const span = { start: at, end: at + surname.length };
      if (title.test(text.slice(span.end)))
        found.push({ entity: entityAt(text, only.type, span, only.name), isWhole: false });
    }
  }
  return found;
}
