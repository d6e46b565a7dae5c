import type { WorkspaceDescription } from '../../directory.ts';
import { type Mention, withoutOverlaps } from './mention.ts';
import { folded, free, matchSpan, mentionAt } from './spans.ts';
import { type Term, termsOf } from './vocabulary.ts';

const termsByWorkspace = new WeakMap<WorkspaceDescription, Term[]>();

export function knownTerms(workspace: WorkspaceDescription): Term[] {
  const known = termsByWorkspace.get(workspace) ?? termsOf(workspace);
  termsByWorkspace.set(workspace, known);
  return known;
}

/** Text in quotation marks is somebody's words, unless it is nothing but a name or a value. */
export function quotes(text: string, taken: readonly Mention[], terms: readonly Term[]): Mention[] {
  const pattern =
    /"([^"]{2,})"|“([^”]{2,})”|「([^」]{2,})」|《([^》]{2,})》|『([^』]{2,})』|‘([^’]{3,})’|(?<=^|[\s:：,，])'([^']{3,})'(?=$|[\s.,;!?，。])/gu;
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const inner = match
      .slice(1)
      .find((group) => group !== undefined)!
      .trim();
    const isTerm = terms.some((term) => term.phrase === folded(inner));
    const isTaken = taken.some(
      (other) =>
        folded(other.text) === folded(inner) ||
        (other.start === match.index && other.end === match.index + match[0].length),
    );
    return isTerm || isTaken ? [] : [mentionAt(text, matchSpan(match), { type: 'quote', value: inner })];
  });
}

export function spokenTerms(
  text: string,
  terms: readonly Term[],
  taken: readonly Mention[],
  about: string | undefined,
): Mention[] {
  const lower = text.replace(/[’‘]/g, "'").toLowerCase();
  const found: { at: Mention; needs: Term['needs'] }[] = [];
  const compounds = Array.from(lower.matchAll(compound), ({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
  }));
  for (const term of terms) {
    for (const start of placesOf(lower, term.phrase)) {
      const end = start + term.phrase.length;
      const isPart =
        term.is.type === 'value' && compounds.some((one) => start >= one.start && end <= one.end);
      if (isPart || !free(taken, { start, end })) continue;
      found.push({ at: { start, end, text: text.slice(start, end), is: term.is }, needs: term.needs });
    }
  }
  const spoken = [
    ...withoutOverlaps(
      found.map(({ at }) => at).filter((at) => at.is.type === 'field' || at.is.type === 'kind'),
    ),
    ...taken.flatMap((at): Mention[] =>
      at.is.type === 'record' ? [{ ...at, is: { type: 'kind', kind: at.is.kind, plural: false } }] : [],
    ),
  ];
  const pointsBack = /\b(?:it|this|that)\b|它|这[个条]|那[个条]/u.test(lower);
  const isMeant = ({ kind, field }: NonNullable<Term['needs']>) =>
    pointsBack && kind === about && field === undefined;
  const met = found
    .filter(({ needs }) => needs === undefined || isSpokenOf(needs, spoken) || isMeant(needs))
    .map(({ at }) => at);
  return withoutOverlaps(met);
}

/** The desk and its work: "service" is no product in these words. */
const compound =
  /\b(?:customer|client|after-sales) service\b|\bservice (?:desk|team|level|report|requests?)\b|客户服务|售后服务|服务台|服务报告/gu;

const isSpokenOf = ({ kind, field }: NonNullable<Term['needs']>, spoken: readonly Mention[]): boolean =>
  spoken.some(({ is }) =>
    field === undefined
      ? is.type === 'kind' && is.kind === kind
      : is.type === 'field' && is.of.some((place) => place.field === field && place.kind === kind),
  );

function placesOf(lower: string, phrase: string): number[] {
  const places: number[] = [];
  const han = /\p{Script=Han}/u.test(phrase);
  for (let at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + 1)) {
    const before = lower[at - 1] ?? ' ';
    const after = lower[at + phrase.length] ?? ' ';
    const letter = /[\p{L}\p{N}]/u;
    const insideWord = (neighbour: string) => letter.test(neighbour) && !/\p{Script=Han}/u.test(neighbour);
    const isShortened = /^'t\b/u.test(lower.slice(at + phrase.length));
    if (han || (!insideWord(before) && !insideWord(after) && !isShortened)) places.push(at);
  }
  return places;
}
