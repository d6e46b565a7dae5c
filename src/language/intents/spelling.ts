import { foldText } from '../fold-text.ts';
import { spellingsNear } from '../spelling.ts';
import { tokenSpans } from '../tokens.ts';
import { isCounted } from './word-counts.ts';

/**
 * Puts words right that are one error away from a word of the texts learned from, the commonest of these, where
 * they are no words otherwise.
 */
export function spellingOf(texts: readonly string[]): (text: string) => string {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of latinWordsOf(foldText(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const speller = spellingsNear([...counts.keys()]);
  const countOf = (word: string): number => counts.get(word) ?? 0;
  return (text) => {
    const plain = foldText(text);
    let corrected = '';
    let from = 0;
    for (const { text: written, start, end, han } of tokenSpans(plain)) {
      const word = written.toLowerCase();
      if (han || counts.has(word) || !/^[a-z]{4,}$/.test(word) || isCounted(word)) continue;
      const [best] = speller.near(word).sort((one, other) => countOf(other) - countOf(one));
      if (best === undefined) continue;
      corrected += plain.slice(from, start) + best;
      from = end;
    }
    return corrected + plain.slice(from);
  };
}

const latinWordsOf = (text: string): string[] =>
  tokenSpans(text)
    .filter(({ han }) => !han)
    .map(({ text: word }) => word.toLowerCase());
