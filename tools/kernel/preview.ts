import type { Language, PreviewedField, PreviewedRecord } from '../../src/trust/index.ts';
import { kindNameIn } from './lines.ts';

const shown = { items: 10, fields: 6, characters: 80 };

/** What happens to a record, in words. */
export const operations = {
  en: { create: 'new', update: 'change', delete: 'delete', restore: 'restore' },
  zh: { create: '新建', update: '修改', delete: '删除', restore: '恢复' },
};

/** What a person is asked to approve, a line for each record, at most ten and the count of the rest. */
export function previewLines(
  items: readonly PreviewedRecord[],
  total = items.length,
  language: Language = 'en',
): string[] {
  const lines = items.slice(0, shown.items).map(({ operation, kind, label, fields }) => {
    const changes = fields
      .slice(0, shown.fields)
      .map(
        ({ field, before, after, names }) =>
          `${field}: ${shortly(asNamed(before, names))} → ${shortly(asNamed(after, names))}`,
      );
    const what =
      language === 'en'
        ? `${operation} ${kindNameIn('en', kind, 1)}`
        : `${operations.zh[operation]} ${kindNameIn('zh', kind, 1)}`;
    return `- ${what} ${shortly(label)}${changes.length > 0 ? ` (${changes.join('; ')})` : ''}`;
  });
  const more = total - lines.length;
  return more > 0 ? [...lines, `… +${more}`] : lines;
}

const longestSentence = 1_000;

/** What a call says in words that no record of its preview shows, such as what is told to a customer, a line each. */
export function wordLines(
  items: readonly PreviewedRecord[],
  given: Readonly<Record<string, unknown>>,
): string[] {
  const shown = JSON.stringify(items);
  return Object.entries(given).flatMap(([name, value]) =>
    typeof value === 'string' &&
    /\s|\p{Script=Han}/u.test(value) &&
    !shown.includes(JSON.stringify(value).slice(1, -1))
      ? `${name}: “${value.slice(0, longestSentence)}${value.length > longestSentence ? '…' : ''}”`
      : [],
  );
}

/** A value with what records are called in place of their ids. */
export function asNamed(value: unknown, names: PreviewedField['names'] = {}): unknown {
  if (Array.isArray(value)) return value.map((one) => asNamed(one, names));
  return typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : value;
}

/** A value in one line, at most 80 characters. */
export function shortly(value: unknown): string {
  if (value === null || value === undefined || value === '') return '∅';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/gu, ' ');
  return text.length > shown.characters ? `${text.slice(0, shown.characters - 1)}…` : text;
}
