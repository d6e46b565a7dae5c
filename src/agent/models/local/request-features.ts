import type { Clause } from './clause.ts';
import { isA, type Mention } from './mention.ts';

/** A word of a request, or the sign of what is known there. */
interface Sign {
  text: string;
  /** The number of the mention it stands for. */
  mention?: number;
}

/** A request as its reader sees it: which words it has, and what kind of thing is named where, but not which one. */
export interface Signs {
  mentions: readonly Mention[];
  clauses: readonly Clause[];
  line: readonly Sign[];
  kinds: readonly string[];
}

const longest = { en: 3, zh: 4 } as const;
/** How far around a mention words are seen in their places, and how far anywhere. */
const near = 5;
const around = 8;
const most = 5;
const ends = /^[.!?;…。！？；]$/u;
const pauses = /^[,:–—，、：-]$/u;

/** A text with the sign of its kind in place of everything known. */
export function signsOf(text: string, mentions: readonly Mention[], clauses: readonly Clause[]): Signs {
  const kinds = mentions.map(kindOf);
  const ends = [0, ...mentions.map(({ end }) => end)];
  const line = ends.flatMap((end, index): Sign[] => {
    const words = wordsIn(text.slice(end, mentions[index]?.start)).map((word) => ({ text: word }));
    return index < mentions.length ? [...words, { text: `<${kinds[index]}>`, mention: index }] : words;
  });
  return { mentions, clauses, line, kinds };
}

const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘]/gu, "'")
    .match(/[a-z]+(?:'[a-z]+)?|\d+|\p{Script=Han}|[^\s\p{L}\p{N}]/gu) ?? [];

/** What a mention is: a value and a field by the field, a record by its kind. */
function kindOf({ is }: Mention): string {
  if (is.type === 'value' || is.type === 'field') {
    const place = is.of.find(({ kind }) => kind === 'contact') ?? is.of[0];
    return `${is.type}:${place?.field ?? ''}`;
  }
  if (is.type === 'record') return `record:${is.kind}`;
  return is.type === 'kind' && is.plural ? 'kinds' : is.type;
}

/** What tells what is wanted by a request: its runs of signs, what is named in it and how many records. */
export function requestFeatures({ line, kinds, mentions, clauses }: Signs): Set<string> {
  const texts = ['^', ...line.map(({ text }) => text), '$'];
  const lengths = longest[clauses[0]?.language ?? 'en'];
  const features = new Set<string>([`records ${countOf(mentions)}`]);
  for (let length = 1; length <= lengths; length++)
    for (let start = 0; start + length <= texts.length; start++)
      features.add(texts.slice(start, start + length).join(' '));
  for (const [index, text] of texts.entries())
    if (index === 1 || ends.test(texts[index - 1]!)) {
      features.add(`opens ${text}`);
      features.add(`opens ${text} ${texts[index + 1]}`);
    } else if (pauses.test(texts[index - 1]!)) {
      features.add(`follows ${text}`);
      features.add(`follows ${text} ${texts[index + 1]}`);
    }
  const present = [...new Set(kinds)].sort();
  for (const kind of present) features.add(`has ${kind}`);
  for (const [index, kind] of present.entries())
    for (const other of present.slice(index + 1)) features.add(`has ${kind} ${other}`);
  return features;
}

/**
 * What tells the part of one mention in a request: the signs around it, where it stands among the others and in which
 * clause, each by itself and for its kind.
 *
 * @param isThere  whether the one record named has this value already; undefined where that cannot be said
 */
export function mentionFeatures(signs: Signs, index: number, isThere?: boolean): Set<string> {
  const { line, kinds, mentions, clauses } = signs;
  const at = line.findIndex(({ mention }) => mention === index);
  const side = (texts: string[], edge: string) =>
    [...texts, ...Array<string>(around).fill(edge)].slice(0, around);
  const left = side(
    line
      .slice(0, at)
      .map(({ text }) => text)
      .reverse(),
    '^',
  );
  const right = side(
    line.slice(at + 1).map(({ text }) => text),
    '$',
  );
  const kind = kinds[index]!;
  const same = kinds.flatMap((other, position) => (other === kind ? [position] : []));
  const start = mentions[index]!.start;
  const clause = Math.max(
    0,
    clauses.findIndex((one) => one.start <= start && start < one.end),
  );
  const seen = [
    '',
    ...left.slice(0, near).map((text, distance) => `-${distance} ${text}`),
    ...right.slice(0, near).map((text, distance) => `+${distance} ${text}`),
    ...left.map((text) => `before ${text}`),
    ...right.map((text) => `behind ${text}`),
    `-- ${left[1]} ${left[0]}`,
    `++ ${right[0]} ${right[1]}`,
    `--- ${left[2]} ${left[1]} ${left[0]}`,
    `+++ ${right.slice(0, 3).join(' ')}`,
    `-+ ${left[0]} ${right[0]}`,
    `--+ ${left[1]} ${left[0]} ${right[0]}`,
    `-++ ${left[0]} ${right[0]} ${right[1]}`,
    `last ${kinds[index - 1]}`,
    `next ${kinds[index + 1]}`,
    `place ${same.indexOf(index)} of ${same.length}`,
    `number ${Math.min(index, most)} of ${Math.min(kinds.length, most + 1)}`,
    ...kinds.filter((_, other) => other !== index).map((other) => `with ${other}`),
    `records ${countOf(mentions)}`,
    ...(index === kinds.length - 1 ? ['the last'] : []),
    `clause ${Math.min(clause, 3)} of ${Math.min(clauses.length, 4)}`,
    ...(clause === clauses.length - 1 ? ['last clause'] : []),
    ...wordsIn(clauses[clause]?.text ?? '').map((word) => `beside ${word}`),
    ...(isThere === undefined ? [] : [`is there ${isThere}`]),
  ];
  return new Set(seen.flatMap((feature) => [feature, `${kind} ${feature}`]));
}

const countOf = (mentions: readonly Mention[]): number => Math.min(mentions.filter(isA('record')).length, 3);
