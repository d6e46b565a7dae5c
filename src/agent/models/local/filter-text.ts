import type { Constraint } from './frame.ts';

/** Conditions as the filter expression tools take. */
export function filterText(constraints: readonly Constraint[], except: readonly string[] = []): string {
  const parts = constraints.map(({ field, comparison, values, unlike }) => {
    if (comparison === 'at') {
      const places = field === 'emails' ? ['emails', 'city', 'company.name'] : ['city', 'name'];
      const written = (place: string, value: string) =>
        place === 'emails' && unlike !== undefined ? `@${value.replaceAll(' ', '')}` : value;
      const parts = values.flatMap((value) =>
        places.map((place) => `${place} ~ ${quote(written(place, value))}`),
      );
      const others = (unlike ?? []).map((host) => ` and not emails ~ ${quote(`@${host}`)}`);
      return `(${parts.join(' or ')})${others.join('')}`;
    }
    if (comparison === 'contains') return `${field} ~ ${quote(values[0]!)}`;
    if (comparison === 'empty') return `${field} is empty`;
    if (comparison === 'set') return `${field} is set`;
    if (comparison === 'between') return `${field} between ${quote(values[0]!)} and ${quote(values[1]!)}`;
    if (comparison === 'not in' && values.length === 1) return `not ${field} = ${quote(values[0]!)}`;
    if (comparison === 'not in') return `not ${field} in (${values.map(quote).join(', ')})`;
    if (comparison === 'in' && values.length > 1) return `${field} in (${values.map(quote).join(', ')})`;
    return `${field} ${comparison === 'in' ? '=' : comparison} ${quote(values[0]!)}`;
  });
  const without = except.map((name) => `not name = ${quote(name)}`);
  return [...parts, ...without].join(' and ');
}

const quote = (value: string): string => `'${value.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;
