import {
  type DateSpan,
  detectLanguage,
  parseAmounts,
  parseDates,
  parseEmails,
  parseNumbers,
  parsePhones,
} from '../../../language/index.ts';
import type { Candidate, Directory, Member, WorkspaceDescription } from '../../directory.ts';
import { familyName, wholeName } from './chinese-names.ts';
import { commonWords } from './common-words.ts';
import { chineseFunctionWords } from './lexicon.zh.ts';
import { type Meaning, type Mention, withoutOverlaps } from './mention.ts';
import { type Term, termsOf } from './vocabulary.ts';

/** The people and things records are kept of, in the order a name is tried. */
const namedKinds = ['contact', 'company', 'deal', 'product'];
const longestName = 4;

/**
 * Everything in the words that stands for something: records, colleagues, values, fields, days, numbers.
 * Longer and surer readings win where two meet.
 */
export async function recognise(
  text: string,
  workspace: WorkspaceDescription,
  directory: Pick<Directory, 'find'>,
): Promise<Mention[]> {
  const find = remembering(directory);
  const terms = knownTerms(workspace);
  const certain = await addressees([...emails(text, workspace), ...phones(text)], find);
  const whole = withoutOverlaps([...certain, ...members(text, workspace)]);
  const exact = withoutOverlaps([...whole, ...(await exactNames(text, whole, find))]);
  const quoted = withoutOverlaps([...exact, ...quotes(text, exact, terms)]);
  const timed = withoutOverlaps([...quoted, ...times(text, workspace.today)]);
  const worded = withoutOverlaps([...timed, ...spokenTerms(text, terms, timed)]);
  const mentions = withoutOverlaps([...worded, ...(await otherNames(text, worded, find))]);
  return withNumbers(text, mentions);
}

type Find = (text: string) => Promise<Candidate[]>;

function remembering(directory: Pick<Directory, 'find'>): Find {
  const known = new Map<string, Promise<Candidate[]>>();
  const look = async (text: string): Promise<Candidate[]> => {
    let nearest: Candidate[] = [];
    for (const kind of namedKinds) {
      const found = await directory.find(kind, text);
      const exact = found.filter((candidate) => candidate.match === 'exact');
      if (exact.length > 0) return exact;
      if (kind === 'contact' || rankOf(found) > rankOf(nearest)) nearest = found;
    }
    return nearest;
  };
  return (text) => {
    const key = text.toLowerCase();
    if (!known.has(key)) known.set(key, look(text));
    return known.get(key)!;
  };
}

const rankOf = (found: readonly Candidate[]): number =>
  found.some((candidate) => candidate.match === 'strong') ? 2 : found.length > 0 ? 1 : 0;

const termsByWorkspace = new WeakMap<WorkspaceDescription, Term[]>();

function knownTerms(workspace: WorkspaceDescription): Term[] {
  const known = termsByWorkspace.get(workspace) ?? termsOf(workspace);
  termsByWorkspace.set(workspace, known);
  return known;
}

const mention = (match: { index: number; 0: string }, is: Meaning): Mention => ({
  start: match.index,
  end: match.index + match[0].length,
  text: match[0],
  is,
});

function emails(text: string, workspace: WorkspaceDescription): Mention[] {
  return parseEmails(text).map(({ start, end, text: written, address }) => {
    const member = workspace.members.find((one) => one.email.toLowerCase() === address);
    const is: Meaning = member ? { type: 'member', members: [member] } : { type: 'email', value: written };
    return { start, end, text: written, is };
  });
}

const phones = (text: string): Mention[] =>
  parsePhones(text).map(({ start, end, text: written }) => ({
    start,
    end,
    text: written,
    is: { type: 'phone', value: written },
  }));

