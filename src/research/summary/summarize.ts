import type { Statement } from '../statements.ts';
import { chooseSentences } from './choose.ts';
import { readUnits, type Unit } from './units.ts';

/** A sentence of a summary, word for word, and where it stands. */
export interface SummarySentence {
  text: string;
  speaker?: string;
  /** Its place in the text (UTF-16 offsets, end exclusive). */
  start?: number;
  end?: number;
  /** The record it stands in, and of which day. */
  id?: string;
  on?: string;
  untrusted?: true;
}

/** A text in a few of its own sentences. */
export interface Summary {
  kind: 'dialogue' | 'document' | 'timeline';
  sentences: SummarySentence[];
  /** How many sentences the text has. */
  of: number;
}

const [fewest, most] = [2, 8];

/** The sentences of a text, in its order. */
export const unitsOf = (text: string): Unit[] => readUnits(text).units;

/** @param count how many sentences; by default about one in seven, from 2 to 8 */
export function summarizeText(text: string, count?: number): Summary {
  const { kind, units } = readUnits(text);
  const chosen = chooseSentences(units, { count: count ?? lengthFor(units.length), kind });
  return { kind, sentences: chosen.map((place) => units[place]!), of: units.length };
}

/** What was said over time, the newest weighing most. */
export function summarizeTimeline(statements: readonly Statement[], count?: number): Summary {
  const sentences = statements.flatMap(({ text, id, on, untrusted }) =>
    readUnits(text).units.map(
      ({ start: _start, end: _end, ...unit }): SummarySentence => ({
        ...unit,
        ...(id !== undefined && { id }),
        ...(on !== undefined && { on }),
        ...(untrusted && { untrusted }),
      }),
    ),
  );
  const chosen = chooseSentences(sentences, {
    count: count ?? lengthFor(sentences.length),
    kind: 'timeline',
  });
  return { kind: 'timeline', sentences: chosen.map((place) => sentences[place]!), of: sentences.length };
}

const lengthFor = (sentences: number): number => Math.min(most, Math.max(fewest, Math.round(sentences / 7)));
