import { sentencesOf } from '../../knowledge/index.ts';

/** A sentence with its place in the text (UTF-16 offsets, end exclusive), and who said it. */
export interface Unit {
  text: string;
  start: number;
  end: number;
  speaker?: string;
}

/** What a text is: who said what, or one voice. */
export interface ReadText {
  kind: 'dialogue' | 'document';
  units: Unit[];
}

const turn = /^[ \t]*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]*)?([^\s:：\n][^:：\n]{0,39})[:：][ \t]*(?=\S)/u;
const fewestTurns = 3;
const leastShare = 0.6;
const mostSpeakers = 12;

/** The sentences of a text; of a transcript with who said each. */
export function readUnits(text: string): ReadText {
  const lines = linesOf(text).filter(({ end, start }) => end > start);
  const turns = lines.map(({ start, end }) => turn.exec(text.slice(start, end)));
  const speakers = new Set(turns.flatMap((match) => (match ? [match[1]!.trim()] : [])));
  const spoken = turns.filter((match) => match !== null).length;
  const isDialogue =
    spoken >= fewestTurns &&
    spoken >= leastShare * lines.length &&
    speakers.size <= Math.min(mostSpeakers, spoken / 1.5);
  if (!isDialogue) return { kind: 'document', units: sentencesIn(text, 0, text.length) };
  const units: Unit[] = [];
  let speaker: string | undefined;
  for (const [index, { start, end }] of lines.entries()) {
    const match = turns[index];
    if (match) speaker = match[1]!.trim();
    const said = sentencesIn(text, start + (match?.[0].length ?? 0), end);
    units.push(...said.map((unit) => ({ ...unit, ...(speaker !== undefined && { speaker }) })));
  }
  return { kind: 'dialogue', units };
}

const sentencesIn = (text: string, from: number, to: number): Unit[] =>
  sentencesOf(text.slice(from, to)).map(({ start, end }) => ({
    text: text.slice(from + start, from + end),
    start: from + start,
    end: from + end,
  }));

function linesOf(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(/[^\r\n]+/gu), ({ 0: line, index }) => {
    const lead = line.length - line.trimStart().length;
    return { start: index + lead, end: index + line.trimEnd().length };
  });
}
