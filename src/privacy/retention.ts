import { and, eq, inArray, sql } from 'drizzle-orm';
import { conversations, handOffs, idempotencyKeys, messages, workspaces } from '../../db/index.ts';
import {
  commitChange,
  eraseChangesBefore,
  holdChangeLog,
  keepSettings,
  newId,
  RapportError,
  redactChanges,
  type Scope,
} from '../trust/index.ts';

/** How long things are kept, in months; for ever where nothing is said. */
export interface RetentionRules {
  /** Conversations that are closed or silent. */
  conversations?: number | undefined;
  /** What entries of the change log say; that they were made stays. */
  changes?: number | undefined;
}

/** What a run took out, or would. */
export interface RetentionReport {
  rules: RetentionRules;
  conversations: number;
  changes: number;
  /** Kept answers that nobody can ask for again. */
  keptAnswers: number;
}

const longest = 1_200;
const answersKeptHours = 24;

/** The rules of the workspace. */
export async function retentionRules({ tx, workspace }: Scope): Promise<RetentionRules> {
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.workspaceId, workspace.id));
  return (row?.settings.retention ?? {}) as RetentionRules;
}

/** Settles rules; 0 takes one back. @throws RapportError invalid_input */
export async function setRetention(scope: Scope, given: RetentionRules): Promise<RetentionRules> {
  for (const months of Object.values(given))
    if (months !== undefined && !(Number.isInteger(months) && months >= 0 && months <= longest))
      throw new RapportError('invalid_input', 'How long to keep is a whole number of months.', {
        hint: 'Such as 12; 0 keeps for ever.',
      });
  const said = Object.entries({ ...(await retentionRules(scope)), ...given });
  const rules: RetentionRules = Object.fromEntries(said.filter(([, months]) => months));
  await keepSettings(scope.tx, scope.workspace.id, { retention: rules });
  return rules;
}

/**
 * Takes out what is older than the rules let it be, its traces in the change log too. For good: a person looks at
 * the report of a rehearsal first.
 */
export async function applyRetention(scope: Scope, rules: RetentionRules): Promise<RetentionReport> {
  const { tx, workspace, now, records } = scope;
  await holdChangeLog(scope);
  const old = rules.conversations === undefined ? [] : await oldConversations(scope, rules.conversations);
  if (old.length > 0) {
    await tx
      .delete(messages)
      .where(and(eq(messages.workspaceId, workspace.id), inArray(messages.conversationId, old)));
    await tx
      .delete(handOffs)
      .where(and(eq(handOffs.workspaceId, workspace.id), inArray(handOffs.conversationId, old)));
    await tx
      .delete(conversations)
      .where(and(eq(conversations.workspaceId, workspace.id), inArray(conversations.id, old)));
  }
  const gone = new Set(old);
  const speaksOf = old.length === 0 ? () => sql`false` : speaksOfAny(old);
  const redacted = await redactChanges(scope, {
    speaksOf,
    isSpokenOf: (text) => old.some((id) => text.includes(id)),
    keep: (items) =>
      items.filter(
        ({ id, before, after }) => !gone.has(id) && !gone.has(String((after ?? before)?.conversationId)),
      ),
  });
  const erased =
    rules.changes === undefined
      ? { count: 0, redactions: [] }
      : await eraseChangesBefore(scope, monthsBefore(now, rules.changes));
  const answers = await tx
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspace.id),
        sql`${idempotencyKeys.createdAt} < ${new Date(now.getTime() - answersKeptHours * 3_600_000).toISOString()}::timestamptz`,
      ),
    )
    .returning({ tool: idempotencyKeys.tool });
  const redactions = [...redacted, ...erased.redactions];
  if (old.length + redactions.length > 0) {
    const report = {
      conversations: { removed: old.length, blanked: 0 },
      changes: { removed: erased.count, blanked: redacted.length },
    };
    await records.insert('erasure', { subjectId: 'retention', report, redactions }, newId('erasure', now));
    await commitChange(scope, { tool: 'retention' });
  }
  return { rules, conversations: old.length, changes: erased.count, keptAnswers: answers.length };
}

const speaksOfAny = (ids: readonly string[]) => (text: ReturnType<typeof sql>) =>
  sql`exists (select from json_array_elements_text(cast(${JSON.stringify(ids)}::text as json)) as gone(id)
    where position(gone.id in ${text}) > 0)`;

async function oldConversations({ tx, workspace, now }: Scope, months: number): Promise<string[]> {
  const before = monthsBefore(now, months).toISOString();
  const found = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.workspaceId, workspace.id),
        sql`coalesce(${conversations.lastMessageAt}, ${conversations.createdAt}) < ${before}::timestamptz`,
        sql`not exists (
          select from ${handOffs} where ${handOffs.workspaceId} = ${workspace.id}
            and ${handOffs.conversationId} = ${conversations.id} and ${handOffs.status} in ('waiting', 'taken'))`,
      ),
    );
  return found.map(({ id }) => id);
}

function monthsBefore(now: Date, months: number): Date {
  const moment = new Date(now);
  moment.setUTCMonth(moment.getUTCMonth() - months);
  return moment;
}
