import { shareElsewhere } from '../../language/index.ts';
import type { Asked } from '../asked.ts';

/** Words of texts of all kinds that count as read beside the documents, so that a few documents tell little. */
const readBeforehand = 100;
const wordsCompared = 2;

/**
 * How much more often a term stands here than in texts of all kinds: the logarithm of the ratio.
 *
 * @param holders  passages that hold it
 * @param terms  of all passages together
 */
export function atHome(term: string, holders: number, terms: number): number {
  const elsewhere = shareElsewhere(term);
  return Math.log((holders + readBeforehand * elsewhere) / (terms + readBeforehand) / elsewhere);
}

/**
 * How much at home the words are that a question shares with a text: the mean of the two that are most, none
 * below 0.
 *
 * @param ofTerms  how much each term of the question is
 */
export function sharedAtHome(
  { concepts }: Asked,
  ofTerms: ReadonlyMap<string, number>,
): (terms: { has(term: string): boolean }) => number {
  const ways = concepts.map((concept) =>
    concept.ways.map((way) => ({
      way,
      weight: Math.max(0, meanOf(way.map((term) => ofTerms.get(term) ?? 0))),
    })),
  );
  return (terms) => {
    const shared = ways.map((each) =>
      Math.max(
        0,
        ...each.map(({ way, weight }) => weight * meanOf(way.map((term) => Number(terms.has(term))))),
      ),
    );
    return meanOf(shared.toSorted((one, other) => other - one).slice(0, wordsCompared));
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
