import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { type App, createApp } from '../wire.ts';
import { canonicalJson } from './canonical.ts';
import { unpackItems } from './packed-items.ts';

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
      const check = async () => {
        const { encoded, bytes } = records.packedItems();
        const json = canonicalJson(records.items);
        expect(records.itemsJson()).toBe(json);
        expect(encoded.length).toBe(json.length);
        expect(String(encoded.bytes)).toBe(json);
        expect(await unpackItems(await bytes)).toBe(json);
      };
      const people = Array.from({ length: 600 }, (_, number) => ({
        name: `王小明 ${number}`,
        ownerId: actor.id,
        lifecycleStage: 'Lead',
      }));
      const [first] = await records.insertMany('contact', people as never);
      await check();
      await records.insert('company', { name: '华'.repeat(2_000), ownerId: actor.id } as never);
      await check();
      await records.update('contact', first!.id, { name: 'Ada "Countess" Byron' });
      await check();
      expect(records.itemsJson()).toContain('Ada \\"Countess\\" Byron');
      expect(JSON.parse(records.itemsJson())).toHaveLength(601);
    },
    limits,
  );
});
