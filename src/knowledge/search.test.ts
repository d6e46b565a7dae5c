import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../wire.ts';
import { contradict } from './contradiction.ts';
import { hashedEmbedder, hashedVector } from './embedder/hashed.ts';
import { isFollowUp } from './follow-up.ts';
import type { SearchOptions } from './index.ts';
import { translateWords } from './lexicon/lexicon.ts';
import { noticeForOtherLanguage } from './other-language.ts';

const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
let app: App;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-03-05T09:00:00Z') });
  const documents = [
    [
      'shipping.md',
      '# Shipping\n\n## Europe\n\nShipping to Europe takes six working days.\n\n## Asia\n\nShipping to Asia takes ten working days.',
      '2025-11-02',
    ],
    ['old-refunds.md', '# Refunds\n\nRefunds are paid within 30 days of the return.', '2023-01-05'],
    ['new-refunds.md', '# Refunds 2026\n\nRefunds are paid within 14 days of the return.', '2026-01-05'],
    [
      'saver.md',
      '# Super Saver\n\n## Opening\n\nA Super Saver is opened in a branch.\n\n## Super Saver, Super Saver Plus\n\nSuper Saver and Super Saver Plus.\n\n## Return\n\nA Super Saver account pays four percent interest each year.',
      null,
    ],
    [
      'hours.md',
      '# Opening hours\n\nThe shop opens at ten and closes at seven.\n\n## Parking\n\nThere is parking behind the house; it is free.',
      null,
    ],
    ['warranty.md', '# Warranty\n\nThe warranty covers repairs of the battery for two years.', null],
  ] as const;
  await app.runtime.write(
    app.session,
    (_, { knowledge }) =>
      knowledge.ingestMany(
        documents.map(([source, text, datedOn]) => ({ source, text, datedOn: datedOn ?? undefined })),
      ),
    limits,
  );
});
afterAll(() => app.close());

const ask = (question: string, options: Partial<SearchOptions> = {}) =>
  app.runtime.read(
    app.session,
    (_, { knowledge }) => knowledge.search(question, { limit: 3, ...options }),
    limits,
  );

describe('answers', () => {
  test('a follow-up keeps its topic', async () => {
    const { passages } = await ask('and to Asia?', { previous: 'How long does shipping to Europe take?' });
    expect(passages[0]?.headings.at(-1)).toBe('Asia');
  });

  test('documents that contradict each other are both shown, with their dates', async () => {
    const { answer } = await ask('Within how many days are refunds paid after the return?');
    const said = [answer!, ...answer!.contradictedBy];
    expect(said.map(({ document }) => document.datedOn).sort()).toEqual(['2023-01-05', '2026-01-05']);
  });

  test.each(['几点开门', '你们几点关门？', '停车收费吗'])(
    '短问题也在英文文档里找到答案：%s',
    async (question) => {
      const { answer, translatedInto } = await ask(question);
      expect(translatedInto).toBe('en');
      expect(answer?.document.source).toBe('hours.md');
    },
  );

  test('中文问题在英文文档里找到答案', async () => {
    const { passages, translatedInto } = await ask('电池的保修期是几年？');
    expect(translatedInto).toBe('en');
    expect(passages[0]?.document.source).toBe('warranty.md');
  });

  test('a name in Latin letters does not keep a Chinese question from English documents', async () => {
    const { answer, translatedInto } = await ask('Super Saver 账户每年利息多少？');
    expect(translatedInto).toBe('en');
    expect(answer?.quote).toContain('four percent interest');
    expect((await ask('Which interest does Super Saver pay?')).translatedInto).toBeUndefined();
  });

  test('passages get vectors batch by batch, and a misspelt word is found by its letters', async () => {
    expect(await app.embedding.state()).toMatchObject({ embedder: 'hashed-1', pending: 10, passages: 10 });
    const stopped = AbortSignal.abort();
    expect(await app.embedding.run({ signal: stopped })).toBe(0);
    const seen: number[] = [];
    expect(await app.embedding.run({ progress: (done) => seen.push(done) })).toBe(10);
    expect(seen).toEqual([10]);
    expect(await app.embedding.state()).toMatchObject({ pending: 0 });
    const [vector] = await hashedEmbedder.embed(['batery waranty']);
    const vectors = { embedder: 'hashed-1', isLexical: true, vector: vector! };
    expect((await ask('batery waranty', { vectors })).passages[0]?.document.source).toBe('warranty.md');
  });
});

test('hashed vectors have length 1 or no word, and do not change', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const vector = hashedVector(text);
      const length = Math.hypot(...vector);
      expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
      expect(hashedVector(text)).toEqual(vector);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['We deliver within 5 days.', 'We deliver within 9 days.', true],
  ['We deliver within 5 days.', 'We deliver within 5 days, in boxes.', false],
  ['Opened boxes can be returned.', 'Opened boxes cannot be returned.', true],
  ['七天内可以退货。', '三十天内可以退货。', true],
  ['We deliver within 5 days.', 'The battery lasts 9 hours.', false],
  ['Returns are accepted within 30 days.', 'Returns are accepted within two weeks.', true],
  ['Returns are accepted within 14 days.', 'Returns are accepted within two weeks.', false],
  ['Full service | $120 | 5 working days', 'The update costs $20 and is free with a full service.', false],
  ['Full service | $120 | 5 working days', 'A full service costs $110.', true],
  ['雅思冲刺班 | 60课时 | 7800元', '雅思冲刺班不承诺分数。', false],
  ['口语小班 | 36课时 | 4320元', '口语小班由外教授课，每周有一次活动。', false],
  ['口语小班学费4320元。', '口语小班学费3900元。', true],
])('%s | %s', (one, other, expected) => {
  expect(contradict(one, other)).toBe(expected);
});

test.each([
  ['and for Europe?', true],
  ['那欧洲呢？', true],
  ['How long does the warranty on batteries last?', false],
])('%s leans on what was said: %s', (question, expected) => {
  expect(isFollowUp(question)).toBe(expected);
});

test('words are looked up in both directions', () => {
  const ways = (question: string) => translateWords(question).words.flatMap((word) => word.ways.flat());
  expect(ways('退款要多久')).toContain('refund');
  expect(ways('Is shipping free?')).toContain('发货');
});

test.each([
  ['¿Cuánto cuesta el envío para mi pedido?', 'inglés'],
  ['Wie lange ist die Garantie und wann kann ich das Gerät umtauschen?', 'Englisch'],
  ['返品はできますか', '英語'],
  ['Сколько стоит доставка?', 'по-английски'],
])('a third language is told what we can: %s', (question, words) => {
  expect(noticeForOtherLanguage(question)).toContain(words);
});

test.each(['How long does delivery take?', '送货要几天？', 'Tell me about 张伟', 'refund policy'])(
  'none for %s',
  (question) => {
    expect(noticeForOtherLanguage(question)).toBeUndefined();
  },
);
