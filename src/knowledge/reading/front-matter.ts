import { dayWritten } from './own-date.ts';
import { onOneLine } from './plain.ts';

const frontMatter = /^---[^\S\n]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;
const dateKeys = [
  'updated',
  'last_updated',
  'lastmod',
  'last_modified',
  'modified',
  'effective',
  'effective_date',
  'date',
  'published',
  'created',
  '更新日期',
  '修订日期',
  '生效日期',
  '发布日期',
  '日期',
];

/** What the head of a Markdown file says of it: its title and its day. */
export function frontMatterOf(text: string): { title?: string | undefined; datedOn?: string | undefined } {
  const match = frontMatter.exec(text);
  if (!match) return {};
  const values = new Map<string, string>();
  for (const line of match[1]!.split('\n')) {
    const [, key, value] = /^([\p{L}_][\p{L}\d_ -]*?)\s*[:：]\s*(.+?)\s*$/u.exec(line) ?? [];
    if (key !== undefined)
      values.set(key.toLowerCase().replaceAll(/[ -]/g, '_'), value!.replace(/^(["'])(.*)\1$/, '$2'));
  }
  const title = onOneLine(values.get('title') ?? values.get('标题') ?? '');
  const datedOn = dateKeys.map((key) => dayWritten(values.get(key) ?? '')).find((day) => day !== undefined);
  return { ...(title !== '' && { title }), ...(datedOn !== undefined && { datedOn }) };
}
