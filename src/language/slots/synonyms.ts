import { createLexicon } from './lexicon.ts';
import { type AnnotatedDialogue, dontcare, type Ontology } from './ontology.ts';
import { isValue, readTurn } from './turn.ts';
import type { Word } from './words.ts';

const longestPhrase = 3;
const leastCount = 2;
const leastPrecision = 0.9;

/**
 * Adds to an ontology the wordings of values that dialogues show: phrases of turns in which a value became the
 * wish though nobody had named it, and which hardly ever stand in other turns.
 */
export function learnSynonyms(ontology: Ontology, dialogues: readonly AnnotatedDialogue[]): Ontology {
  const lexicon = createLexicon(ontology);
  const seen = new Map<string, number>();
  const unnamed = new Map<string, Map<string, number>>();
  for (const dialogue of dialogues) {
    let before: AnnotatedDialogue[number]['state'] = {};
    for (const { state, requests: _, ...exchange } of dialogue) {
      const turn = readTurn(exchange, lexicon);
      const phrases = phrasesOf(turn.user.words);
      const named = new Set(
        [...turn.user.mentions, ...turn.system.mentions]
          .filter(isValue)
          .map((mention) => keyOf(mention.slot, mention.value)),
      );
      const news = Object.entries(state).filter(
        ([slot, value]) => before[slot] !== value && value !== dontcare,
      );
      const missing = news.map(([slot, value]) => keyOf(slot, value)).filter((key) => !named.has(key));
      for (const phrase of phrases) {
        seen.set(phrase, (seen.get(phrase) ?? 0) + 1);
        const meant = unnamed.get(phrase) ?? new Map<string, number>();
        for (const key of missing) meant.set(key, (meant.get(key) ?? 0) + 1);
        unnamed.set(phrase, meant);
      }
      before = state;
    }
  }
  const learned = [...unnamed].flatMap(([phrase, meant]) =>
    [...meant]
      .filter(([, count]) => count >= leastCount && count / seen.get(phrase)! >= leastPrecision)
      .map(([key]) => ({ key, phrase })),
  );
  const byValue = Map.groupBy(learned, ({ key }) => key);
  return {
    slots: ontology.slots.map((slot) => ({
      ...slot,
      ...(slot.values && {
        values: slot.values.map(({ value, synonyms }) => {
          const more = (byValue.get(keyOf(slot.name, value)) ?? []).map(({ phrase }) => phrase);
          return more.length === 0
            ? { value, ...(synonyms && { synonyms }) }
            : { value, synonyms: { ...synonyms, en: [...(synonyms?.en ?? []), ...more] } };
        }),
      }),
    })),
  };
}

const keyOf = (slot: string, value: string): string => `${slot}\n${value}`;

function phrasesOf(words: readonly Word[]): Set<string> {
  return new Set(
    words.flatMap((_, start) =>
      Array.from({ length: Math.min(longestPhrase, words.length - start) }, (_, more) =>
        words
          .slice(start, start + more + 1)
          .map(({ text }) => text)
          .join(' '),
      ),
    ),
  );
}
