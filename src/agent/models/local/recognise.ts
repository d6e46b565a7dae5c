import {
  type DateSpan,
  detectLanguage,
  parseAmounts,
  parseDates,
  parseEmails,
  parseNumbers,
  parsePhones,
} from '../../../language/index.ts';
import { type Candidate, type Directory, namedKinds, type WorkspaceDescription } from '../../directory.ts';
import { spokenPlaces } from './chinese-places.ts';
import { codesIn } from './marks.ts';
import { type Meaning, type Mention, withoutOverlaps } from './mention.ts';
import {
  type Called,
  chineseFirms,
  exactNames,
  type Find,
  members,
  otherNames,
  possibleNames,
} from './names.ts';
import { quotedNames } from './quoted-names.ts';
import { titledRecords } from './titles.ts';
import { type Term, termsOf } from './vocabulary.ts';
import { possibleWholeNames, productsLike, wholeNames } from './whole-names.ts';

/**
 * Everything in the words that stands for something: records, colleagues, values, fields, days, numbers.
 * Longer and surer readings win where two meet.
 *
 * @param about  the kind of the record spoken of last
 */
export async function recognise(
  text: string,
  workspace: WorkspaceDescription,
  directory: Pick<Directory, 'find' | 'named'>,
  about?: string,
): Promise<Mention[]> {
  const find = remembering(directory);
  const [[known, products], titled, quotedTitles] = await Promise.all([
    namesIn(text, directory),
    titledRecords(text, directory),
    quotedNames(text, directory),
  ]);
  const called = (name: string): readonly Candidate[] => known.get(name) ?? [];
  const terms = knownTerms(workspace);
  const certain = [
    ...codesIn(text),
    ...(await numbered(text, directory)),
    ...(await addressees([...emails(text, workspace), ...phones(text)], find)),
  ];
  const whole = withoutOverlaps([...certain, ...members(text, workspace)]);
  const longest = withoutOverlaps([
    ...quotedTitles,
    ...[...wholeNames(text, [...[...known.values()].flat(), ...products]), ...titled].sort(
      (one, other) => other.end - other.start - (one.end - one.start),
    ),
    ...whole,
  ]);
  const days = times(text, workspace);
  const firmed = withoutOverlaps([...longest, ...chineseFirms(text)]);
  const exact = withoutOverlaps([...firmed, ...exactNames(text, firmed, days, firstOfKind(called))]);
  const quoted = withoutOverlaps([...quotes(text, exact, terms), ...exact]);
  const timed = withoutOverlaps([...quoted, ...days]);
  const worded = withoutOverlaps([...timed, ...spokenTerms(text, terms, timed, about)]);
  const placed = withoutOverlaps([...worded, ...chinesePlaces(text)]);
  const mentions = withoutOverlaps([...placed, ...(await otherNames(text, placed, find))]);
  return withNumbers(text, qualified(text, firms(text, mentions)));
}

/** "from Link Hardware": a product's word behind a name is part of the firm's name where somebody is from there. */
function firms(text: string, mentions: readonly Mention[]): Mention[] {
  return mentions.flatMap((mention, index): Mention[] => {
    const before = mentions[index - 1];
    const next = mentions[index + 1];
    const joins = (one: Mention | undefined, other: Mention | undefined) =>
      one?.is.type === 'name' &&
      other?.is.type === 'value' &&
      text.slice(one.end, other.start) === ' ' &&
      /^\p{Lu}/u.test(other.text) &&
      /\b(?:from|at|of|with)\s*$/iu.test(text.slice(0, one.start));
    if (joins(before, mention)) return [];
    return joins(mention, next)
      ? [{ ...mention, end: next!.end, text: text.slice(mention.start, next!.end) }]
      : [mention];
  });
}

/** "lost leads", “合格线索”: behind another stage, a lead is but a customer. */
function qualified(text: string, mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention, index) => {
    const before = mentions[index - 1];
    if (mention.is.type !== 'value' || before?.is.type !== 'value') return mention;
    const [place] = mention.is.of;
    const isSame = before.is.of.some(
      (other) => other.field === place?.field && other.kind === place.kind && other.value !== place.value,
    );
    const isBeside = /^\s*的?\s*$/u.test(text.slice(before.end, mention.start));
    const plural = /s$|线索/u.test(mention.text);
    return isSame && isBeside && place?.value === 'Lead'
      ? { ...mention, is: { type: 'kind' as const, kind: place.kind, plural } }
      : mention;
  });
}

