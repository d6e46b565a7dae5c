import type { RequirementKind } from '../../src/research/index.ts';

/** Something asked for, as a set or a model writes it down. */
export interface Asked {
  kind: RequirementKind;
  quote: string;
  value?: string | undefined;
}

export interface Match {
  hits: (Asked & { isValueRight?: boolean })[];
  extra: Asked[];
  missed: Asked[];
}

/** Words two quotes must share: half of both together. */
const leastShared = 0.5;

/** What was found against what is wanted, one to one: the same kind, and half the words or one quote within the other. */
export function matchRequirements(found: readonly Asked[], wanted: readonly Asked[]): Match {
  const left = [...wanted];
  const match: Match = { hits: [], extra: [], missed: left };
  for (const one of found) {
    const place = left.findIndex(({ kind, quote }) => kind === one.kind && isSame(one, quote));
    if (place < 0) match.extra.push(one);
    else {
      const [{ value } = { value: undefined }] = left.splice(place, 1);
      match.hits.push({ ...one, ...(value !== undefined && { isValueRight: value === one.value }) });
    }
  }
  return match;
}

function isSame({ kind, quote }: Asked, other: string): boolean {
  const isPlain = kind === 'budget' || kind === 'deadline';
  if (isPlain && (quote.includes(other) || other.includes(quote))) return true;
  const [one, two] = [wordsOf(quote), wordsOf(other)];
  const rest = [...two];
  const shared = one.filter((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
  return 2 * shared >= leastShared * (one.length + two.length);
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? [];
