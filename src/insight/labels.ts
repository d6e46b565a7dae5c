import { sql } from 'drizzle-orm';
import type { Scope } from '../trust/index.ts';

/** The names behind records' ids, alone or in a series' key such as `product:pro_… owner:usr_…`. */
export async function labelsOf(
  { tx, workspace }: Scope,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(subjects.flatMap((subject) => subject.match(anyId) ?? []))];
  const rows = await tx.execute<{ id: string; name: string }>(sql`
    with asked as (select json_array_elements_text(${JSON.stringify(ids)}::json) as id)
    ${sql.join(
      ['contacts', 'companies', 'products', 'users'].map(
        (table) => sql`
          select asked.id as id, named.name as name from asked
          join ${sql.identifier(table)} as named on named.workspace_id = ${workspace.id} and named.id = asked.id`,
      ),
      sql` union all `,
    )}`);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(
    subjects.map((subject) => [
      subject,
      subject
        .replaceAll(heads, ', ')
        .replace(/^, /, '')
        .replaceAll(anyId, (id) => names.get(id) ?? id),
    ]),
  );
}

const anyId = /\b[a-z]{3}_[\w-]+/g;
/** What a series' key says each part is of: `product:`, `owner:`. */
const heads = /(?:^| )[a-z]+:/g;
