import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentValues } from '../../src/knowledge/index.ts';
import { type Row, rowId, stamped } from './rows.ts';

export const knowledgeFolder = join(import.meta.dirname, 'knowledge');

/** What the sample company answers from: six policies, each in English and Chinese. */
export async function readKnowledge(at: Date): Promise<Row<'knowledge_document'>[]> {
  const names = (await readdir(knowledgeFolder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (source, index) => {
      const text = await readFile(join(knowledgeFolder, source), 'utf8');
      return stamped(
        rowId('kno', index + 1),
        at,
        documentValues({ source, text, audience: 'customers' }, at),
      );
    }),
  );
}
