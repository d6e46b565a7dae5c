import { parseAmounts } from '../language/index.ts';
import type { Passage } from './answer.ts';
import type { Asked } from './asked.ts';
import { coverageBy } from './ranking/features.ts';
import { sentencesOf } from './sentences.ts';
import { isHan, termsMeant, termsOf } from './words.ts';

const asksPrice =
  /\bhow much\W*(?:$|(?:is|are|was|were|would|will)\b|for\b)|\b(?:what|how much)\b.*\b(?:costs?|charges?)\b|\b(?:price|cost)s? (?:of|for)\b|\bwhat(?:['’]s| is| are) the (?:price|cost|fee|rate|charge)s?\b|\bhow expensive\b|(?<![剩存转取借贷花付])(?:多少|几块)钱(?!以)|(?:怎么|如何|怎样)(?:收费|卖)|收费标准|什么价|(?:价格|价钱|费用|收费|学费|运费|租金)(?:大概|一般)?(?:是|要|为)?多少/iu;
const priceWords = new Set(
  termsMeant('cost costs price prices priced fee fees charge charges charged rate rates pay expensive'),
);
/** Of a price or of one piece, in Chinese: 钱, 一节. */
const ofPrice = /[钱费价一]/u;
const tellsOfPrice =
  /\b(?:costs?|prices?|priced|fees?|charge[sd]?|free|rs\.?|paid|%)\b|\bper ?cent\b|[\d.]\s*[%％]|收费|免费|价格|费用|价|费|百分之/iu;
const rowOfTable = /\|/;

/** A sentence speaks of the thing whose price is asked by more than this, by weight. */
const halfOfThing = 0.5;
/** Of a longer question not every word is of the thing; two pairs of Han characters count as one. */
const mostWords = 4;

/**
 * Tells the passages that hold a price of what a question asks the price of: a sentence or a row of a table
 * with a sum or a word for one, that speaks of the thing together with the headings above it.
 *
 * @param weights  of the terms of the question
 * @returns undefined where no price of anything is asked, or among much else
 */
export function pricing(
  asked: Asked,
  weights: ReadonlyMap<string, number>,
): ((passage: Passage) => boolean) | undefined {
  if (!asksPrice.test(asked.question)) return undefined;
  const things = asked.concepts.filter(({ ways }) => !ways.some(isOfPrice));
  const words = things.reduce((sum, { ways: [[term = ''] = []] }) => sum + (isHan(term) ? 0.5 : 1), 0);
  if (things.length === 0 || words > mostWords) return undefined;
  const characters = things
    .flatMap(({ ways: [[term = ''] = []] }) => (isHan(term) ? [...term] : []))
    .map((character) => ({ ways: [[character]] }));
  const measures = [things, characters].map((concepts) =>
    coverageBy({ asked: { ...asked, concepts }, weights }),
  );
  return ({ document, headings, text, question }) =>
    sentencesOf(text).some(({ start, end }) => {
      const sentence = text.slice(start, end);
      if (!holdsPrice(sentence, text)) return false;
      const terms = termsOf([document.title, ...headings, question ?? '', sentence].join('\n'));
      return measures.some((speaksOf) => speaksOf(terms) > halfOfThing);
    });
}

const isOfPrice = (way: readonly string[]): boolean =>
  way.every((term) => priceWords.has(term) || (isHan(term) && ofPrice.test(term)));

const holdsPrice = (sentence: string, passage: string): boolean =>
  tellsOfPrice.test(sentence) ||
  parseAmounts(sentence).length > 0 ||
  (rowOfTable.test(sentence) && /\d/.test(sentence) && tellsOfPrice.test(passage));
