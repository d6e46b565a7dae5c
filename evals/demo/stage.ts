import type { Language } from '../../src/language/index.ts';

export type Phrase = Readonly<Record<Language, string>>;
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where the show is given: a terminal, a pipe or a test. */
export interface Stage {
  /** The language of the frame; the conversation is in both. */
  language: Language;
  /** Width of the terminal in columns. */
  columns: number;
  print(line: string): void;
  style(style: Style, text: string): string;
  /** Tells beside the show what is under way and how far it is, from 0 to 1; nothing, once nothing is. */
  progress(what?: string, share?: number): void;
}

/**
 * Text broken into lines of at most so many columns, where a Chinese character takes two. Lines break between
 * words and between Chinese characters; what is longer than a line stays whole.
 */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const piece of paragraph.match(pieces) ?? []) {
      if (line !== '' && widthOf(line) + widthOf(piece.trimEnd()) > columns) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += line === '' ? piece.trimStart() : piece;
    }
    return [...lines, line.trimEnd()];
  });
}

/** Text cut to so many characters, with a mark where it was. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** A Chinese character with the punctuation after it, or a run of anything else with the spaces after it. */
const pieces =
  /[\u2e80-\u9fff\uf900-\ufaff][，。；：、！？）”》…]*|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|\s+/gu;

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
