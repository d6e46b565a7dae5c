import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestPlace } from '../../db/testing.ts';
import { type App, createApp } from '../wire.ts';

let app: App;
let folder: string;
let drop: () => Promise<void>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-audience-'));
  const { drop: dropPlace, ...place } = await makeTestPlace();
  drop = dropPlace;
  const clock = () => new Date('2026-03-05T09:00:00+08:00');
  app = await createApp({ ...place, clock, toolsets: ['all'], files: folder });
  await add({
    source: 'margins.md',
    text: '# Margins of dealers\n\nDealers get a margin of 42 percent on pumps.\n',
  });
  await add({ source: '底价.md', text: '# 经销商底价\n\n水泵的经销商底价是八百元。\n' });
  await add({
    source: 'faq.md',
    text: '# Pumps\n\nPumps are delivered within five days.\n\n水泵五天内送达。\n',
    audience: 'customers',
  });
});
afterAll(async () => {
  await app.close();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

type Data = Record<string, unknown>;

async function call(tool: string, given: Data, as = app): Promise<Data> {
  const outcome = await as.call(tool, given, { confirm: async () => 'approved' });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.data;
}
const add = (given: Data) => call('add_knowledge', given);
const customer = () => app.asCustomer({ id: 'visit', name: 'Visitor' });
const searchAs = async (as: App, query: string) => as.call('search_knowledge', { query, limit: 10 });

test.each([
  ['What margin do dealers get on pumps?', /42 percent/, /Margins|42 percent/],
  ['水泵的经销商底价是多少？', /八百元/, /底价|八百/],
])('customers get nothing of what is for staff: %s', async (query, said, hidden) => {
  const own = await searchAs(app, query);
  expect(own.ok && own.text).toMatch(said);
  const theirs = await searchAs(customer(), query);
  expect(theirs.ok).toBe(true);
  expect(JSON.stringify(theirs).replace(query, '')).not.toMatch(hidden);
});

test('both are answered from what is for customers', async () => {
  for (const as of [app, customer()])
    expect(JSON.stringify(await searchAs(as, 'How fast are pumps delivered?'))).toMatch(/within five days/);
});

test('a customer’s session neither lists nor reads the documents of staff', async () => {
  const { runtime, session } = customer();
  const limits = { signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 };
  const titles = await runtime.read(
    session,
    async (_, { knowledge }) => (await knowledge.list()).map(({ title }) => title),
    limits,
  );
  expect(titles).toEqual(['Pumps']);
  const reading = runtime.read(session, (_, { knowledge }) => knowledge.read('margins.md'), limits);
  await expect(reading).rejects.toMatchObject({
    code: 'not_found',
    hint: expect.not.stringMatching(/Margins/),
  });
});

test('who a document is for stays when it changes, and is changed by adding it again', async () => {
  await writeFile(join(folder, 'rates.md'), 'Rates of interest: three percent.\n');
  const listed = async () => ((await call('list_knowledge', { query: 'rates' })).items as Data[])[0];
  await add({ paths: ['rates.md'] });
  expect(await listed()).toMatchObject({ audience: 'staff' });
  expect(await add({ paths: ['rates.md'], audience: 'customers' })).toMatchObject({
    updated: 1,
  });
  expect(await listed()).toMatchObject({ audience: 'customers', version: 2 });
  expect(await add({ paths: ['rates.md'] })).toMatchObject({ unchanged: 1 });
  await writeFile(join(folder, 'rates.md'), 'Rates of interest: four percent.\n');
  await add({ paths: ['rates.md'] });
  expect(JSON.stringify(await searchAs(customer(), 'rates of interest'))).toMatch(/four percent/);
  await add({ paths: ['rates.md'], audience: 'staff' });
  expect(JSON.stringify(await searchAs(customer(), 'rates of interest'))).not.toMatch(/percent/);
  expect((await app.call('add_knowledge', { source: 'x.md', text: 'x', audience: 'everyone' })).ok).toBe(
    false,
  );
});

test.each([
  [
    'Shipping costs us 3 USD a parcel.',
    'Delivery takes two days.',
    'how long does shipping take',
    /two days/,
  ],
  ['邮费成本每件三元。', '运费8元。', '邮费多少钱', /8元/],
])('a word that only documents for staff have is none of theirs: %s', async (staff, open, query, said) => {
  await add({ source: `staff-${query}.md`, text: staff });
  await add({ source: `open-${query}.md`, text: open, audience: 'customers' });
  const found = await searchAs(customer(), query);
  expect(found.ok && found.text).toMatch(said);
});
