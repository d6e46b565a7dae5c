import type { RecordKind, RecordRow } from '../../db/index.ts';
import type { IndexedText, Search } from '../search/index.ts';
import type { RecordIndexer } from '../trust/index.ts';
import { type ObjectKind, objectKindOf, objectKinds } from './fields.ts';

/** What a record is found by; what stands in for a text that it lacks is left out. */
const textsOf: {
  [Kind in ObjectKind]: (row: RecordRow<Kind>) => (IndexedText | false)[];
} = {
  contact({ name, emails, phones }) {
    const texts = [named(name)];
    for (const text of emails) texts.push({ text, as: 'email' });
    for (const text of phones) texts.push({ text, as: 'phone' });
    return texts;
  },
  company: (row) => [
    named(row.name),
    coded(row.domain),
    row.phone !== null && { text: row.phone, as: 'phone' },
  ],
  deal: (row) => [named(row.name)],
  task: (row) => [named(row.title)],
  interaction: (row) => [worded(row.subject), worded(row.summary)],
  order: (row) => [coded(row.number)],
  product: (row) => [named(row.name), ...byScript(row.name), coded(row.sku), worded(row.category)],
  ticket: (row) => [coded(row.number), worded(row.subject), worded(row.description?.slice(0, 2_000))],
};

const named = (text: string): IndexedText => ({ text, as: 'name' });
/** "Receipt Printer 小票打印机": the names in either script of what is named in both. */
const byScript = (text: string): IndexedText[] => {
  const names = text.split(/\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\p{Script=Latin})/u);
  return names.length > 1 ? names.map(named) : [];
};
const coded = (text: string | null): IndexedText | false => text !== null && { text, as: 'code' };
const worded = (text: string | null | undefined): IndexedText | false =>
  Boolean(text) && { text: text!, as: 'text' };

/** The texts a record of this kind is found by; none where the kind is not searched. */
export function indexedTexts(kind: RecordKind, row: RecordRow<RecordKind>): IndexedText[] {
  const known = objectKindOf(kind);
  if (!known) return [];
  const texts = textsOf[known](row as never);
  return texts.includes(false) ? texts.filter((text) => text !== false) : (texts as IndexedText[]);
}

/** The texts that a record will be found by once it has these columns. */
export const expectedTexts = (kind: ObjectKind, columns: Readonly<Record<string, unknown>>): IndexedText[] =>
  indexedTexts(kind, { ...unsaid, ...columns } as never);

/** What stands in a row where nothing was said. */
const unsaid = {
  emails: [],
  phones: [],
  domain: null,
  phone: null,
  number: null,
  sku: null,
  category: null,
};

/** Keeps the search index true to what the record store writes. */
export function createRecordIndexer(search: Search): RecordIndexer {
  const entriesOf = (kind: RecordKind, rows: readonly RecordRow<RecordKind>[]) =>
    rows.map((row) => ({ id: row.id, texts: indexedTexts(kind, row) }));
  const searched = (kind: RecordKind) => objectKinds.some((candidate) => candidate === kind);
  return {
    async written(kind, rows) {
      if (!searched(kind)) return;
      const standing = rows.filter((row) => row.deletedAt === null);
      if (standing.length > 0) await search.indexMany(kind, entriesOf(kind, standing));
    },
    async added(kind, rows) {
      if (searched(kind) && rows.length > 0) await search.add(kind, entriesOf(kind, rows));
    },
    async removed(kind, ids) {
      if (searched(kind)) await search.remove(ids);
    },
  };
}