function times(text: string, today: string): Mention[] {
  const spans = parseDates(text, { now: `${today}T09:00`, language: detectLanguage(text) });
  return spans.map((read) => {
    const span = shiftOf(text, read, today);
    const isLength = span.kind === 'duration' || span.kind === 'age';
    return {
      start: span.start,
      end: span.end,
      text: span.text,
      is: { type: isLength ? 'duration' : 'date', span },
    };
  });
}

/** Addresses and numbers of people known here stand for these people. */
function addressees(mentions: readonly Mention[], find: Find): Promise<Mention[]> {
  return Promise.all(
    mentions.map(async (mention) => {
      if (mention.is.type !== 'email' && mention.is.type !== 'phone') return mention;
      const candidates = (await find(mention.is.value)).filter((candidate) => candidate.match === 'exact');
      const is: Meaning = { type: 'record', kind: candidates[0]?.kind ?? 'contact', candidates };
      return candidates.length === 1 ? { ...mention, is } : mention;
    }),
  );
}

/** “提前三天”, “延后一周”: the length by which something moves, and no days of the past or to come. */
function shiftOf(text: string, span: DateSpan, today: string): DateSpan {
  const moves = /^[前后]/u.test(span.text) && /[提延推往顺移挪拖]$/u.test(text.slice(0, span.start));
  const length = moves
    ? parseDates(span.text.slice(1), { now: `${today}T09:00`, language: 'zh' })[0]
    : undefined;
  return length === undefined ? span : { ...length, start: span.start + 1, end: span.end };
}

const capitalised = (word: string): boolean => /^\p{Lu}/u.test(word);
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function members(text: string, workspace: WorkspaceDescription): Mention[] {
  const words = latinWords(text);
  return words
    .flatMap((word, index) => {
      for (let length = Math.min(3, words.length - index); length >= 1; length--) {
        const span = words.slice(index, index + length);
        if (!adjacent(text, span)) continue;
        const written = folded(text.slice(span[0]!.start, span.at(-1)!.end));
        const meant = workspace.members.filter((member) => matchesMember(member, written));
        if (meant.length === 0 || (length === 1 && nextIsSurname(text, words, index, meant))) continue;
        const match = { index: word.start, 0: text.slice(word.start, span.at(-1)!.end) };
        return [mention(match, { type: 'member', members: meant })];
      }
      return [];
    })
    .concat(
      Array.from(text.matchAll(/\b(?:my|mine)\b|我(?=的|名下|负责|手[上里头]|跟进|管)/giu), (match) =>
        mention(match, { type: 'member', members: [workspace.me] }),
      ),
      workspace.members.flatMap((member) =>
        /\p{Script=Han}/u.test(member.name)
          ? Array.from(text.matchAll(new RegExp(RegExp.escape(member.name), 'gu')), (match) =>
              mention(match, { type: 'member', members: [member] }),
            )
          : [],
      ),
    );
}

