/** A column's name without case, spaces, punctuation and what stands in brackets: `First_Name*` is `firstname`. */
export function headerKey(column: string): string {
  const plain = column.normalize('NFKC').toLowerCase();
  const key = plain.replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '').replace(/[^\p{L}\p{N}]+/gu, '');
  return key || plain.replace(/[^\p{L}\p{N}]+/gu, '');
}

const prefixes: Readonly<Record<string, string>> = {
  person: 'contact',
  contact: 'contact',
  organization: 'company',
  organisation: 'company',
  deal: 'deal',
  activity: 'interaction',
  product: 'product',
};

/** The kind a column such as `Deal - Title` belongs to, and the rest of its name. */
export function prefixOf(column: string): { kind: string; rest: string } | null {
  const match = /^\s*(\p{L}+) - (.+)$/u.exec(column);
  const kind = prefixes[match?.[1]?.toLowerCase() ?? ''];
  return match && kind !== undefined ? { kind, rest: match[2]! } : null;
}

/** The keys a column may be looked up by for a kind, the likeliest first. */
export function keysOf(column: string, kind: string): string[] {
  const prefix = prefixOf(column);
  if (prefix) return prefix.kind === kind ? [headerKey(prefix.rest)] : [headerKey(column)];
  const inner = column.replace(/^properties\./, '');
  const last = inner.split('.').at(-1)!;
  return [...new Set([headerKey(inner), headerKey(last)])];
}

/** What a column's numbers are counted in: 10,000 for `金额（万元）`, by decimal places. */
export const scaleOf = (column: string): number =>
  /万元|\(万\)|（万）/u.test(column) ? 4 : /千元/u.test(column) ? 3 : /百万/u.test(column) ? 6 : 0;
