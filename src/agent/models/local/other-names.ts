import type { Candidate } from '../../directory.ts';
import { isChinesePlace } from './chinese-places.ts';
import { chineseRuns, chineseStrangers } from './chinese-strangers.ts';
import { commonWords } from './common-words.ts';
import { lexicons } from './lexicon.ts';
import type { Mention } from './mention.ts';
import {
  adjacent,
  capitalised,
  folded,
  free,
  latinWords,
  matchSpan,
  mentionAt,
  readings,
  type Span,
  spanOf,
  type Word,
} from './spans.ts';

/** Records a text may mean, of any kind that has names. */
export type Find = (text: string) => Promise<Candidate[]>;

/** More words in a row than any name has. */
const mostNameWords = 12;

/** Words that are neither grammar nor known: parts of names, misspelt names, names of strangers. */
export async function otherNames(text: string, taken: readonly Mention[], find: Find): Promise<Mention[]> {
  const found: Mention[] = [];
  for (const run of latinRuns(text, taken).filter((words) => words.length <= mostNameWords)) {
    const place = spanOf(run);
    const isCapital = run.every((word) => capitalised(word.text));
    const known = await nearest(text, readings(text, place), find, isCapital && run.length > 1);
    const firm = known ?? (await firmAt(text, readings(text, place), find));
    if (firm !== undefined) found.push(firm);
    else if (isCapital || isPlacedLikeName(text, place)) found.push(mentionAt(text, place, { type: 'name' }));
  }
  for (const place of chineseRuns(text, taken)) {
    if (isChinesePlace(text.slice(place.start, place.end))) {
      found.push(mentionAt(text, place, { type: 'name' }));
      continue;
    }
    const known = await nearest(text, [place], find, false);
    if (known !== undefined) found.push(known);
  }
  return [...found, ...chineseStrangers(text, [...taken, ...found])];
}

/** "peakventures": the part of e-mail addresses between the @ and the first dot, by which a firm is called. */
async function firmAt(text: string, places: readonly Span[], find: Find): Promise<Mention | undefined> {
  for (const place of places) {
    const name = folded(text.slice(place.start, place.end)).replaceAll(' ', '');
    const found = name.length < shortestFirm ? [] : await find(text.slice(place.start, place.end));
    const people = found
      .filter((one) => hostsOf(one).includes(name))
      .map((one): Candidate => ({ ...one, match: 'exact' }));
    const unlike = [...new Set(found.flatMap(hostsOf))].filter(
      (host) => host !== name && host.startsWith(name),
    );
    if (people.length > 0) return mentionAt(text, place, { type: 'name', isFirm: true, unlike, people });
  }
  return undefined;
}

/** The e-mail hosts of a record up to their first dots. */
const hostsOf = ({ values }: Candidate): string[] =>
  [values.emails ?? []]
    .flat()
    .flatMap((email) => String(email).toLowerCase().split('@')[1]?.split('.')[0] ?? []);

const shortestFirm = 4;

async function nearest(
  text: string,
  places: readonly Span[],
  find: Find,
  loosely: boolean,
): Promise<Mention | undefined> {
  for (const place of places) {
    const written = text.slice(place.start, place.end);
    const found = await find(written);
    const short = found.filter(({ name }) => isShortFor(written, name));
    const candidates =
      short.length === 1
        ? short.map((one): Candidate => ({ ...one, match: 'exact' }))
        : found.filter((candidate) => candidate.match !== 'weak' || loosely);
    if (candidates.length > 0 && !isCommonWord(text.slice(place.start, place.end), candidates))
      return mentionAt(text, place, { type: 'record', kind: candidates[0]!.kind, candidates });
  }
  return undefined;
}

/** "Q. Robinson": a first name by its letter. */
const isShortFor = (written: string, name: string): boolean => {
  const [, letter, rest] = /^(\p{Lu})\.? (\p{L}.+)$/u.exec(written) ?? [];
  return letter !== undefined && name.startsWith(letter) && folded(name).endsWith(` ${folded(rest!)}`);
};

/** “续约”, "Manufacturing": a word within the names of several firms or deals, and the beginning of none. */
const isCommonWord = (written: string, candidates: readonly Candidate[]): boolean =>
  candidates.length > 1 &&
  candidates[0]!.kind !== 'contact' &&
  candidates.every(({ name }) => !folded(name).startsWith(folded(written)));

const beforeName =
  /(?:\b(?:named|called|name is|name's|delete|remove|erase|to|for|with|about|lead|customer|contact|client|set|mark|move|assign|reassign|transfer|add|register|owns?|update|put|give|hand|let|call|met|who is|who's|at|from)|[:：]|是|为|包含|含|来自)\s*$/i;

