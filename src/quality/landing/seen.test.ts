import { expect, test } from 'vitest';
import { newId } from '../../trust/index.ts';
import { createLikelySeen, createMade, createSeen } from './seen.ts';

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

test.each([
  { create: createSeen, most: 0 },
  { create: createLikelySeen, most: 150 },
])(
  'no text is missed, and of 100,000 strange ones few are taken for known: $create.name',
  ({ create, most }) => {
    const seen = create();
    for (let number = 0; number < 300_000; number++) seen.add(`e:${number}@acme.example`);
    let missed = 0;
    for (let number = 0; number < 300_000; number++) if (!seen.has(`e:${number}@acme.example`)) missed++;
    let mistaken = 0;
    for (let number = 0; number < 100_000; number++) if (seen.has(`n:张伟 ${number}`)) mistaken++;
    expect(missed).toBe(0);
    expect(mistaken).toBeLessThanOrEqual(most);
  },
);
