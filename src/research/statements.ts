import { and, asc, desc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { contacts, interactions, productReviews, products, tickets, users } from '../../db/index.ts';
import { addDays, momentAt } from '../crm/index.ts';
import { dayIn, type Scope } from '../trust/index.ts';

export const statementSources = ['interactions', 'tickets', 'reviews'] as const;
export type StatementSource = (typeof statementSources)[number];

/** Something somebody said or wrote, and where it stands. */
export interface Statement {
  text: string;
  /** The record that holds it, where one does. */
  id?: string;
  source?: StatementSource;
  /** The day, as YYYY-MM-DD. */
  on?: string;
  /** Whether an outsider wrote it. */
  untrusted?: true;
}

export interface StatementQuery {
  sources?: readonly StatementSource[] | undefined;
  /** A contact or a company. */
  customer?: { kind: 'contact' | 'company'; id: string } | undefined;
  /** Days, both ends included. */
  since?: string | undefined;
  until?: string | undefined;
}

/** What customers said, oldest first. */
export interface CollectedStatements {
  statements: Statement[];
  /** How many there are; of more than the limit the newest are taken. */
  total: number;
}

/** Reads what customers said to us, wrote to the desk and about our products. */
export interface Statements {
  collect(query: StatementQuery, most: number): Promise<CollectedStatements>;
  /** Names of our own, in lower case: all products, and which of those given are colleagues or contacts. */
  ours(names: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createStatements(scope: Scope): Statements {
  const { tx, workspace } = scope;
  const { timeZone } = workspace;

  return {
    async collect({ sources = statementSources, customer, since, until }, most) {
      const read = { interactions: ofInteractions, tickets: ofTickets, reviews: ofReviews };
      const rows: (Row & { source: StatementSource })[] = [];
      let total = 0;
      for (const source of new Set(sources)) {
        const found = await read[source]();
        total += found[0]?.total ?? 0;
        rows.push(...found.map((row) => ({ ...row, source })));
      }
      rows.sort((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1));
      return {
        total,
        statements: rows.slice(-most).map(({ id, at, text, untrusted, source }) => ({
          id,
          source,
          on: dayIn(timeZone, at),
          text,
          ...(untrusted && { untrusted: true as const }),
        })),
      };

      function within(table: Timed, extra?: SQL): SQL {
        return and(
          eq(table.workspaceId, workspace.id),
          isNull(table.deletedAt),
          since === undefined ? undefined : gte(table.at, momentAt(timeZone, `${since}T00:00`)),
          until === undefined ? undefined : lt(table.at, momentAt(timeZone, `${addDays(until, 1)}T00:00`)),
          extra,
        )!;
      }

      async function ofInteractions(): Promise<Row[]> {
        const column = customer?.kind === 'company' ? interactions.companyId : interactions.contactId;
        return tx
          .select({
            id: interactions.id,
            at: interactions.occurredAt,
            text: interactions.summary,
            untrusted: interactions.untrusted,
            total: sql<number>`(count(*) over ())::int`,
          })
          .from(interactions)
          .where(
            within(
              { ...named(interactions), at: interactions.occurredAt },
              customer && eq(column, customer.id),
            ),
          )
          .orderBy(desc(interactions.occurredAt), asc(interactions.id))
          .limit(most);
      }

      async function ofTickets(): Promise<Row[]> {
        const column = customer?.kind === 'company' ? tickets.companyId : tickets.contactId;
        return tx
          .select({
            id: tickets.id,
            at: tickets.openedAt,
            text: sql<string>`concat_ws(E'\n', ${tickets.subject}, ${tickets.description})`,
            untrusted: tickets.untrusted,
            total: sql<number>`(count(*) over ())::int`,
          })
          .from(tickets)
          .where(within({ ...named(tickets), at: tickets.openedAt }, customer && eq(column, customer.id)))
          .orderBy(desc(tickets.openedAt), asc(tickets.id))
          .limit(most);
      }

      async function ofReviews(): Promise<Row[]> {
        const whose =
          customer &&
          (customer.kind === 'contact'
            ? eq(productReviews.contactId, customer.id)
            : sql`${productReviews.contactId} in (select ${contacts.id} from ${contacts}
                where ${contacts.workspaceId} = ${workspace.id} and ${contacts.companyId} = ${customer.id})`);
        const rows = await tx
          .select({
            id: productReviews.id,
            at: productReviews.reviewedAt,
            text: sql<string>`coalesce(${productReviews.text}, '')`,
            total: sql<number>`(count(*) over ())::int`,
          })
          .from(productReviews)
          .where(within({ ...named(productReviews), at: productReviews.reviewedAt }, whose))
          .orderBy(desc(productReviews.reviewedAt), asc(productReviews.id))
          .limit(most);
        return rows.map((row) => ({ ...row, untrusted: true }));
      }
    },

    async ours(names) {
      const goods = await tx
        .selectDistinct({ name: products.name })
        .from(products)
        .where(eq(products.workspaceId, workspace.id));
      const people = await Promise.all(
        [users, contacts].map((table) =>
          tx
            .selectDistinct({ name: table.name })
            .from(table)
            .where(and(eq(table.workspaceId, workspace.id), inArray(sql`lower(${table.name})`, [...names]))),
        ),
      );
      return new Set(
        [...goods.flatMap(({ name }) => inEachScript(name)), ...people.flat().map(({ name }) => name)].map(
          (name) => name.toLowerCase(),
        ),
      );
    },
  };
}

/** "Receipt Printer 小票打印机": a name in two scripts as a whole and in each of them, as people say it. */
const inEachScript = (name: string): string[] => [
  name,
  ...name
    .split(/(?<=\p{Script=Han})(?!\p{Script=Han})|(?<!\p{Script=Han})(?=\p{Script=Han})/u)
    .map((part) => part.trim()),
];

interface Row {
  id: string;
  at: Date;
  text: string;
  untrusted: boolean;
  total: number;
}

interface Timed {
  workspaceId:
    | typeof interactions.workspaceId
    | typeof tickets.workspaceId
    | typeof productReviews.workspaceId;
  deletedAt: typeof interactions.deletedAt | typeof tickets.deletedAt | typeof productReviews.deletedAt;
  at: typeof interactions.occurredAt | typeof tickets.openedAt | typeof productReviews.reviewedAt;
}

const named = <Table extends Omit<Timed, 'at'>>({ workspaceId, deletedAt }: Table) => ({
  workspaceId,
  deletedAt,
});
