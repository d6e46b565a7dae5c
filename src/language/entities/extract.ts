import { parseEmails } from '../contact-details.ts';
import { parseDates } from '../dates/parse-dates.ts';
import { detectLanguage } from '../tokens.ts';
import { findDates } from './dates.ts';
import { findMoney, findPercents, findQuantities } from './figures.ts';
import { findOrders } from './orders.ts';
import { findPhones } from './phones.ts';
import { type Entity, type EntityOptions, entityAt, isFree } from './types.ts';

const longestText = 10_000;

/**
 * Everything a text names: days and periods, sums of money, percentages, counts, telephones, e-mail addresses,
 * numbers of orders, and names of records. No two meet; where two readings do, the surer one stays. Of texts
 * above 10,000 characters the beginning is read.
 *
 * A date is the day that is named, whatever stands before it ("by Friday" is Friday); a range includes its
 * prepositions. Lengths of time and hours are not among them, and neither are days no calendar has.
 */
export function extractEntities(whole: string, { now, language, gazetteer }: EntityOptions): Entity[] {
  const text = whole.slice(0, longestText);
  const spoken = language ?? detectLanguage(text);
  const found: Entity[] = [];
  const add = (some: readonly Entity[]): void => {
    for (const entity of some) if (isFree(found, entity)) found.push(entity);
  };
  const names = gazetteer?.find(text) ?? [];
  add(parseEmails(text).map((email) => entityAt(text, 'email', email, email.text)));
  add(findOrders(text));
  add(findPhones(text, spoken));
  add(names.filter(({ isWhole }) => isWhole).map(({ entity }) => entity));
  add(findDates(text, parseDates(masked(text, found), { now, language: spoken, quarters: 'coming' })));
  add(findPercents(text));
  add(findMoney(text, found));
  add(names.map(({ entity }) => entity));
  add(findQuantities(text, found));
  return found.sort((one, other) => one.start - other.start);
}

/** A text with what is known already blotted out, every place where it was. */
const masked = (text: string, taken: readonly Entity[]): string =>
  taken.reduce(
    (left, { start, end }) => left.slice(0, start) + '□'.repeat(end - start) + left.slice(end),
    text,
  );