/** All records whose names may stand in a text, and the products it is like; asked for at once. */
export const namesIn = (
  text: string,
  directory: Pick<Directory, 'find' | 'named'>,
): Promise<[ReadonlyMap<string, readonly Candidate[]>, readonly Candidate[]]> =>
  Promise.all([
    directory.named([...new Set([...possibleNames(text), ...possibleWholeNames(text)])]),
    productsLike(text, directory),
  ]);

function remembering(directory: Pick<Directory, 'find'>): Find {
  const known = new Map<string, Promise<Candidate[]>>();
  const look = async (text: string): Promise<Candidate[]> => {
    let nearest: Candidate[] = [];
    const [first, ...others] = namedKinds;
    const contacts = await directory.find(first, text);
    const isKnown = contacts.some(({ match }) => match === 'exact');
    const rest = isKnown ? [] : await Promise.all(others.map((kind) => directory.find(kind, text)));
    for (const [index, found] of [contacts, ...rest].entries()) {
      const kind = namedKinds[index];
      const exact = found.filter((candidate) => candidate.match === 'exact');
      if (exact.length > 0) return exact;
      if (kind === 'contact' || rankOf(found, text) > rankOf(nearest, text)) nearest = found;
    }
    const named = nearest.filter(({ kind, name }) => kind === 'product' && isOneOf(text, name));
    return named.length === 1 ? named.map(asExact) : nearest;
  };
  return (text) => {
    const key = text.toLowerCase();
    if (!known.has(key)) known.set(key, look(text));
    return known.get(key)!;
  };
}

/** Of the records that bear a name, those of the kind that is tried first. */
const firstOfKind =
  (called: Called): Called =>
  (name) => {
    const all = called(name);
    return all.filter(({ kind }) => kind === all[0]?.kind);
  };

const rankOf = (found: readonly Candidate[], text: string): number =>
  found.some((candidate) => candidate.match === 'strong')
    ? found.some(({ kind, name }) => kind === 'product' && isOneOf(text, name))
      ? 3
      : 2
    : found.length > 0
      ? 1
      : 0;

/** Whether a text is a product's whole name in one of the two languages it is named in. */
const isOneOf = (text: string, name: string): boolean =>
  name
    .split(/\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\p{Script=Latin})/u)
    .some((part) => folded(part) === folded(text));

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

/** Kinds whose records go by numbers: "T-1011", "#W1234567". */
const numberedKinds = ['ticket', 'order'];

