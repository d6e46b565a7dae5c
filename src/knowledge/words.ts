import { stem, tokenize } from '../language/index.ts';

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
    .map(stem),
);
const chineseGrammar = /[的了吗呢吧啊呀么什怎哪谁几您我你他她它们这那个之]/u;
const chineseAuxiliaries =
  /^[多少是为在有和与或及请问不没会能可以要想被把让给对从到由于其都也就还又很再如何否些]+$/u;
const chineseQuestionWords = new RegExp(
  '可不可以|能不能|是不是|有没有|为什么|可以|能够|能否|可否|是否|需要|应该|多少|多久|多长|如何|请问|想要|希望|知道|告诉|' +
    `一下|以及|或者|还是|如果|关于|对于|${chineseGrammar.source}`,
  'gu',
);

const isHan = (term: string): boolean => /^\p{Script=Han}/u.test(term);

/**
 * The words that say what a passage is about, with their number: English by the stem, Han characters in
 * pairs and one by one.
 */
export function termsOf(passage: string): Map<string, number> {
  const singles = tokenize(passage, 'characters').filter(isHan);
  return countsOf([...contentOf(passage), ...new Set(singles)]);
}

/** How long a passage is, in words or pairs of Han characters that say what it is about. */
export const lengthOf = (passage: string): number => contentOf(passage).length;

/** The words that say what a question asks about: a Han character alone only where no other stands beside it. */
export function termsAsked(question: string): string[] {
  return [...new Set(contentOf(question.normalize('NFKC').replace(chineseQuestionWords, ' ')))];
}

function contentOf(text: string): string[] {
  return tokenize(text)
    .map((token) => stem(token).slice(0, longestTerm))
    .filter((term) =>
      isHan(term) ? !chineseGrammar.test(term) && !chineseAuxiliaries.test(term) : !englishGrammar.has(term),
    );
}

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/**
 * How much a term tells: the inverse document frequency of BM25. A term no passage holds counts like one
 * that a single passage holds.
 */
export const weightOf = (passages: number, holders: number): number =>
  Math.log(1 + (passages - Math.max(1, holders) + 0.5) / (Math.max(1, holders) + 0.5));
