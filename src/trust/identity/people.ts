import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { users } from '../../../db/index.ts';
import type { Language } from '../actor.ts';
import { quoted, RapportError } from '../errors.ts';
import type { Scope } from '../scope.ts';
import { didYouMean, withNearest } from '../suggest.ts';
import { type StaffRole, staffRoles } from './sight.ts';

/** One of the workspace's own people. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  team: string | null;
  /** What the sign-in service calls them. */
  subject: string | null;
  language: Language | null;
  active: boolean;
}

/** What is said of a person; empty takes a team or a subject away. */
export interface PersonDetails {
  name?: string | undefined;
  email?: string | undefined;
  role?: string | undefined;
  team?: string | undefined;
  subject?: string | undefined;
  language?: string | undefined;
  active?: boolean | undefined;
}

/** The workspace's people, as its owner keeps them. What is written is logged and can be undone by an owner. */
export interface People {
  list(): Promise<Person[]>;
  /** By id, name or e-mail. @throws RapportError not_found, ambiguous */
  named(reference: string): Promise<Person>;
  /** @throws RapportError forbidden, invalid_input, conflict */
  add(details: PersonDetails): Promise<Person>;
  /** @throws RapportError forbidden, invalid_input, conflict, not_found */
  set(reference: string, details: PersonDetails): Promise<Person>;
  /** Takes a person away; their records stay, with their name. @throws RapportError forbidden, conflict */
  remove(reference: string): Promise<Person>;
}

/** How long what is said of a person may be, in characters. */
const longest = [
  ['name', 120],
  ['team', 80],
  ['subject', 255],
] as const;

/** Refuses who may not say who comes in. @throws RapportError forbidden */
export function requireAdmin({ actor }: Pick<Scope, 'actor'>): void {
  if (actor.scopes.includes('crm:admin')) return;
  throw new RapportError('forbidden', 'Only an owner decides who comes in and what they see.', {
    hint: 'Ask the workspace owner.',
  });
}

export function createPeople(scope: Scope): People {
  const { tx, workspace, records } = scope;
  const standing = and(eq(users.workspaceId, workspace.id), isNull(users.deletedAt));

  const list = async (): Promise<Person[]> =>
    (await tx.select().from(users).where(standing).orderBy(asc(users.createdAt), asc(users.id))).map(
      personOf,
    );

  async function named(reference: string): Promise<Person> {
    const wanted = reference.trim().toLowerCase();
    const all = await list();
    const exact = all.filter(({ id, email }) => id === reference || email.toLowerCase() === wanted);
    const found = exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase() === wanted);
    if (found.length === 1) return found[0]!;
    if (found.length > 1)
      throw new RapportError('ambiguous', `${quoted(reference)} may be ${found.length} people.`, {
        hint: `Give the e-mail: ${found.map(({ email }) => email).join(', ')}.`,
      });
    const names = all.flatMap(({ name, email }) => [name, email]);
    throw new RapportError(
      'not_found',
      `No user is called ${quoted(reference)}. ${didYouMean(reference, names)}`,
    );
  }

  /** @throws RapportError conflict where somebody else has it already */
  async function refuseTaken(column: 'email' | 'subject', value: string, id: string): Promise<void> {
    const same = sql`lower(${users[column]}) = lower(${value})`;
    const [taken] = await tx
      .select({ name: users.name })
      .from(users)
      .where(and(standing, same, ne(users.id, id)))
      .limit(1);
    if (taken)
      throw new RapportError('conflict', `${quoted(value)} is ${quoted(taken.name)} already.`, {
        hint: 'Change that user: rapport users set.',
      });
  }

  /** @throws RapportError conflict where nobody would be left who may let others in */
  async function refuseLastOwner(person: Person): Promise<void> {
    if (person.role !== 'owner' || !person.active) return;
    const [other] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(standing, eq(users.role, 'owner'), eq(users.active, true), ne(users.id, person.id)))
      .limit(1);
    if (!other)
      throw new RapportError('conflict', `${quoted(person.name)} is the last owner, and one must stay.`, {
        hint: 'Make somebody else an owner first: rapport users set NAME --role owner',
      });
  }

  async function columns(details: PersonDetails, id: string) {
    const { name, email, role, team, subject, language, active } = details;
    if (name !== undefined && !name.trim())
      throw new RapportError('invalid_input', 'A user needs a name.', { hint: 'Give --name.' });
    const tooLong = longest.find(([field, most]) => [...(details[field] ?? '')].length > most);
    if (tooLong)
      throw new RapportError('invalid_input', `--${tooLong[0]} takes at most ${tooLong[1]} characters.`);
    if (email !== undefined && !isAddress(email))
      throw new RapportError('invalid_input', `${quoted(email)} is no e-mail address.`, {
        hint: 'Write it like dana@example.com.',
      });
    if (role !== undefined && !staffRoles.some((known) => known === role))
      throw new RapportError(
        'invalid_input',
        withNearest(`There is no role ${quoted(role)}.`, role, staffRoles),
        {
          hint: `Roles: ${staffRoles.join(', ')}.`,
        },
      );
    if (language !== undefined && language !== 'en' && language !== 'zh')
      throw new RapportError('invalid_input', 'The language is en or zh.');
    if (email !== undefined) await refuseTaken('email', email.trim(), id);
    if (subject) await refuseTaken('subject', subject, id);
    return {
      ...(name !== undefined && { name: name.trim() }),
      ...(email !== undefined && { email: email.trim() }),
      ...(role !== undefined && { role }),
      ...(team !== undefined && { team: team.trim() || null }),
      ...(subject !== undefined && { subject: subject.trim() || null }),
      ...(language !== undefined && { language }),
      ...(active !== undefined && { active }),
    };
  }

  return {
    list,
    named,
    async add(details) {
      requireAdmin(scope);
      const { name, email } = details;
      if (!name?.trim() || !email?.trim())
        throw new RapportError('invalid_input', 'A new user needs a name and an e-mail.', {
          hint: 'Write it like: rapport users add --name "Dana Fox" --email dana@example.com --role representative',
        });
      const values = { role: 'representative', ...(await columns(details, '')), name: name.trim() };
      return personOf(await records.insert('user', { ...values, email: email.trim() }));
    },
    async set(reference, details) {
      requireAdmin(scope);
      const person = await named(reference);
      const patch = await columns(details, person.id);
      if (Object.keys(patch).length === 0)
        throw new RapportError('invalid_input', 'There is nothing to change.', {
          hint: 'Give --name, --email, --role, --team, --subject, --their-language, --disable or --enable.',
        });
      const leaves = patch.active === false || (patch.role !== undefined && patch.role !== 'owner');
      if (leaves) await refuseLastOwner(person);
      return personOf(await records.update('user', person.id, patch));
    },
    async remove(reference) {
      requireAdmin(scope);
      const person = await named(reference);
      await refuseLastOwner(person);
      await records.remove('user', person.id);
      return person;
    },
  };
}

/** An address as sign-in services know it; `me@localhost` is the first owner's before they say who they are. */
const isAddress = (text: string): boolean => /^[^\s@<>"',;]{1,64}@[^\s@<>"',;]{1,255}$/.test(text.trim());

const personOf = (row: typeof users.$inferSelect): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role as StaffRole,
  team: row.team,
  subject: row.subject,
  language: row.language as Language | null,
  active: row.active,
});
