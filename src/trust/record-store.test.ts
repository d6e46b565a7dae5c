import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { type App, createApp } from '../wire.ts';
import { canonicalJson } from './canonical.ts';

let place: TestPlace;
let app: App;

beforeAll(async () => {
  place = await makeTestPlace();
  const { drop, ...where } = place;
  app = await createApp({ ...where, clock: () => new Date('2026-03-05T09:00:00Z'), client: 'test' });
});
afterAll(async () => {
  await app.close();
  await place.drop();
});

test('what is written of many records says what they are at the end, whatever was added or changed since', async () => {
  const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
  await app.runtime.write(
    app.session,
    async ({ records, actor }) => {
      const people = Array.from({ length: 600 }, (_, number) => ({
        name: `王小明 ${number}`,
        ownerId: actor.id,
        lifecycleStage: 'Lead',
      }));
      const [first] = await records.insertMany('contact', people as never);
      expect(records.itemsJson()).toBe(canonicalJson(records.items));
      await records.insert('company', { name: 'Harbor Ltd', ownerId: actor.id } as never);
      expect(records.itemsJson()).toBe(canonicalJson(records.items));
      await records.update('contact', first!.id, { name: 'Ada "Countess" Byron' });
      expect(records.itemsJson()).toBe(canonicalJson(records.items));
      expect(records.itemsJson()).toContain('Ada \\"Countess\\" Byron');
      expect(JSON.parse(records.itemsJson())).toHaveLength(601);
    },
    limits,
  );
});
