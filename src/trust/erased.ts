import { createHmac } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { erasedIdentities, erasures } from '../../db/index.ts';
import { RapportError } from './errors.ts';
import { dayIn, type Scope } from './scope.ts';
import { workspaceSecret } from './workspace-secret.ts';

/** By what a person is known again. */
export interface Identities {
  emails?: readonly string[] | undefined;
  phones?: readonly string[] | undefined;
  /** Ids in other systems, as `system id`. */
  externalIds?: readonly string[] | undefined;
}

type ErasureScope = Pick<Scope, 'tx' | 'workspace'>;

/** Digits of a phone that tell it from others, however its country is written. */
const tellingDigits = 9;
const email = (text: string) => `email:${text.normalize('NFKC').trim().toLowerCase()}`;
const phone = (text: string) => `phone:${text.normalize('NFKC').replace(/\D/g, '').slice(-tellingDigits)}`;

const textsOf = ({ emails = [], phones = [], externalIds = [] }: Identities): Map<string, string> =>
  new Map([
    ...emails.map((text) => [email(text), text] as const),
    ...phones.map((text) => [phone(text), text] as const),
    ...externalIds.map((text) => [`external:${text}`, text] as const),
  ]);

const keyOf = (scope: ErasureScope) => workspaceSecret(scope, 'erased identities');

const hashOf = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Notes by what an erased person would be known again: keyed hashes alone. */
export async function rememberErased(scope: Scope, erasureId: string, known: Identities): Promise<void> {
  const texts = [...textsOf(known).keys()];
  if (texts.length === 0) return;
  const key = await workspaceSecret(scope, 'erased identities', scope.now);
  const rows = texts.map((text) => ({
    workspaceId: scope.workspace.id,
    hash: hashOf(key, text),
    erasureId,
  }));
  await scope.tx.insert(erasedIdentities).values(rows).onConflictDoNothing();
}

/** Which of these addresses, numbers and ids are of somebody who was erased. */
export async function erasedAmong(scope: ErasureScope, known: Identities): Promise<Set<string>> {
  const key = await keyOf(scope);
  if (key === undefined) return new Set();
  const hashes = new Map(Array.from(textsOf(known), ([text, given]) => [hashOf(key, text), given]));
  if (hashes.size === 0) return new Set();
  const found = await scope.tx
    .select({ hash: erasedIdentities.hash })
    .from(erasedIdentities)
    .where(
      and(
        eq(erasedIdentities.workspaceId, scope.workspace.id),
        inArray(erasedIdentities.hash, [...hashes.keys()]),
      ),
    );
  return new Set(found.map(({ hash }) => hashes.get(hash)!));
}

/** Refuses a new contact who was erased. @throws RapportError erased */
export async function refuseErased(scope: ErasureScope, known: Identities): Promise<void> {
  if ((await erasedAmong(scope, known)).size === 0) return;
  throw new RapportError('erased', 'This person was erased from the workspace and is not taken in again.', {
    hint: 'Where they have come back of their own will, the owner lifts it: rapport privacy readmit E-MAIL.',
  });
}

/** Lifts the refusal for one address or number. @returns whether there was one */
export async function readmit(scope: Scope, text: string): Promise<boolean> {
  const key = await keyOf(scope);
  if (key === undefined) return false;
  const of = (hash: string) =>
    scope.tx
      .select({ erasureId: erasedIdentities.erasureId })
      .from(erasedIdentities)
      .where(and(eq(erasedIdentities.workspaceId, scope.workspace.id), eq(erasedIdentities.hash, hash)));
  const found = [...(await of(hashOf(key, email(text)))), ...(await of(hashOf(key, phone(text))))];
  if (found.length === 0) return false;
  await scope.tx.delete(erasedIdentities).where(
    and(
      eq(erasedIdentities.workspaceId, scope.workspace.id),
      inArray(
        erasedIdentities.erasureId,
        found.map(({ erasureId }) => erasureId),
      ),
    ),
  );
  return true;
}

/** The erasure of a record, where it was one. */
export async function erasureOf(
  { tx, workspace }: ErasureScope,
  subjectId: string,
): Promise<typeof erasures.$inferSelect | undefined> {
  const [found] = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.workspaceId, workspace.id), eq(erasures.subjectId, subjectId)))
    .limit(1);
  return found;
}

/** Says that a person is not to be found because they were erased. @throws RapportError erased */
export async function sayErased(scope: ErasureScope, text: string): Promise<void> {
  const erasure = await erasureOf(scope, text);
  if (erasure) throw erasedOn(dayIn(scope.workspace.timeZone, erasure.createdAt));
  const isIdentity = text.includes('@') || text.replace(/\D/g, '').length >= tellingDigits - 2;
  if (isIdentity && (await erasedAmong(scope, { emails: [text], phones: [text] })).size > 0)
    throw erasedOn(undefined);
}

const erasedOn = (day: string | undefined): RapportError =>
  new RapportError('erased', `This person was erased${day === undefined ? '' : ` on ${day}`}.`, {
    hint: 'Nothing of them is left to look up.',
  });
