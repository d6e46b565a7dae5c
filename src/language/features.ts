import { tokenSpans } from './tokens.ts';

/** Lengths of n-grams, both ends included. */
export type Lengths = readonly [shortest: number, longest: number];

/** Which n-grams of a text a model sees; a kind left out is not used. */
export interface FeatureOptions {
  /** N-grams of words (English words, numbers). */
  words?: Lengths;
  /** N-grams of characters inside a word with its borders: forgives inflection and typing errors. */
  characters?: Lengths;
  /** N-grams of Han characters inside a run. */
  han?: Lengths;
  /** Also mark each English word that stands after a negation in the same clause. */
  negation?: boolean;
}

const negations = new Set([
  "n't",
  'not',
  'no',
  'never',
  'without',
  'nor',
  'neither',
  'cannot',
  'nothing',
  'hardly',
  'barely',
]);
const clauseEnd = /[.,;:!?，。；：！？]|\b(?:but|however|although|though)\b/iu;

/** The distinct n-grams of a text, readable: words joined by spaces, `_` for a word's border, `¬` after a negation. */
export function extractFeatures(text: string, options: FeatureOptions): string[] {
  const normal = text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  const features = new Set<string>();
  for (const run of runsOf(normal)) {
    const lengths = run.han ? options.han : options.words;
    if (lengths !== undefined) addRuns(features, run.units, lengths, run.han ? '' : ' ');
    if (run.han || options.characters === undefined) continue;
    for (const word of run.units) addRuns(features, [...`_${word}_`], options.characters, '');
  }
  if (options.negation === true) for (const word of negatedWords(normal)) features.add(`¬${word}`);
  return [...features];
}

interface Run {
  han: boolean;
  units: string[];
}

/** Neighbouring words, and unbroken Han characters, in reading order. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let end = -1;
  for (const token of tokenSpans(text)) {
    const last = runs.at(-1);
    const units = token.han ? [token.text] : splitContraction(token.text);
    if (last !== undefined && last.han === token.han && (!token.han || end === token.start))
      last.units.push(...units);
    else runs.push({ han: token.han, units });
    end = token.end;
  }
  return runs;
}

function addRuns(
  features: Set<string>,
  units: readonly string[],
  [shortest, longest]: Lengths,
  joint: string,
): void {
  for (let start = 0; start < units.length; start++) {
    for (let length = shortest; length <= longest && start + length <= units.length; length++) {
      features.add(units.slice(start, start + length).join(joint));
    }
  }
}

function splitContraction(word: string): string[] {
  const split = /^(.+?)(n't|'(?:s|re|ve|ll|d|m))$/.exec(word);
  return split === null ? [word] : [split[1]!, split[2]!];
}

function negatedWords(text: string): string[] {
  return text.split(clauseEnd).flatMap((clause) => {
    const words = tokenSpans(clause).flatMap((token) => (token.han ? [] : splitContraction(token.text)));
    const negation = words.findIndex((word) => negations.has(word));
    return negation < 0 ? [] : words.slice(negation + 1, negation + 6);
  });
}
