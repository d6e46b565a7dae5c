import type { WorkspaceDescription } from '../../directory.ts';
import { fieldOf } from './fields.ts';
import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import { isA } from './mention.ts';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const written: readonly { pattern: RegExp; places: readonly string[] }[] = [
  { pattern: /(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/gu, places: ['year', 'month', 'day'] },
  { pattern: /(?<![\d年])(\d{1,2})月(\d{1,2})[日号]/gu, places: ['month', 'day'] },
  {
    pattern: new RegExp(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?`, 'giu'),
    places: ['month', 'day', 'year'],
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}\\b(?:,? (\\d{4}))?`, 'giu'),
    places: ['day', 'month', 'year'],
  },
];

/** A day in a text that no calendar has, such as 31 February or 2月30日, as it is written there. */
export function impossibleDay(text: string): string | undefined {
  for (const { pattern, places } of written)
    for (const match of text.matchAll(pattern)) {
      const part = (name: string) => {
        const at = places.indexOf(name);
        return at < 0 ? undefined : match[at + 1];
      };
      const named = part('month')!.toLowerCase().slice(0, 3);
      const number = months.indexOf(named) + 1 || Number(named);
      const day = Number(part('day'));
      const year = Number(part('year') ?? leapYear);
      if (number < 1 || number > 12 || day < 1 || day > lastDay(year, number)) return match[0];
    }
  return undefined;
}

/** A day without its year may be one of any. */
const leapYear = 2024;

const lastDay = (year: number, number: number): number => new Date(Date.UTC(year, number, 0)).getUTCDate();

/** What a request gives to one field that can have but one of them: "set her to won and to lost". */
export function contradictionIn(
  { clause, act, mood, target }: Frame,
  workspace: WorkspaceDescription,
): string[] | undefined {
  if (act !== 'update' || licenceOf(mood) === 'none') return undefined;
  const { newOwners, newValues } = clause.roles;
  const owners = [...newOwners].flatMap((index) => {
    const mention = clause.mentions[index];
    return mention && isA('member')(mention) ? [mention.is.members[0]!.name] : [];
  });
  const byField = new Map<string, Set<string>>();
  for (const index of newValues) {
    const mention = clause.mentions[index];
    const place = mention && isA('value')(mention) && mention.is.of.find((one) => one.kind === target.kind);
    if (place && stageLike.test(place.field) && fieldOf(workspace, target.kind, place.field))
      byField.set(place.field, (byField.get(place.field) ?? new Set()).add(place.value));
  }
  const several = [new Set(owners), ...byField.values()].find((values) => values.size > 1);
  return several === undefined || target.records.length > 1 ? undefined : [...several];
}

const stageLike = /stage|status|priority/iu;
