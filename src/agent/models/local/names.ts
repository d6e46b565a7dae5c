import { escapePattern } from '../../../language/index.ts';
import type { Candidate, Member, WorkspaceDescription } from '../../directory.ts';
import { familyName, knownNameStart, wholeName } from './chinese-names.ts';
import { isChinesePlace } from './chinese-places.ts';
import { commonWords } from './common-words.ts';
import { chineseFunctionWords } from './lexicon.zh.ts';
import type { Meaning, Mention } from './mention.ts';

/** Records a text may mean, of any kind that has names. */
export type Find = (text: string) => Promise<Candidate[]>;

/** Records that have exactly this name, of names known to be possible ones. */
export type Called = (name: string) => readonly Candidate[];

const longestName = 4;
/** More words in a row than any name has. */
const mostNameWords = 12;

interface Span {
  start: number;
  end: number;
}

interface Word extends Span {
  text: string;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
const capitalised = (word: string): boolean => /^\p{Lu}/u.test(word);
const mentionAt = (text: string, { start, end }: Span, is: Meaning): Mention => ({
  start,
  end,
  text: text.slice(start, end),
  is,
});
const free = (taken: readonly Span[], { start, end }: Span): boolean =>
  taken.every((other) => end <= other.start || start >= other.end);

function latinWords(text: string): Word[] {
  const pattern =
    /(?<=\p{L} )\p{Lu}\d{1,3}(?![\p{L}\d])|[[\p{L}\p{M}]--\p{Script=Han}]+(?:['’\-](?!s\b|S\b)[[\p{L}\p{M}]--\p{Script=Han}]+)*/gv;
  return Array.from(text.matchAll(pattern), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const adjacent = (text: string, words: readonly Word[]): boolean =>
  words.every((word, index) => {
    const next = words[index + 1];
    return next === undefined || /^(?: |\. )$/.test(text.slice(word.end, next.start));
  });

const spanOf = (words: readonly Word[]): Span => ({ start: words[0]!.start, end: words.at(-1)!.end });

/** A stretch as it is, and without an s that may stand for “’s”: "rajs leads", "quinn browns number". */
function readings(text: string, { start, end }: Span): Span[] {
  return /[\p{L}]{2}s$/u.test(text.slice(start, end))
    ? [
        { start, end },
        { start, end: end - 1 },
      ]
    : [{ start, end }];
}

/** The colleagues a text names, by full or first name, and the speaker's own "my". */
export function members(text: string, workspace: WorkspaceDescription): Mention[] {
  const words = latinWords(text);
  const named = words.flatMap((_, index): Mention[] => {
    for (let length = Math.min(3, words.length - index); length >= 1; length--) {
      const span = words.slice(index, index + length);
      if (!adjacent(text, span)) continue;
      for (const place of readings(text, spanOf(span))) {
        const meant = workspace.members.filter((member) =>
          isNamed(member, folded(text.slice(place.start, place.end))),
        );
        if (meant.length === 0 || (length === 1 && nextIsSurname(text, words, index, meant))) continue;
        return [mentionAt(text, place, { type: 'member', members: meant })];
      }
    }
    return [];
  });
  const own = Array.from(
    text.matchAll(
      /\b(?:my|mine)\b(?! (?:boss|manager|colleagues?|team|assistant|phone|brother|sister|wife|husband|cousin|friend|buddy|mate|neighbou?r|uncle|aunt|dad|mum|mom|mother|father|notes?|old|day|desk|calendar|bad|mistake|fault|last|previous|apolog\w+|name|question|opinion|mind|way|behalf|side)\b)|我(?=(?:的(?!老板|经理|领导|同事|意思|问题|电话|手机))|名下|负责|手[上里头]|跟进|管)/giu,
    ),
    (match) =>
      mentionAt(
        text,
        { start: match.index, end: match.index + match[0].length },
        { type: 'member', members: [workspace.me] },
      ),
  );
  const chinese = workspace.members
    .filter((member) => /\p{Script=Han}/u.test(member.name))
    .flatMap((member) =>
      Array.from(text.matchAll(new RegExp(escapePattern(member.name), 'gu')), ({ index }) =>
        mentionAt(
          text,
          { start: index, end: index + member.name.length },
          { type: 'member', members: [member] },
        ),
      ),
    );
  return [...named, ...own, ...chinese];
}

function isNamed(member: Member, written: string): boolean {
  const name = folded(member.name);
  if (commonWords.has(name)) return false;
  return name === written || (name.split(' ')[0] === written && /^[a-z]/.test(written));
}

/** Whether a first name is followed by a capitalised word that is not the colleague's own surname. */
function nextIsSurname(
  text: string,
  words: readonly Word[],
  index: number,
  meant: readonly Member[],
): boolean {
  const next = words[index + 1];
  if (next === undefined || !adjacent(text, [words[index]!, next]) || !capitalised(next.text)) return false;
  if (commonWords.has(folded(next.text))) return false;
  return !meant.some((member) => folded(member.name).endsWith(` ${folded(next.text)}`));
}

/** All that `exactNames` may take for a name in a text. */
export function possibleNames(text: string): string[] {
  const words = latinWords(text);
  const latin = words.flatMap((_, index) =>
    Array.from({ length: longestName - 1 }, (_, more) => words.slice(index, index + more + 2))
      .filter((span) => span.length > 1 && adjacent(text, span) && couldBeName(span))
      .flatMap((span) => readings(text, spanOf(span))),
  );
  const han = Array.from(text.matchAll(knownNameStart)).flatMap(({ index }) => chinesePlaces(text, index));
  return [...new Set([...latin, ...han].map(({ start, end }) => text.slice(start, end)))];
}

/** Where a Chinese name that begins at a family name may end, the longest first. */
const chinesePlaces = (text: string, start: number): Span[] =>
  [4, 3, 2]
    .map((length) => ({ start, end: start + length }))
    .filter(({ end }) => end <= text.length && /^\p{Script=Han}+$/u.test(text.slice(start, end)));

/**
 * Records called by their whole names, which may be made of any words.
 *
 * @param days  where the text speaks of days: no Chinese name is looked for there
 */
export function exactNames(
  text: string,
  taken: readonly Mention[],
  days: readonly Span[],
  called: Called,
): Mention[] {
  const found: Mention[] = [];
  const words = latinWords(text).filter((word) => free(taken, word));
  const isOrder = opensBeforeName(text, words, called);
  for (let index = isOrder ? 1 : 0; index < words.length; index++) {
    for (let length = Math.min(longestName, words.length - index); length >= 2; length--) {
      const span = words.slice(index, index + length);
      if (!adjacent(text, span) || !couldBeName(span)) continue;
      const claimed = firstExact(text, readings(text, spanOf(span)), called);
      if (claimed === undefined) continue;
      found.push(claimed);
      index += length - 1;
      break;
    }
  }
  for (const { index } of text.matchAll(knownNameStart)) {
    if (!free(days, { start: index, end: index + 1 })) continue;
    const claimed = firstExact(text, chinesePlaces(text, index), called);
    if (claimed !== undefined) found.push(claimed);
  }
  return found;
}

/** "Set Daphne Haddad to …": whether an everyday word stands before a whole name, and is no part of it. */
function opensBeforeName(text: string, words: readonly Word[], called: Called): boolean {
  const [opening, ...named] = words.slice(0, 3);
  if (opening === undefined || named.length < 2 || !commonWords.has(folded(opening.text))) return false;
  if (!adjacent(text, named) || !couldBeName(named)) return false;
  return firstExact(text, readings(text, spanOf(named)), called) !== undefined;
}

const couldBeName = (words: readonly Word[]): boolean =>
  words.every((word) => capitalised(word.text)) || words.every((word) => !commonWords.has(folded(word.text)));

function firstExact(text: string, places: readonly Span[], called: Called): Mention | undefined {
  for (const place of places) {
    const candidates = called(text.slice(place.start, place.end));
    if (candidates.length > 0)
      return mentionAt(text, place, { type: 'record', kind: candidates[0]!.kind, candidates });
  }
  return undefined;
}

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
    const candidates = (await find(text.slice(place.start, place.end))).filter(
      (candidate) => candidate.match !== 'weak' || loosely,
    );
    if (candidates.length > 0 && !isCommonWord(text.slice(place.start, place.end), candidates))
      return mentionAt(text, place, { type: 'record', kind: candidates[0]!.kind, candidates });
  }
  return undefined;
}

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

/** "Stick a note on …": what stands before such a word begins an order, and is nobody's name. */
const opensOrder = /^ (?:an?|the|him|her|it|them|my|our|this|that|all|every|everyone|both|another) /;

/** Runs of words that could be one name: all capitalised, or none of them everyday. */
function latinRuns(text: string, taken: readonly Mention[]): Word[][] {
  const isEnding = (word: Word) => /['’]$/u.test(text.slice(0, word.start)) && word.text.length < 3;
  const follows = (word: Word) => taken.some((other) => other.end === word.start) && word.text === 's';
  const words = latinWords(text).filter((word) => free(taken, word) && !isEnding(word) && !follows(word));
  const runs: Word[][] = [];
  for (const word of words) {
    const startsSentence = /(?:^|[.!?:;。！？：；"“]\s*|\n)$/.test(text.slice(0, word.start));
    if (initials.test(word.text)) continue;
    if (startsSentence && opensOrder.test(text.slice(word.end))) continue;
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

/** What is left of Chinese sentences when all grammar is taken away. */
function chineseRuns(text: string, taken: readonly Mention[]): Span[] {
  let masked = text;
  for (const { start, end } of taken)
    masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end);
  masked = masked.replace(chineseFunctionWords, (word) => ' '.repeat(word.length));
  return Array.from(
    masked.matchAll(/\p{Script=Han}{2,8}(?:·\p{Script=Han}{1,8})?/gu),
    ({ 0: run, index }) => ({ start: index, end: index + run.length }),
  );
}

const beforeStranger =
  /(?:^|[：:，,、。；;\s（(“"]|叫做?|名叫|姓名是?|名字[是叫]|线索|客户|联系人|潜客|lead|遇到|遇见|认识了?|碰到了?|见到了?|遇见了|遇到了|见了|把|给|跟|和|与|找|位|个|名)$/iu;
const behindStranger =
  /^(?:$|[，,、。；;：:\s（(”"）)]|的|改|转|设|标|分|归|交|是|这|对|负责|删|从|由|为|作|要|和|与|跟|两[个位姐兄]|都)/u;

/** Whoever something is given to. */
const given =
  /(?<=(?:分|转|交|分配|移交|派|转交|指派|划)给)(?!我|他|她|谁|你)\p{Script=Han}{2,4}(?=$|[，,。！!？?\s吧])/gu;

/** Chinese names nobody here bears, where a name is expected and something ends it. */
function chineseStrangers(text: string, taken: readonly Mention[]): Mention[] {
  const found = Array.from(text.matchAll(given), ({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
  }))
    .filter((place) => free(taken, place))
    .map((place) => mentionAt(text, place, { type: 'name' }));
  for (const { index } of text.matchAll(familyName)) {
    if (!beforeStranger.test(text.slice(0, index))) continue;
    for (const length of [4, 3, 2]) {
      const place = { start: index, end: index + length };
      const written = text.slice(place.start, place.end);
      if (
        place.end > text.length ||
        !wholeName.test(written) ||
        !behindStranger.test(text.slice(place.end)) ||
        !free([...taken, ...found], place)
      )
        continue;
      if (
        written.replace(chineseFunctionWords, '') === '' ||
        /[了吧吗呢啊的过着啦嘛呀哦呗哈]$/u.test(written)
      )
        continue;
      found.push(mentionAt(text, place, { type: 'name' }));
      break;
    }
  }
  return found;
}

/** How the names of Chinese firms end. */
export const firmEnding = /(?:有限公司|有限责任公司|股份公司|集团公司|集团)$/u;

/** Chinese firms by their legal form, known or not. */
export const chineseFirms = (text: string): Mention[] =>
  Array.from(
    text.matchAll(
      /(?:(?<=[把给跟和叫为是在到]|公司|^|[^\p{Script=Han}]))\p{Script=Han}{3,14}?(?:有限公司|有限责任公司|股份公司|集团公司)/gu,
    ),
    ({ 0: { length }, index }) => mentionAt(text, { start: index, end: index + length }, { type: 'name' }),
  );
