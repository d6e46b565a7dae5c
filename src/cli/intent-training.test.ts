import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgentFor, ownPhrasesModel } from '../agent/index.ts';
import { type App, createApp } from '../wire.ts';
import { UsageError } from './command.ts';
import { readPhrases, trainIntentPhrases } from './intent-training.ts';
import type { Terminal } from './terminal.ts';
import { makeTestHome, type TestHome } from './testing/home.ts';

// A workspace teaches the local model how its people talk, and goes back when that was no good.

const now = '2026-03-05T09:00:00+08:00';
const { signal } = new AbortController();
let app: App;
let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome();
  app = await createApp({ ...home.database, clock: () => new Date(now) });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await home.remove();
});

const terminal = (language: 'en' | 'zh') =>
  ({ language, words: (phrase: Record<'en' | 'zh', string>) => phrase[language] }) as Terminal;
async function read(lines: string, language: 'en' | 'zh' = 'en') {
  const path = join(home.folder, 'phrases.csv');
  await writeFile(path, lines);
  return readPhrases(path, app.tools, terminal(language));
}
const slang = [
  'zaphod status please,daily_brief',
  'give me the zaphod,daily_brief',
  'zaphod for this morning,daily_brief',
  'what says the zaphod,daily_brief',
  '来个早安播报,daily_brief',
  '早安播报有什么,daily_brief',
];

test('phrases are learned, judged by what the others teach, used by the local model, and taken back', async () => {
  const phrases = await read(`text,intent\n${slang.join('\n')}\n`);
  const first = await trainIntentPhrases(app, phrases, signal);
  expect(first).toMatchObject({
    promoted: true,
    version: { name: ownPhrasesModel, version: 1, sampleSize: 6 },
  });
  expect(first.judged.learned).toBeGreaterThan(first.judged.alone);

  const agent = await createAgentFor(app, { model: 'local' });
  const answer = await agent.ask('the zaphod please');
  expect(answer.steps.map(({ tool }) => tool)).toContain('daily_brief');

  const worse = await read(
    'text,intent\nzaphod one,score_churn\nzaphod two,forecast_sales\nzaphod three,daily_brief\n',
  );
  expect(await trainIntentPhrases(app, worse, signal)).toMatchObject({
    promoted: false,
    version: { version: 2 },
  });
});

test('wrong phrases are told line by line, with what was meant', async () => {
  const wrong = 'text,intent\nhello,dayly_brief\n😀,daily_brief\nfoo bar,daily_brief\nfoo bar,score_churn\n';
  await expect(read(wrong)).rejects.toThrow(
    new UsageError(
      'line 2: there is no tool "dayly_brief". Did you mean daily_brief?\nline 3: the text has no words\nline 5: the same text stands for daily_brief and for score_churn',
    ),
  );
  await expect(read('文本,意图\n你好,天气\n', 'zh')).rejects.toThrow('没有工具 "天气"。');
  await expect(read('a,b\n1,2\n', 'zh')).rejects.toThrow('文件需要 text 和 intent 两列，现有：a、b。');
  await expect(read('text,intent\n,\n')).rejects.toThrow('no rows below it');
});
