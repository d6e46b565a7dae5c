import { chineseSegments, stem, tokenSpans } from '../language/index.ts';
import { remembering } from '../search/index.ts';

const longestTerm = 64;

/** Words of questions and of grammar, which say nothing of what a text is about. */
const englishGrammar = new Set(
  (
    'a an the of to in on at for from by with and or not no is are was were be been being am do does did doing ' +
    'have has had having i me my we our us you your he him his she her it its they them their this that these ' +
    'those what which who whom whose when where why how can could will would shall should may might must there ' +
    'here as if than then so about into over under up out off just also any some please tell get got much many ' +
    'want need know let take'
  )
    .split(' ')
    .map((word) => stem(word)),
);
const chineseGrammar = /[的了吗呢吧啊呀么什怎哪谁几您我你他她它们这那个之]/u;
const chineseAuxiliaries =
  /^[多少是为在有和与或及请问不没会能可以要想被把让给对从到由于其都也就还又很再如何否些]+$/u;
const englishQuestionWords = /\bhow (?:long|often|soon|fast|quickly|far)\b/giu;
const chineseQuestionWords = new RegExp(
  '可不可以|能不能|是不是|有没有|为什么|可以|能够|能否|可否|是否|需要|应该|多少|多久|多长|如何|请问|想要|希望|知道|告诉|' +
    `一下|以及|或者|还是|如果|关于|对于|${chineseGrammar.source}`,
  'gu',
);

const hanCharacter = /^\p{Script=Han}/u;
/** The first block that holds any. */
const firstHan = 0x2e80;
export const isHan = (term: string): boolean => term.charCodeAt(0) >= firstHan && hanCharacter.test(term);
export const isSingleHan = (term: string): boolean => term.length === 1 && isHan(term);

/** The stem of every word and every Han character of a text, in its order. */
export interface Units {
  units: string[];
  /** Whether a Han character directly follows the one at the same place. */
  joined: boolean[];
  /** Where each begins in the text, its compatibility forms unified (NFKC). */
  starts: number[];
}

const stemOf = remembering((word) => stem(word).slice(0, longestTerm), 50_000);

export function unitsOf(text: string): Units {
  const tokens = tokenSpans(text.normalize('NFKC'));
  return {
    units: tokens.map((token) =>
      token.han ? token.text : stemOf(token.text.toLowerCase().replaceAll('’', "'")),
    ),
    joined: tokens.map((token, index) => {
      const next = tokens[index + 1];
      return token.han && next?.han === true && token.end === next.start;
    }),
    starts: tokens.map(({ start }) => start),
  };
}

/**
 * The words that say what a passage is about, with their number: English by the stem, Han characters in
 * pairs and one by one.
 */
export const termsOf = (passage: string): Map<string, number> => termsOfUnits(unitsOf(passage));

function termsOfUnits(read: Omit<Units, 'starts'>): Map<string, number> {
  return countTerms(read.units, contentOf(read));
}

/** The terms of a text by its units and what `contentOf` makes of these, with their number. */
export function countTerms(
  units: readonly string[],
  content: readonly (string | undefined)[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of content) if (term !== undefined) counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const unit of units) if (isHan(unit)) counts.set(unit, 1);
  return counts;
}

/** How long a passage is: in words that say what it is about, Han characters and their pairs. */
export function lengthOf(passage: string): number {
  let length = 0;
  for (const count of termsOf(passage).values()) length += count;
  return length;
}

/**
 * The words a question asks by: English stems, Han characters in pairs and one by one; with each whether more
 * than the asking itself is in it, as in “如何” there is not.
 */
export function termsAsked(question: string): Map<string, boolean> {
  const meant = termsOf(withoutQuestionWords(question));
  return new Map(Array.from(termsOf(question).keys(), (term) => [term, meant.has(term)]));
}

/** The words that say what a question asks about: a Han character alone only where no other stands beside it. */
export const termsMeant = (question: string): string[] => [
  ...new Set(contentOf(unitsOf(withoutQuestionWords(question))).filter((term) => term !== undefined)),
];

/** Words for what a document is: what a question asks about stands beside them. */
const ofDocuments = new Set([
  ...'policy policies rule rules information info detail details term terms condition conditions'
    .split(' ')
    .map((word) => stem(word)),
  ...'政策 规定 规则 条款 信息 详情 情况 内容 介绍 说明'.split(' '),
]);

/**
 * The things a question speaks of, a term each: of Chinese the pairs that no two words have come together in,
 * and what a document is called only where nothing else is asked about.
 */
export function thingsMeant(question: string): string[] {
  const text = withoutQuestionWords(question);
  const read = unitsOf(text);
  const cuts = cutsBetweenWords(text);
  const things = new Set(
    contentOf(read).filter(
      (term, index): term is string =>
        term !== undefined && !(read.joined[index] && cuts.has(read.starts[index + 1]!)),
    ),
  );
  const others = [...things].filter((term) => !ofDocuments.has(term));
  return others.length > 0 ? others : [...things];
}

/** Where two Chinese words meet that are no single characters, but for auxiliary ones. */
function cutsBetweenWords(text: string): Set<number> {
  const cuts = new Set<number>();
  let before = '';
  for (const { segment, index } of chineseSegments(text)) {
    if (isWord(before) && isWord(segment)) cuts.add(index);
    before = segment;
  }
  return cuts;
}

const isWord = (segment: string): boolean =>
  isHan(segment) && (segment.length > 1 || chineseAuxiliaries.test(segment));

const withoutQuestionWords = (question: string): string =>
  question.normalize('NFKC').replace(englishQuestionWords, ' ').replace(chineseQuestionWords, ' ');

/** What each unit says of what a text is about: its stem, or the pair of Han characters it begins; else undefined. */
export const contentOf = ({ units, joined }: Omit<Units, 'starts'>): (string | undefined)[] =>
  units.map((unit, index) => {
    if (!isHan(unit)) return englishGrammar.has(unit) ? undefined : unit;
    const term = joined[index] ? unit + units[index + 1]! : joined[index - 1] ? undefined : unit;
    return term && !chineseGrammar.test(term) && !chineseAuxiliaries.test(term) ? term : undefined;
  });

/**
 * How much a term tells: the inverse document frequency of BM25. A term no passage holds counts like one
 * that a single passage holds.
 */
export const weightOf = (passages: number, holders: number): number =>
  Math.log(1 + (passages - Math.max(1, holders) + 0.5) / (Math.max(1, holders) + 0.5));
