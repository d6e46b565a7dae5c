import type { RecordKind, RecordRow } from '../../db/index.ts';
import { fold, type Search } from '../search/index.ts';
import { rowsById, type Scope, seenImage } from '../trust/index.ts';
import { indexedTexts } from './indexed-texts.ts';

/** Fields records are found by, beside their names. */
const found = new Set([
  'contact.emails',
  'contact.phones',
  'company.domain',
  'company.phone',
  'interaction.subject',
  'product.sku',
  'product.category',
  'ticket.description',
]);

/**
 * The search as an actor may use it. The index holds every text of a record; where one of them is hidden from
 * the actor, a record is found only by words that stand in those they see.
 */
export function createVisibleSearch(search: Search, { tx, workspace, actor }: Scope): Search {
  const hidden = (actor.hidden ?? []).filter((field) => found.has(field));
  if (hidden.length === 0) return search;
  return {
    ...search,
    async find(kind, query, options) {
      const hits = await search.find(kind, query, options);
      if (!hidden.some((field) => field.startsWith(`${kind}.`))) return hits;
      const ids = hits.map(({ id }) => id);
      const rows = await rowsById(tx, workspace.id, kind as RecordKind, ids);
      const words = wordsOf(query);
      return hits.filter(({ id }) => {
        const row = seenImage(actor, kind as RecordKind, rows.get(id) ?? null);
        if (row === null) return false;
        const seen = wordsOf(textOf(kind as RecordKind, row));
        return words.every((word) => seen.some((other) => other.includes(word)));
      });
    },
  };
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const textOf = (kind: RecordKind, row: Record<string, unknown>): string =>
  indexedTexts(kind, { emails: [], phones: [], ...row } as unknown as RecordRow<RecordKind>)
    .map(({ text }) => text)
    .join(' ');
