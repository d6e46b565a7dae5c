import { moveDay } from '../../../language/dates/calendar.ts';
import type { Capabilities } from './capabilities.ts';
import { filterText } from './filter-text.ts';
import type { PlannedCall, Purpose } from './planned.ts';
import type { Sayings } from './sayings.ts';

const mostCalls = 6;

/** The calls that move a day of each record by the same length: one call for each day they have now. */
export function moveDays(
  purpose: Extract<Purpose, { type: 'move' }>,
  data: Record<string, unknown>,
  capabilities: Capabilities,
  words: Sayings,
): { calls: PlannedCall[]; says: string[] } {
  const { kind, field, count, unit } = purpose;
  const tool = capabilities.save(kind);
  const items = Array.isArray(data.items) ? (data.items as Record<string, unknown>[]) : [];
  const byDay = new Map<string, { id: string; name: string }[]>();
  for (const item of items) {
    const day = item[field];
    if (typeof day !== 'string') continue;
    const group = byDay.get(day.slice(0, 10)) ?? [];
    byDay.set(day.slice(0, 10), [...group, { id: String(item.id), name: String(item.name ?? item.title) }]);
  }
  if (tool === undefined || byDay.size > mostCalls) return { calls: [], says: [words.cannot()] };
  if (byDay.size === 0) return { calls: [], says: [words.unchanged(purpose.filter)] };
  const base = 'kind' in tool.input.shape ? { kind } : {};
  const nameField = kind === 'task' ? 'title' : 'name';
  const calls = [...byDay].map(([day, group]): PlannedCall => {
    const value = moveDay(day, count, unit);
    const targets = group.map(({ id, name }) => ({ kind, id, name }));
    const filter = filterText([
      { field: nameField, comparison: 'in', values: targets.map((target) => target.name) },
    ]);
    return {
      tool: tool.name,
      arguments: { ...base, filter, [field]: value },
      purpose: { type: 'update', kind, targets, fields: [{ field, value }] },
    };
  });
  return { calls, says: [] };
}
