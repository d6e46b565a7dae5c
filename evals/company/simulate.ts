import { createCalendar, dateOf } from './calendar.ts';
import { createCatalogue } from './catalogue.ts';
import { createAccount } from './companies.ts';
import { conversationsOf, lastContactOn } from './conversations.ts';
import { dealsOf } from './deals.ts';
import { duplicateCompany, duplicateContact } from './duplicates.ts';
import { ordersOf } from './orders.ts';
import { createPerson, type Person } from './people.ts';
import { purchasesOf } from './purchases.ts';
import { createRandom } from './random.ts';
import type { CompanyRow } from './rows.ts';
import { ticketsOf } from './service.ts';
import { createStaff, setUp } from './staff.ts';
import { interactionShare } from './story.ts';
import { tasksOf } from './tasks.ts';
import { createCounters, type World } from './world.ts';

export interface CompanyOptions {
  /** The same seed gives the same company. A whole number, 0 or more. */
  seed: number;
  /** How many interactions, from 200 to 1,000,000; everything else grows along. */
  interactions: number;
  /** Where the two years end; nothing happens on this day or later. */
  until: Date;
}

/** How many people a company with this many interactions knows. */
export const contactCount = (interactions: number): number => Math.max(40, Math.round(interactions / 10));

/**
 * A synthetic company and its customers over two years, row by row. A row never names a record that has not
 * been yielded before. Memory stays flat whatever the size.
 *
 * @throws RangeError for a size out of range or an invalid seed
 */
export function* simulateCompany({ seed, interactions, until }: CompanyOptions): Generator<CompanyRow> {
  if (!(Number.isInteger(interactions) && interactions >= 200 && interactions <= 1_000_000)) {
    throw new RangeError(`interactions must be a whole number from 200 to 1,000,000, not ${interactions}`);
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0))
    throw new RangeError(`seed must be a whole number from 0, not ${seed}`);
  const calendar = createCalendar(until);
  const world: World = {
    seed,
    calendar,
    catalogue: createCatalogue(calendar),
    staff: createStaff(calendar),
    ...createCounters(),
  };

  for (const { row } of world.staff) yield { kind: 'user', row };
  yield* setUp(calendar);
  for (const { row, variants } of world.catalogue.products) {
    yield { kind: 'product', row };
    for (const variant of variants) yield { kind: 'product_variant', row: variant };
  }
  for (const { row } of world.catalogue.promotions) yield { kind: 'promotion', row };
  yield* customers(contactCount(interactions), interactions, world);
}

function* customers(people: number, interactions: number, world: World): Generator<CompanyRow> {
  const { seed, calendar, staff } = world;
  for (let number = 0, company = 0; number < people; company++) {
    const account = createAccount(company, seed, calendar, staff);
    yield { kind: 'company', row: account.row };
    const again = duplicateCompany(account, company, world);
    if (again) yield { kind: 'company', row: again };
    // The first companies have one person each, so that the notable people work where their language is spoken.
    const staffSize = company < 3 ? 1 : createRandom(seed, 'company size', company).pick([1, 1, 2, 2, 3, 4]);
    for (const last = Math.min(number + staffSize, people); number < last; number++) {
      yield* customer(
        createPerson(number, account, seed, calendar),
        interactionShare(number, people, interactions),
        world,
      );
    }
  }
}

function* customer(person: Person, interactions: number, world: World): Generator<CompanyRow> {
  const history = { purchases: purchasesOf(person, world), opportunities: dealsOf(person, world) };
  const conversations = conversationsOf(person, interactions, history, world);
  const random = createRandom(world.seed, 'follow-up', person.number);
  const active = person.profile.role !== 'lost' && person.leaves === undefined;
  const followUpOn =
    active && random.chance(0.5) ? dateOf(world.calendar.today + random.integer(-4, 21)) : null;

  yield { kind: 'contact', row: { ...person.row, lastContactOn: lastContactOn(conversations), followUpOn } };
  const again = duplicateContact(person, world);
  if (again) yield { kind: 'contact', row: again };
  for (const { row } of history.opportunities) yield { kind: 'deal', row };
  yield* ordersOf(person, history.purchases, world);
  yield* ticketsOf(person, history.purchases, world);
  yield* tasksOf(person, history, world);
  for (const row of conversations) yield { kind: 'interaction', row };
}
