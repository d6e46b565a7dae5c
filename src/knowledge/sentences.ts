/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

const sentenceEnd = /[。！？；…]+[”’」』）)]*|[.!?]+["'”’)\]]*(?=\s|$)/gu;
const abbreviation =
  /(?:^|[\s(])(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|No|Inc|Ltd|Co|Corp|approx|Fig|Vol|dept|est)$/;
const newItem = /^\s*(?:[-*+•|>]|\d+[.)、]|[（(]?[一二三四五六七八九十]+[)）、])\s*/u;
const rule = /^[\s|:*_=-]*$/;
const fence = /^\s*(?:```|~~~)/;

/** The sentences of a Markdown text, in English and Chinese; a list item or a row of a table ends where its line ends. */
export function sentencesOf(text: string): Span[] {
  return unitsOf(text).flatMap(({ start, end }) => splitAtSentenceEnds(text, start, end));
}

/** Paragraphs, list items and rows, without the heads of tables: what a sentence never reaches beyond. */
function unitsOf(text: string): Span[] {
  const units: Span[] = [];
  let open: Span | undefined;
  for (const line of linesOf(text)) {
    const words = text.slice(line.start, line.end);
    const marker = newItem.exec(words)?.[0].length ?? 0;
    if (rule.test(words) || fence.test(words)) {
      if (open && words.includes('|')) units.pop();
      open = undefined;
    } else if (open && marker === 0) {
      open.end = line.end;
    } else {
      open = { start: line.start + marker, end: line.end };
      units.push(open);
    }
  }
  return units;
}

/** The lines of a text without their ends. */
export function linesOf(text: string): Span[] {
  return Array.from(text.matchAll(/[^\r\n]+|(?<=\n)(?=\r?\n)/g), ({ 0: line, index }) => ({
    start: index,
    end: index + line.length,
  }));
}

function splitAtSentenceEnds(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  const unit = text.slice(start, end);
  let from = 0;
  for (const { 0: mark, index } of unit.matchAll(sentenceEnd)) {
    if (mark === '.' && abbreviation.test(unit.slice(from, index))) continue;
    spans.push(trimmed(text, start + from, start + index + mark.length));
    from = index + mark.length;
  }
  spans.push(trimmed(text, start + from, end));
  return spans.filter((span) => span.end > span.start);
}

/** A span without the blanks at its ends. */
export function trimmed(text: string, start: number, end: number): Span {
  const words = text.slice(start, end);
  const lead = words.length - words.trimStart().length;
  return lead === words.length
    ? { start, end: start }
    : { start: start + lead, end: start + words.trimEnd().length };
}
