import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createApp } from '../src/wire.ts';
import { connectTestClient } from './kernel/testing.ts';

const late = [
  'parcel arrived late',
  'delivery was late again',
  'late delivery of my parcel',
  'the parcel came late',
];
const dear = [
  'the price is too high',
  'price went up again',
  'too expensive, high price',
  'this price is too expensive',
];
const slow = ['客服回复太慢', '客服态度差，回复慢', '客服一直不回复', '客服回复很慢'];

interface Themes {
  statements: number;
  others: number;
  themeCount: number;
  themes: { label: string; size: number; trend: string; months: object[]; quotes: { id?: string }[] }[];
}

describe('extract_themes', () => {
  test('the themes of given texts, in both languages, with size, mood and quotes', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const texts = [...late, ...dear, ...slow];
    const result = (await client.call('extract_themes', { texts, themes: 3 })) as unknown as Themes;
    expect(result).toMatchObject({ statements: 12, others: 0, themeCount: 3 });
    expect(result.themes.map(({ size }) => size)).toEqual([4, 4, 4]);
    const labels = result.themes.map(({ label }) => label).join('\n');
    expect(labels).toMatch(/late|parcel|delivery/);
    expect(labels).toMatch(/price/);
    expect(labels).toMatch(/客服|回复/);
    expect(result).toMatchObject({
      themes: [
        {
          sentiment: { negative: expect.any(Number) },
          quotes: [{ untrusted: true }, {}, {}],
          trend: 'unknown',
        },
        {},
        {},
      ],
    });
    const praise = ['the team loves it, very happy', 'we are very happy, great team'];
    expect(
      await client.call('extract_themes', { texts: [...texts, ...praise], themes: 3, sentiment: 'positive' }),
    ).toMatchObject({ statements: 2, total: 14, sentiment: 'positive' });
    for (const strange of [
      ['😀😀', '🎉'],
      ['Привет мир', 'こんにちは'],
    ])
      expect(await client.call('extract_themes', { texts: strange })).toMatchObject({
        themeCount: 0,
        others: 2,
      });
    expect(await client.fail('extract_themes', { texts, path: 'survey.csv' })).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('张伟和李娜的互动记录：主题带记录编号，随时间变化', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    for (const name of ['张伟', '李娜']) await client.call('save_contacts', { name });
    const log = (contact: string, occurredAt: string, summary: string) =>
      client.call('log_interaction', { contact, channel: 'call', summary, occurredAt });
    for (const [day, summary] of dear.entries()) await log('张伟', `2026-01-0${day + 1}`, summary);
    for (const [day, summary] of slow.entries()) await log('李娜', `2026-02-0${day + 1}`, summary);
    const result = (await client.call('extract_themes', {
      sources: ['interactions'],
      themes: 2,
    })) as unknown as Themes;
    expect(result).toMatchObject({ statements: 8, since: '2026-01-01', until: '2026-02-04' });
    const trends = Object.fromEntries(result.themes.map(({ label, trend }) => [/客服/.test(label), trend]));
    expect(trends).toEqual({ true: 'rising', false: 'falling' });
    expect(result.themes[0]!.months).toEqual([{ month: expect.stringMatching(/^2026-0[12]$/), count: 4 }]);
    expect(result.themes[0]!.quotes[0]!.id).toMatch(/^int_/);

    const own = await client.call('extract_themes', { customer: '李娜', until: '2026-02-28' });
    expect(own).toMatchObject({ customer: '李娜', statements: 4 });
    expect(await client.call('extract_themes', { since: '2026-03-01' })).toMatchObject({
      statements: 0,
      themes: [],
    });
    expect(await client.fail('extract_themes', { customer: '王芳' })).toMatchObject({ code: 'not_found' });
  });

  test('a survey file: the column is recognised or named', async () => {
    const files = await mkdtemp(join(tmpdir(), 'survey-'));
    const rows = [...late, ...dear].map((text, index) => `${index + 1},2026-01-1${index},"${text}"`);
    await writeFile(join(files, 'survey.csv'), `id,date,Feedback\n${rows.join('\n')}\n`);
    await writeFile(join(files, 'lines.txt'), [...late, ...dear].join('\n\n'));
    await writeFile(join(files, 'codes.csv'), 'a,b\n1,2\n3,4\n');
    await using app = await createApp({
      clock: () => new Date('2026-03-05T09:00:00Z'),
      toolsets: ['all'],
      files,
    });
    const call = async (callArguments: object) => app.call('extract_themes', { themes: 2, ...callArguments });
    expect(await call({ path: 'survey.csv' })).toMatchObject({
      ok: true,
      data: {
        statements: 8,
        column: 'Feedback',
        since: '2026-01-10',
        themes: [{ size: 4, quotes: [{ on: expect.any(String) }, {}, {}] }, {}],
      },
    });
    expect(await call({ path: 'lines.txt' })).toMatchObject({ ok: true, data: { statements: 8 } });
    expect(await call({ path: 'survey.csv', column: 'Opinion' })).toMatchObject({
      error: { message: 'There is no column "Opinion".', hint: 'Columns: id, date, Feedback.' },
    });
    expect(await call({ path: 'codes.csv' })).toMatchObject({
      error: { hint: expect.stringContaining('Columns: a, b') },
    });
    expect(await call({ path: '../etc/passwd' })).toMatchObject({ ok: false });
  });
});
