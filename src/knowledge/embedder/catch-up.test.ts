import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Embedder } from '../../models.ts';
import { type App, createApp } from '../../wire.ts';

// Vectors of an embedder that knows of meaning are made as documents come in.

let fails = false;
const asked: string[][] = [];
const embedder: Embedder = {
  name: 'meaning@test',
  isLexical: false,
  async embed(texts) {
    if (fails) throw new Error('The embedding endpoint test answered 500.');
    asked.push([...texts]);
    return texts.map((text) =>
      Array.from({ length: 1_024 }, (_, index) => (index === 0 ? 1 : text.length % 7)),
    );
  },
};

let app: App;
beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-03-05T09:00:00+08:00'), toolsets: ['all'], embedder });
});
afterAll(() => app.close());

const add = (source: string, more = {}, language: 'en' | 'zh' = 'en') =>
  app.call(
    'add_knowledge',
    { source, text: `# ${source}\n\nThe code of ${source} is 7.\n`, ...more },
    { language },
  );

test('what comes in is given its vectors at once; a rehearsal asks nobody', async () => {
  expect(await add('gate.md', { dryRun: true })).toMatchObject({ ok: true });
  expect(asked).toEqual([]);
  expect(await add('gate.md')).toMatchObject({ data: { vectors: { made: 1, missing: 0 } } });
  expect(asked).toHaveLength(1);
  expect(await app.embedding.state()).toMatchObject({ passages: 1, pending: 0 });
});

test('where the embedder fails the document is in, and what to do is said; the next run makes up for it', async () => {
  fails = true;
  const failed = await add('门禁.md', {}, 'zh');
  expect(failed).toMatchObject({ ok: true, data: { status: 'added', vectors: { made: 0, missing: 1 } } });
  expect(failed.ok && failed.text).toMatch(/1 段暂无向量.*rapport knowledge embed/);
  expect(JSON.stringify(await app.call('search_knowledge', { query: '门禁.md' }))).toMatch(/The code of/);
  fails = false;
  expect(await add('yard.md')).toMatchObject({ data: { vectors: { made: 1, missing: 0 } } });
  expect(await app.embedding.state()).toMatchObject({ passages: 3, pending: 1 });
  expect(await app.embedding.run()).toBe(1);
});
