import { parseEmails } from '../language/index.ts';
import { findAddresses } from './addresses.ts';
import { findBirthDates } from './birth-dates.ts';
import { foldText } from './folded.ts';
import type { NameFinder } from './names.ts';
import { findNumbers } from './numbers.ts';
import { findPhones } from './phones.ts';

/** What tells who somebody is; where two lie over each other, the one that stands here first is kept. */
export const personalKinds = [
  'email',
  'iban',
  'national_id',
  'card',
  'ip',
  'passport',
  'licence_plate',
  'birth_date',
  'bank_account',
  'phone',
  'address',
  'name',
] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** Personal data in a text; `end` is behind the last sign. */
export interface PersonalSpan {
  kind: PersonalKind;
  text: string;
  start: number;
  end: number;
}

/** A span of a folded text. */
export type Found = Omit<PersonalSpan, 'text'>;

/** `name (at) host.example`, and `name at host dot example`. */
const obfuscatedEmail =
  /(?<![\p{Script=Latin}\d._%+-])[a-z\d][a-z\d._%+-]*(?:\s*(?:[([{<]\s*(?:at|@|艾特|a)\s*[)\]}>]|艾特)\s*[a-z\d-]+(?:(?:\s*[([{<]\s*(?:dot|\.|点)\s*[)\]}>]\s*|\s+dot\s+|\s*点\s*|\.)[a-z\d-]+)+|\s+at\s+[a-z\d-]+(?:(?:\s+dot\s+|\s*点\s*)[a-z\d-]+)+)(?![\p{Script=Latin}\d])/giu;

/** `name @ host . example`, hosts in other letters, and a Chinese full stop for the dot. */
const looseEmail =
  /(?<![\p{Script=Latin}\d._%+-])[\p{Script=Latin}\d][\p{Script=Latin}\d._%+-]* ?@ ?(?:(?:[\p{Script=Latin}\p{Script=Han}\d-]+(?:\.| \. ))+(?:[a-z]{2,12}(?![a-z\d])|中国|公司|网络)|[a-z\d-]+。(?:com|cn|net|org|edu|example)(?![a-z\d]))/giu;

/** A name in Han letters or in quotation marks before the sign, where it stands by itself. */
const ownNameEmail =
  /(?<=^|[\s:：<(，,;；])(?:"[^"@\n]{1,40}"|[\p{Script=Han}\d._-]{2,20})@(?:[\p{Script=Latin}\p{Script=Han}\d-]+\.)+(?:[a-z]{2,12}(?![a-z\d])|中国|公司|网络)/giu;

/**
 * The personal data of an English or Chinese text: by their form, by check digits where they have any, by the
 * words before them, and names by the list the workspace knows. Signs in full width and with invisible ones in
 * between are seen through.
 *
 * @param findNames  finds the names of people the workspace knows, by `createNameFinder`
 * @returns spans in reading order that do not lie over each other
 */
export function findPersonalData(text: string, findNames: NameFinder = () => []): PersonalSpan[] {
  const folded = foldText(text);
  const found = [
    ...findEmails(folded.text),
    ...findNumbers(folded.text),
    ...findBirthDates(folded.text),
    ...findPhones(folded.text),
    ...findAddresses(folded.text),
    ...findNames(folded.text),
  ];
  return withoutOverlaps(found).map(({ start, end, ...rest }) => {
    const span = folded.spanOf(start, end);
    return { ...rest, ...span, text: text.slice(span.start, span.end) };
  });
}

function findEmails(text: string): Found[] {
  const spans = parseEmails(text).map(({ start, end }) => ({ start, end }));
  const obfuscated = [obfuscatedEmail, looseEmail, ownNameEmail].flatMap((form) =>
    Array.from(text.matchAll(form), ({ 0: written, index }) => ({
      start: index,
      end: index + written.length,
    })),
  );
  return [...spans, ...obfuscated].map((span) => ({ kind: 'email', ...span }));
}

/**
 * Of spans that lie over each other the stronger kind, then the longer one. An address that reaches into a
 * stronger span at one of its ends ends there.
 */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const ordered = [...found].sort(
    (one, other) =>
      personalKinds.indexOf(one.kind) - personalKinds.indexOf(other.kind) ||
      other.end - other.start - (one.end - one.start) ||
      one.start - other.start,
  );
  const kept: Found[] = [];
  for (const span of ordered) {
    const inTheWay = kept.filter((other) => span.start < other.end && other.start < span.end);
    const left = span.kind === 'address' ? largestGap(span, inTheWay) : span;
    if (inTheWay.length === 0 || left !== span) kept.push(left);
  }
  return kept.filter(({ start, end }) => start < end).sort((one, other) => one.start - other.start);
}

/** The largest part of a span that others leave. */
function largestGap(span: Found, others: readonly Found[]): Found {
  if (others.length === 0) return span;
  const edges = [...others].sort((one, other) => one.start - other.start);
  let best: Found = { ...span, end: span.start };
  let start = span.start;
  for (const { start: until, end } of [...edges, { start: span.end, end: span.end }]) {
    if (until - start > best.end - best.start) best = { ...span, start, end: until };
    start = end;
  }
  return best;
}