/** Tickets and orders by their numbers. */
async function numbered(text: string, directory: Pick<Directory, 'find'>): Promise<Mention[]> {
  const written = Array.from(
    text.matchAll(/(?<![\p{Script=Latin}\d#@._-])#?[A-Z]{1,4}-?\d{3,}(?![\p{Script=Latin}\d@_-])/giu),
  );
  const found = await Promise.all(
    written.map(async (match) => {
      for (const kind of numberedKinds) {
        const candidates = await directory.find(kind, match[0]);
        const same = candidates.filter(({ name }) => folded(name) === folded(match[0]));
        if (same.length > 0) return [mention(match, { type: 'record', kind, candidates: same.map(asExact) })];
      }
      return [];
    }),
  );
  return found.flat();
}

const asExact = (candidate: Candidate): Candidate => ({ ...candidate, match: 'exact' });

const chinesePlaces = (text: string): Mention[] =>
  Array.from(text.matchAll(spokenPlaces), (match) => mention(match, { type: 'name' }));

function times(text: string, { today, fiscalYearStart }: WorkspaceDescription): Mention[] {
  const spans = parseDates(text, {
    now: `${today}T09:00`,
    language: detectLanguage(text),
    fiscalYearStart,
  });
  return spans
    .filter((span) => !isGloss(text, span, spans) && !isThatDay(span, spans))
    .map((read) => {
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

/** "next week (Mon to Sun)": days in brackets that only explain the days before them. */
const isGloss = (text: string, span: DateSpan, spans: readonly DateSpan[]): boolean => {
  const lastOf = (...signs: readonly string[]) =>
    Math.max(...signs.map((sign) => text.lastIndexOf(sign, span.start)));
  const open = lastOf('(', '（');
  return (
    open > lastOf(')', '）') &&
    spans.some((other) => other.end <= open && text.slice(other.end, open).trim() === '')
  );
};

/** “圣诞节当天”: right behind a day it is that day. */
const isThatDay = (span: DateSpan, spans: readonly DateSpan[]): boolean =>
  /^当[天日]$/u.test(span.text) && spans.some((other) => other !== span && other.end === span.start);

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

/** “提前三天”, "make it a week later": the length by which something moves, and no days of the past or to come. */
function shiftOf(text: string, span: DateSpan, today: string): DateSpan {
  const before = text.slice(0, span.start);
  const [, later] = /^(.+) (?:later|earlier|sooner)$/iu.exec(span.text) ?? [];
  const isMoved = later !== undefined && /\b(?:make|move|push|bump|shift|put)\b[^,.;]{0,24}$/iu.test(before);
  const moves = /^[前后]/u.test(span.text) && /[提延推往顺移挪拖]$/u.test(before);
  const words = isMoved ? later : span.text.slice(1);
  const start = isMoved ? span.start : span.start + 1;
  const [length] =
    isMoved || moves ? parseDates(words, { now: `${today}T09:00`, language: detectLanguage(words) }) : [];
  return length === undefined || (isMoved && length.kind !== 'duration')
    ? span
    : { ...length, start, end: start + words.length };
}

const free = (taken: readonly Mention[], start: number, end: number): boolean =>
  taken.every((other) => end <= other.start || start >= other.end);
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Text in quotation marks is somebody's words, unless it is nothing but a name or a value. */
function quotes(text: string, taken: readonly Mention[], terms: readonly Term[]): Mention[] {
  const pattern =
    /"([^"]{2,})"|“([^”]{2,})”|「([^」]{2,})」|《([^》]{2,})》|『([^』]{2,})』|‘([^’]{3,})’|(?<=^|[\s:：,，])'([^']{3,})'(?=$|[\s.,;!?，。])/gu;
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const inner = match
      .slice(1)
      .find((group) => group !== undefined)!
      .trim();
    const isTerm = terms.some((term) => term.phrase === folded(inner));
    const isTaken = taken.some(
      (other) =>
        folded(other.text) === folded(inner) ||
        (other.start === match.index && other.end === match.index + match[0].length),
    );
    return isTerm || isTaken ? [] : [mention(match, { type: 'quote', value: inner })];
  });
}

function spokenTerms(
  text: string,
  terms: readonly Term[],
  taken: readonly Mention[],
  about: string | undefined,
): Mention[] {
  const lower = text.replace(/[’‘]/g, "'").toLowerCase();
  const found: { at: Mention; needs: Term['needs'] }[] = [];
  const compounds = Array.from(lower.matchAll(compound), ({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
  }));
  for (const term of terms) {
    for (const start of placesOf(lower, term.phrase)) {
      const end = start + term.phrase.length;
      const isPart =
        term.is.type === 'value' && compounds.some((one) => start >= one.start && end <= one.end);
      if (isPart || !free(taken, start, end)) continue;
      found.push({ at: { start, end, text: text.slice(start, end), is: term.is }, needs: term.needs });
    }
  }
  const spoken = [
    ...withoutOverlaps(
      found.map(({ at }) => at).filter((at) => at.is.type === 'field' || at.is.type === 'kind'),
    ),
    ...taken.flatMap((at): Mention[] =>
      at.is.type === 'record' ? [{ ...at, is: { type: 'kind', kind: at.is.kind, plural: false } }] : [],
    ),
  ];
  const pointsBack = /\b(?:it|this|that)\b|它|这[个条]|那[个条]/u.test(lower);
  const isMeant = ({ kind, field }: NonNullable<Term['needs']>) =>
    pointsBack && kind === about && field === undefined;
  const met = found
    .filter(({ needs }) => needs === undefined || isSpokenOf(needs, spoken) || isMeant(needs))
    .map(({ at }) => at);
  return withoutOverlaps(met);
}

/** The desk and its work: "service" is no product in these words. */
const compound =
  /\b(?:customer|client|after-sales) service\b|\bservice (?:desk|team|level|report|requests?)\b|客户服务|售后服务|服务台|服务报告/gu;

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

const withNumbers = (text: string, mentions: readonly Mention[]): Mention[] =>
  withoutOverlaps([...mentions, ...numbersIn(text)]);

/** The amounts and numbers of a text. */
export function numbersIn(text: string): Mention[] {
  const amounts = parseAmounts(text).map(
    ({ start, end, text: written, value, currency }): Mention => ({
      start,
      end,
      text: written,
      is: { type: 'number', value, money: true, ...(currency !== undefined && { currency }) },
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
  return withoutOverlaps([...amounts, ...numbers]);
}
