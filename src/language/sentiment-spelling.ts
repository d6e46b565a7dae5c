import { foldText } from './fold-text.ts';
import { isCounted, shareElsewhere } from './intents/word-counts.ts';
import { charactersOf, soundOf } from './sounds.ts';
import { stem } from './stem.ts';
import { type Token, tokenSpans } from './tokens.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
/** Shorter words are too near to too many others, longer ones are none. */
const isPlainWord = /^[a-z]{5,20}$/;
/** Of all words in texts of all kinds, the share that a word must have to be taken for what was meant. */
const common = 3e-5;
const isName = /^\p{Lu}\p{Ll}/u;
const isSyllable = /^[a-z]{1,6}$/;
/** A character is read as another where so many more of the n-grams over it are known. */
const clearly = 2;

/**
 * Reads words and characters that a model cannot know as those they were meant to be: English words one error away
 * from a common one, and Han characters, or their sounds in letters, as characters of that sound that are known
 * between their neighbours. Names in capitals stay, and so does what is known.
 *
 * @param learned  whether a stemmed word or a run of Han characters was learned
 * @returns what puts a text right; it comes back in lower case where anything is changed
 */
export function sentimentSpelling(learned: (feature: string) => boolean): (text: string) => string {
  const knows = (gram: string): boolean => learned(gram) || isCounted(gram);
  return (text) => {
    const plain = foldText(text);
    const tokens = tokenSpans(plain);
    const written = tokens.map(({ text: word }) => word);
    const names = new Set(
      tokenSpans(text).flatMap(({ text: word }) => (isName.test(word) ? foldText(word) : [])),
    );
    tokens.forEach((token, place) => {
      const { text: word } = token;
      if (token.han || isSoundAmongHan(tokens, place))
        written[place] = likelierCharacter(tokens, written, place, knows);
      else if (isPlainWord.test(word) && !names.has(word) && !learned(stem(word)) && !isCounted(word))
        written[place] = commonWordNear(word) ?? word;
    });
    if (written.every((word, place) => word === tokens[place]!.text)) return text;
    const between = tokens.map(({ end }, place) => plain.slice(end, tokens[place + 1]?.start));
    return plain.slice(0, tokens[0]!.start) + written.map((word, place) => word + between[place]!).join('');
  };
}

/** The commonest word that one error makes this one of. */
function commonWordNear(word: string): string | undefined {
  let best: string | undefined;
  let most = common;
  for (const other of oneErrorAway(word)) {
    if (!isCounted(other)) continue;
    const share = shareElsewhere(stem(other));
    if (share > most) [best, most] = [other, share];
  }
  return best;
}

/** Words with two letters swapped, one left out, changed or added; the first one stays. */
function* oneErrorAway(word: string): Generator<string> {
  for (let place = 1; place < word.length; place++) {
    const [before, letter, after] = [word.slice(0, place), word[place]!, word.slice(place + 1)];
    yield before + after;
    if (after !== '') yield before + after[0] + letter + after.slice(1);
    for (const other of letters) {
      yield before + other + letter + after;
      yield before + other + after;
    }
  }
}

const isSoundAmongHan = (tokens: readonly Token[], place: number): boolean =>
  isSyllable.test(tokens[place]!.text) && (isJoined(tokens, place - 1) || isJoined(tokens, place));

/** Whether nothing stands between a token and the next, and one of them at least is Han. */
function isJoined(tokens: readonly Token[], place: number): boolean {
  const [one, next] = [tokens[place], tokens[place + 1]];
  return one !== undefined && next !== undefined && one.end === next.start && (one.han || next.han);
}

function likelierCharacter(
  tokens: readonly Token[],
  written: readonly string[],
  place: number,
  knows: (feature: string) => boolean,
): string {
  const token = written[place]!;
  const isHan = tokens[place]!.han;
  const now = isHan ? gramsKnown(tokens, written, place, token, knows) : { pairs: 0, all: -1 };
  if (now.pairs > 0) return token;
  let best = token;
  let most = now.all + clearly - 1;
  for (const other of charactersOf(isHan ? soundOf(token) : token)) {
    const { all } = gramsKnown(tokens, written, place, other, knows);
    if (all > most) [best, most] = [other, all];
  }
  return best;
}

/** How many of the pairs and triples over a place are known, with this character in it. */
function gramsKnown(
  tokens: readonly Token[],
  written: readonly string[],
  place: number,
  character: string,
  knows: (feature: string) => boolean,
): { pairs: number; all: number } {
  const gram = (from: number, length: number): number => {
    if (tokens[from] === undefined) return 0;
    for (let at = from; at < from + length - 1; at++) if (!isJoined(tokens, at)) return 0;
    const run = Array.from({ length }, (_, offset) =>
      from + offset === place ? character : written[from + offset]!,
    );
    return Number(knows(run.join('')));
  };
  const pairs = gram(place - 1, 2) + gram(place, 2);
  return { pairs, all: pairs + gram(place - 2, 3) + gram(place - 1, 3) + gram(place, 3) };
}
