import { linesOf, type Span, sentencesOf, trimmed } from './sentences.ts';

/** A passage of a document: `text` is the document between `start` and `end`, word for word. */
export interface Chunk extends Span {
  /** The headings it stands under, outermost first. */
  headings: string[];
  text: string;
  /** What the text answers, where the document is a list of questions and answers: its innermost heading. */
  question?: string;
}

const longestChunk = 800;
/** An answer of a list of questions stays whole up to here. */
const longestAnswer = 4_000;
/** As people write headings, and as our readers do. */
const heading = /^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$/;
const ownHeading = /^(#{1,6}) (.+)$/;
const questionLevel = 2;
const fence = /^\s*(?:```|~~~)/;
const frontMatter = /^---\r?\n[\s\S]*?\n---[^\S\n]*(?:\r?\n|$)/;

/** How a text is cut: by whom its headings were written, and whether they are questions. */
export interface ChunkOptions {
  writtenBy?: 'people' | 'readers';
  questions?: boolean;
}

interface Section {
  headings: string[];
  /** Of its own heading; 0 before the first. */
  level: number;
  /** Paragraphs, lists, tables and code, each whole. */
  blocks: Span[];
}

/**
 * Cuts a Markdown text into passages of about 800 characters that never reach over a heading. A paragraph
 * that is longer is cut between sentences, a sentence that is longer is cut where it must. In a list of
 * questions an answer is one passage, up to 4,000 characters.
 */
export function chunksOf(text: string, options: ChunkOptions = {}): Chunk[] {
  return sectionsOf(text, options).flatMap(({ headings, level, blocks }) => {
    const question = options.questions && level === questionLevel ? headings.at(-1) : undefined;
    const longest = question === undefined ? longestChunk : longestAnswer;
    const pieces = blocks.flatMap((block) =>
      lengthOf(block) > longest ? piecesOf(text, block, longest) : [block],
    );
    return packed(pieces, longest).map(({ start, end }) => ({
      headings,
      start,
      end,
      text: text.slice(start, end),
      ...(question !== undefined && { question }),
    }));
  });
}

/** The first heading of the first level. */
export function titleOf(text: string): string | undefined {
  return linesOf(text)
    .map(({ start, end }) => heading.exec(text.slice(start, end)))
    .find((match) => match?.[1] === '#')?.[2];
}

function sectionsOf(text: string, { writtenBy = 'people' }: ChunkOptions): Section[] {
  const byPeople = writtenBy === 'people';
  const sections: Section[] = [{ headings: [], level: 0, blocks: [] }];
  const path: { level: number; title: string }[] = [];
  const contentStart = byPeople ? (frontMatter.exec(text)?.[0].length ?? 0) : 0;
  let inFence = false;
  let open: Span | undefined;
  for (const { start, end } of linesOf(text)) {
    if (start < contentStart) continue;
    const line = text.slice(start, end);
    if (byPeople && fence.test(line)) inFence = !inFence;
    const match = inFence ? null : (byPeople ? heading : ownHeading).exec(line);
    if (match) {
      const [, marks = '', title = ''] = match;
      while (path.length > 0 && path.at(-1)!.level >= marks.length) path.pop();
      path.push({ level: marks.length, title });
      sections.push({ headings: path.map((step) => step.title), level: marks.length, blocks: [] });
      open = undefined;
    } else if (line.trim() === '' && !inFence) {
      open = undefined;
    } else if (open) {
      open.end = end;
    } else {
      open = { start, end };
      sections.at(-1)!.blocks.push(open);
    }
  }
  return sections.map(({ blocks, ...section }) => ({
    ...section,
    blocks: blocks.map(({ start, end }) => trimmed(text, start, end)).filter((block) => lengthOf(block) > 0),
  }));
}

function piecesOf(text: string, block: Span, longest: number): Span[] {
  const sentences = sentencesOf(text.slice(block.start, block.end));
  const starts = sentences.map(({ start }) => block.start + start);
  starts[0] = block.start;
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? block.end;
    const pieces: Span[] = [];
    for (let from = start; from < end; from = pieces.at(-1)!.end)
      pieces.push({ start: from, end: Math.min(end, wholeCharacter(text, from + longest)) });
    return pieces
      .map((piece) => trimmed(text, piece.start, piece.end))
      .filter((piece) => lengthOf(piece) > 0);
  });
}

/** Joins neighbours as long as they fit into one chunk. */
function packed(pieces: readonly Span[], longest: number): Span[] {
  const chunks: Span[] = [];
  for (const { start, end } of pieces) {
    const last = chunks.at(-1);
    if (last && end - last.start <= longest) last.end = end;
    else chunks.push({ start, end });
  }
  return chunks;
}

const lengthOf = ({ start, end }: Span): number => end - start;

const wholeCharacter = (text: string, at: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
