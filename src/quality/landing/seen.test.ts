import { expect, test } from 'vitest';
import { newId } from '../../trust/index.ts';
import { createMade } from './seen.ts';

test('records made in a row are told from those before, after and of another kind by two ids', () => {
  const made = createMade();
  const now = new Date('2026-03-05T09:00:00Z');
  const [before, ...ids] = Array.from({ length: 6 }, () => newId('contact', now));
  const after = newId('contact', now);
  made.add({ first: ids[0]!, last: ids.at(-1)! });
  expect(ids.filter(made.has)).toEqual(ids);
  const later = newId('contact', new Date('2026-03-05T09:00:01Z'));
  expect([before!, after, later, newId('company', now)].filter(made.has)).toEqual([]);
});