const mostStrangeWords = 3;

/** “nanolabs那个Quinn”: a firm by which one of several is told. */
export const ofThere =
  /^\s*(?:公司|集团|那边)?\s*的?(?:那[个位](?=\s*\p{L}|$|[，。])|[两几三四五][个位名](?:联系人|客户|人|线索)|联系人|客户(?!端)|那家)/u;

/** "the one at", "people from", "Taylor over at": what follows is where they are. */
const isOneThere =
  /\b(?:ones?|people|person|folks|guys|anyone|anybody|someone|somebody|everyone|everybody|contacts?|customers?|clients?|leads?|over|who(?:'s| is| are| works?)) (?:(?:over|down|there|working) )?(?:at|from)\s*$|\b\p{Lu}\p{L}+ (?:over |down )?at\s*$|\bthe \p{L}+ (?:at|from)\s*$/iu;

/** Whether words written small stand where somebody's name is expected, and nothing else would. */
function isPlacedLikeName(text: string, { start, end }: Span): boolean {
  const few = text.slice(start, end).split(/\s+/).length <= mostStrangeWords;
  if (few && /^ (?:is|was) (?:the|his|her|their) name\b/u.test(text.slice(end))) return true;
  if (few && (ofThere.test(text.slice(end)) || isOneThere.test(text.slice(0, start)))) return true;
  return (
    few &&
    beforeName.test(text.slice(0, start)) &&
    /^\s*(?:$|[.,;:!?，。/|(–-]|(?:to|as|is|from|into|in|under|and|for|with|please)\b|['’]s|的)/i.test(
      text.slice(end),
    )
  );
}

const initials =
  /^(?:CRM|GDPR|PIPL|CEO|CFO|CTO|COO|VP|ASAP|FYI|OK|PDF|NDA|POC|RFP|RFQ|SLA|ROI|USD|EUR|GBP|CNY|RMB|AI|IT|HR|PS|BTW|AM|PM|I)$/;

/** Runs of words that could be one name: all capitalised, or none of them everyday. */
function latinRuns(text: string, taken: readonly Mention[]): Word[][] {
  const isEnding = (word: Word) => /['’]$/u.test(text.slice(0, word.start)) && word.text.length < 3;
  const follows = (word: Word) => taken.some((other) => other.end === word.start) && word.text === 's';
  const words = latinWords(text).filter((word) => free(taken, word) && !isEnding(word) && !follows(word));
  const asides = Array.from(text.toLowerCase().matchAll(lexicons.en.padding), matchSpan);
  const runs: Word[][] = [];
  for (const word of words) {
    const startsSentence = /(?:^|[.!?:;。！？：；"“]\s*|\n)$/.test(text.slice(0, word.start));
    if (initials.test(word.text)) continue;
    if (asides.some((aside) => word.start >= aside.start && word.end <= aside.end)) continue;
    if (startsSentence && opensSentence(text, word, taken)) continue;
    const everyday = commonWords.has(folded(word.text));
    if (everyday && (!capitalised(word.text) || startsSentence || !isBesideName(text, words, word))) continue;
    const last = runs.at(-1)?.at(-1);
    const sameCase = last !== undefined && capitalised(last.text) === capitalised(word.text);
    if (last !== undefined && sameCase && adjacent(text, [last, word])) runs.at(-1)!.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** Whether a common word is written like a name next to another name: "Grace Long", "Mark Hope". */
const isBesideName = (text: string, words: readonly Word[], word: Word): boolean =>
  words.some(
    (other) =>
      other !== word &&
      capitalised(other.text) &&
      (adjacent(text, [word, other]) || adjacent(text, [other, word])) &&
      !commonWords.has(folded(other.text)),
  );

/** Whether a word with a capital letter only opens a sentence, and is nobody's name. */
const opensSentence = (text: string, { text: word, end }: Word, taken: readonly Mention[]): boolean =>
  opensOrder.test(text.slice(end)) ||
  (englishEnding.test(word) && /^ \p{Ll}{2,}/u.test(text.slice(end))) ||
  (/^\p{Lu}\p{Ll}{3,}$/u.test(word) &&
    taken.some(
      ({ start, is }) =>
        (is.type === 'record' || is.type === 'member') && start > end && text.slice(end, start) === ' ',
    ));

/** "Stick a note on …": what stands before such a word begins an order, and is nobody's name. */
const opensOrder = /^ (?:an?|the|him|her|it|them|my|our|this|that|all|every|everyone|both|another) /;

/** "Offers went out …", "Seeing that …". */
const englishEnding = /^\p{Lu}\p{Ll}+(?:ing|ed|ly|ers|ions?|ments?|ness)$/u;