function matchesMember(member: Member, written: string): boolean {
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

interface Word {
  text: string;
  start: number;
  end: number;
}

function latinWords(text: string): Word[] {
  return Array.from(
    text.matchAll(/[[\p{L}\p{M}]--\p{Script=Han}]+(?:['’\-](?!s\b|S\b)[[\p{L}\p{M}]--\p{Script=Han}]+)*/gv),
    (match) => ({
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
}

const adjacent = (text: string, words: readonly Word[]): boolean =>
  words.every((word, index) => {
    const next = words[index + 1];
    return next === undefined || /^(?: |\. )$/.test(text.slice(word.end, next.start));
  });

const free = (taken: readonly Mention[], start: number, end: number): boolean =>
  taken.every((other) => end <= other.start || start >= other.end);

async function exactNames(text: string, taken: readonly Mention[], find: Find): Promise<Mention[]> {
  const found: Mention[] = [];
  const words = latinWords(text).filter((word) => free(taken, word.start, word.end));
  for (let index = 0; index < words.length; index++) {
    for (let length = Math.min(longestName, words.length - index); length >= 2; length--) {
      const span = words.slice(index, index + length);
      if (!adjacent(text, span) || !couldBeName(span)) continue;
      const claimed = await exactly(text, span[0]!.start, span.at(-1)!.end, find);
      if (claimed === undefined) continue;
      found.push(claimed);
      index += length - 1;
      break;
    }
  }
  for (const match of text.matchAll(familyName)) {
    for (const length of [4, 3, 2]) {
      const end = match.index + length;
      if (end > text.length || !/^\p{Script=Han}+$/u.test(text.slice(match.index, end))) continue;
      const claimed = await exactly(text, match.index, end, find);
      if (claimed === undefined) continue;
      found.push(claimed);
      break;
    }
  }
  return found;
}

const couldBeName = (words: readonly Word[]): boolean =>
  words.every((word) => capitalised(word.text)) || words.every((word) => !commonWords.has(folded(word.text)));

async function exactly(text: string, start: number, end: number, find: Find): Promise<Mention | undefined> {
  const written = text.slice(start, end);
  const candidates = (await find(written)).filter((candidate) => candidate.match === 'exact');
  if (candidates.length === 0) return undefined;
  return { start, end, text: written, is: { type: 'record', kind: candidates[0]!.kind, candidates } };
}

/** Text in quotation marks is somebody's words, unless it is nothing but a name or a value. */
function quotes(text: string, taken: readonly Mention[], terms: readonly Term[]): Mention[] {
  const pattern =
    /"([^"]{2,})"|“([^”]{2,})”|「([^」]{2,})」|『([^』]{2,})』|‘([^’]{3,})’|(?<=^|[\s:：,，])'([^']{3,})'(?=$|[\s.,;!?，。])/gu;
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const inner = match
      .slice(1)
      .find((group) => group !== undefined)!
      .trim();
    const isTerm = terms.some((term) => term.phrase === folded(inner));
    const isTaken = taken.some((other) => folded(other.text) === folded(inner));
    return isTerm || isTaken ? [] : [mention(match, { type: 'quote', value: inner })];
  });
}

function spokenTerms(text: string, terms: readonly Term[], taken: readonly Mention[]): Mention[] {
  const lower = text.replace(/[’‘]/g, "'").toLowerCase();
  const found: { at: Mention; needs: Term['needs'] }[] = [];
  for (const term of terms) {
    for (const start of placesOf(lower, term.phrase)) {
      const end = start + term.phrase.length;
      if (!free(taken, start, end)) continue;
      found.push({ at: { start, end, text: text.slice(start, end), is: term.is }, needs: term.needs });
    }
  }
  const spoken = withoutOverlaps(
    found.map(({ at }) => at).filter((at) => at.is.type === 'field' || at.is.type === 'kind'),
  );
  const met = found
    .filter(({ needs }) => needs === undefined || isSpokenOf(needs, spoken))
    .map(({ at }) => at);
  return withoutOverlaps(met);
}

const isSpokenOf = ({ kind, field }: NonNullable<Term['needs']>, spoken: readonly Mention[]): boolean =>
  spoken.some(({ is }) =>
    field === undefined
      ? is.type === 'kind' && is.kind === kind
      : is.type === 'field' && is.of.some((place) => place.field === field && place.kind === kind),
  );

function placesOf(lower: string, phrase: string): number[] {
  const places: number[] = [];
  const han = /\p{Script=Han}/u.test(phrase);
  for (let at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + 1)) {
    const before = lower[at - 1] ?? ' ';
    const after = lower[at + phrase.length] ?? ' ';
    const letter = /[\p{L}\p{N}]/u;
    const insideWord = (neighbour: string) => letter.test(neighbour) && !/\p{Script=Han}/u.test(neighbour);
    if (han || (!insideWord(before) && !insideWord(after))) places.push(at);
  }
  return places;
}

/** Words that are neither grammar nor known: parts of names, misspelt names, names of strangers. */
async function otherNames(text: string, taken: readonly Mention[], find: Find): Promise<Mention[]> {
  const found: Mention[] = [];
  const cased = latinWords(text).some((word, index) => index > 0 && capitalised(word.text));
  for (const run of latinRuns(text, taken)) {
    const [first, last] = [run[0]!, run.at(-1)!];
    const written = text.slice(first.start, last.end);
    const isCapital = run.every((word) => capitalised(word.text));
    const candidates = (await find(written)).filter(
      (candidate) => candidate.match !== 'weak' || (isCapital && run.length > 1),
    );
    const at = { start: first.start, end: last.end, text: written };
    if (candidates.length > 0)
      found.push({ ...at, is: { type: 'record', kind: candidates[0]!.kind, candidates } });
    else if (isCapital || !cased) found.push({ ...at, is: { type: 'name' } });
  }
  for (const run of chineseRuns(text, taken)) {
    const candidates = (await find(run.text)).filter((candidate) => candidate.match !== 'weak');
    if (candidates.length > 0)
      found.push({ ...run, is: { type: 'record', kind: candidates[0]!.kind, candidates } });
    else if (wholeName.test(run.text)) found.push({ ...run, is: { type: 'name' } });
  }
  return found;
}

const initials =
  /^(?:CRM|CEO|CFO|CTO|COO|VP|ASAP|FYI|OK|PDF|NDA|POC|RFP|RFQ|SLA|ROI|USD|EUR|GBP|CNY|RMB|AI|IT|HR|PS|BTW|AM|PM|I)$/;

function latinRuns(text: string, taken: readonly Mention[]): Word[][] {
  const isEnding = (word: Word) => /['’]$/.test(text.slice(0, word.start)) && word.text.length < 3;
  const words = latinWords(text).filter((word) => free(taken, word.start, word.end) && !isEnding(word));
  const runs: Word[][] = [];
  for (const word of words) {
    const startsSentence = /(?:^|[.!?:;。！？：；"“]\s*|\n)$/.test(text.slice(0, word.start));
    if (initials.test(word.text)) continue;
    if (
      commonWords.has(folded(word.text)) &&
      (!capitalised(word.text) || startsSentence || !titled(text, words, word))
    )
      continue;
    const last = runs.at(-1)?.at(-1);
    const sameCase = last !== undefined && capitalised(last.text) === capitalised(word.text);
    if (last !== undefined && sameCase && adjacent(text, [last, word])) runs.at(-1)!.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** Whether a common word is written like a name next to another name: "Grace Long", "Mark Hope". */
function titled(text: string, words: readonly Word[], word: Word): boolean {
  return words.some(
    (other) =>
      other !== word &&
      capitalised(other.text) &&
      (adjacent(text, [word, other]) || adjacent(text, [other, word])) &&
      !commonWords.has(folded(other.text)),
  );
}

function chineseRuns(
  text: string,
  taken: readonly Mention[],
): { start: number; end: number; text: string }[] {
  let masked = text;
  for (const { start, end } of taken)
    masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end);
  masked = masked.replace(chineseFunctionWords, (word) => ' '.repeat(word.length));
  return Array.from(masked.matchAll(/\p{Script=Han}{2,8}(?:·\p{Script=Han}{1,8})?/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

function withNumbers(text: string, mentions: readonly Mention[]): Mention[] {
  const amounts = parseAmounts(text).map(
    ({ start, end, text: written, value }): Mention => ({
      start,
      end,
      text: written,
      is: { type: 'number', value, money: true },
    }),
  );
  const numbers = parseNumbers(text)
    .filter((number) => /\d/.test(number.text))
    .map(
      ({ start, end, text: written, value }): Mention => ({
        start,
        end,
        text: written,
        is: { type: 'number', value, money: false },
      }),
    );
  return withoutOverlaps([...mentions, ...amounts, ...numbers]);
}
