import { dateOf, momentOf } from './calendar.ts';
import type { Account } from './companies.ts';
import { isNotable, type Person } from './people.ts';
import { createRandom } from './random.ts';
import { type Row, stamped } from './rows.ts';
import { type Employee, representatives } from './staff.ts';
import type { World } from './world.ts';

const duplicateEvery = 12;

/** The id of the record that a duplicate repeats, or nothing: `con_000014d` repeats `con_000014`. */
export const originalOf = (id: string): string | undefined =>
  /^(con|com)_\d+d$/.test(id) ? id.slice(0, -1) : undefined;

/** One contact in twelve was entered twice: by a colleague, in a hurry, with other details. */
export function duplicateContact(person: Person, world: World): Row<'contact'> | undefined {
  if (person.number % duplicateEvery !== 7 || isNotable(person.number)) return undefined;
  const random = createRandom(world.seed, 'duplicate', person.number);
  const { row, language } = person;
  const enteredOn = Math.min(person.joined + random.integer(5, 60), world.calendar.today - 1);
  const [email, phone] = [row.emails?.[0], row.phones?.[0]];
  const keepsEmail = !phone || random.chance(0.5);
  return stamped(`${row.id}d`, momentOf(enteredOn, random.integer(9 * 60, 18 * 60)), {
    name: language === 'zh' ? row.name : mistyped(row.name, random.integer(0, 2)),
    companyId: row.companyId ?? null,
    jobTitle: null,
    emails: email && keepsEmail ? [email.toUpperCase()] : [],
    phones: phone ? [unformatted(phone)] : [],
    lifecycleStage: 'Lead',
    leadSource: 'Event',
    language,
    city: row.city ?? null,
    ownerId: colleagueOf(person.account.owner, world, random.integer(0, 99)).row.id,
    lastContactOn: dateOf(enteredOn),
    custom: row.custom ?? {},
  });
}

/** One company in ten was entered twice, without its legal form or with another spelling. */
export function duplicateCompany(account: Account, number: number, world: World): Row<'company'> | undefined {
  if (number % 10 !== 5 && number % 10 !== 8) return undefined;
  const { row, language } = account;
  const enteredOn = world.calendar.start + (number % 300) + 20;
  return stamped(`${row.id}d`, momentOf(enteredOn, 11 * 60), {
    name:
      language === 'zh' ? row.name.replace('有限公司', '').replace(row.city ?? '', '') : `${row.name} Inc.`,
    domain: null,
    industry: row.industry ?? null,
    phone: row.phone ? unformatted(row.phone) : null,
    city: row.city ?? null,
    country: row.country ?? null,
    ownerId: row.ownerId ?? null,
  });
}

function mistyped(name: string, kind: number): string {
  const [first, ...rest] = name.split(' ');
  const last = rest.join(' ');
  if (kind === 0) return `${last}, ${first}`;
  if (kind === 1) return `${first!.charAt(0)}. ${last}`;
  return `${first} ${last.slice(0, -2)}${last.at(-1)}${last.at(-2)}`;
}

const unformatted = (phone: string): string => phone.replace(/^\+\d+ /, '').replaceAll(/[ -]/g, '');

function colleagueOf(owner: Employee, world: World, draw: number): Employee {
  const others = representatives(world.staff, owner.language).filter(({ row }) => row.id !== owner.row.id);
  return others[draw % others.length]!;
}
