import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Endpoint, startEndpoint } from '../agent/testing/endpoint.ts';
import { type App, createApp } from '../wire.ts';
import { makeTestHome, type Outcome, program, runHere, type TestHome } from './testing/home.ts';

// The command line on a language model: what stands on which stream, exit codes, nothing secret.

vi.setConfig({ testTimeout: 240_000 });

const key = 'sk-test-0123456789';
let home: TestHome;
let endpoint: Endpoint;
/** Holds the database open, as an assistant does all day; the commands join it. */
let app: App;

beforeAll(async () => {
  endpoint = await startEndpoint(['scripted', 'other'], key);
  home = await makeTestHome({
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: endpoint.baseUrl,
    RAPPORT_MODEL: 'openai:scripted',
    RAPPORT_PRICES: '1,0.1,10',
  });
  app = await createApp(home.database);
});

afterAll(async () => {
  await endpoint[Symbol.asyncDispose]();
  await app.close();
  await home.remove();
});

const rapport = (argv: readonly string[], more: Record<string, string> = {}, input = ''): Promise<Outcome> =>
  runHere(argv, { ...home.environment, ...more }, input);

test('a chat: the answers on one stream, waits and costs on the other', async () => {
  endpoint.script(
    { status: 429, headers: { 'retry-after-ms': '10' } },
    { calls: [{ name: 'save_contacts', arguments: { name: '张伟' } }] },
    { text: ['已创建', '张伟。'] },
    { text: 'Hello https://evil.example/x', usage: { input: 1_234, cached: 234, output: 5 } },
  );
  const { code, out, said } = await rapport(['ask'], {}, '新建联系人张伟\nhello there\n');
  expect({ code, out }).toEqual({ code: 0, out: '已创建张伟。\nHello […]\n' });
  expect(said.split('\n')).toEqual([
    '· busy, waiting 0.0 s',
    expect.stringMatching(
      /^· scripted at 127\.0\.0\.1:\d+: 2 calls, 2,000 tokens in \(1,200 cached\), 40 out, \$0\.0013 \(prices: RAPPORT_PRICES\)$/,
    ),
    expect.stringMatching(/: 1 calls, 1,234 tokens in \(234 cached\), 5 out, \$0\.0011/),
    '',
  ]);
});

test('--json: the calls, the answer and what they cost', async () => {
  endpoint.script({ text: 'Hello.' });
  const { code, out, said } = await rapport(['ask', 'hello there', '--json']);
  expect([code, said]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    answer: 'Hello.',
    steps: [],
    usage: {
      steps: 1,
      inputTokens: 1_000,
      cachedInputTokens: 600,
      outputTokens: 20,
      cost: { amount: 0.00066 },
    },
  });
});

test('a failure: one line that helps, exit code 1, no key, no stack', async () => {
  const { code, out, said } = await rapport(['ask', 'hello there'], {
    OPENAI_API_KEY: 'sk-other-987',
    RAPPORT_LOG: 'debug',
  });
  expect(code).toBe(1);
  expect(out).toMatch(/^127\.0\.0\.1:\d+ did not accept the key \(401\)\. Check OPENAI_API_KEY\./);
  expect(out + said).not.toMatch(/987|node_modules|at .*\.ts:|http:/);
  expect(
    await rapport(['ask', 'who is Ada?', '--model', 'local'], { OPENAI_BASE_URL: '', OPENAI_API_KEY: '' }),
  ).toMatchObject({ code: 0 });
  const several = await rapport(['ask', 'hello there'], { RAPPORT_MODEL: '' });
  expect(several).toMatchObject({
    code: 1,
    out: '',
    said: expect.stringMatching(/offers 2 models: scripted, other/),
  });
});

test('a model without a key, and one that takes no tools: what to do next, in both languages', async () => {
  const noKey = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
  const ask = (language: string) => ['ask', 'hello there', '--model', 'openai:other', '--language', language];
  expect(await rapport(ask('en'), noKey)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^openai:other needs a key\. Set OPENAI_API_KEY/),
  });
  expect(await rapport(ask('zh'), noKey)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^使用 openai:other 需要密钥。请设置 OPENAI_API_KEY；[^a-z]/),
  });
  const refusal = { status: 400, body: { error: { message: 'other does not support tools' } } };
  for (const [question, says] of [
    ['hello there', / \(400\): other does not support tools\. .*another model with --model/],
    ['你好', /（400）：other does not support tools。.*用 --model 或 RAPPORT_MODEL 换一个模型/],
  ] as const) {
    endpoint.script(refusal);
    expect(await rapport(['ask', question])).toMatchObject({ code: 1, out: expect.stringMatching(says) });
  }
});

test('doctor: whether the model is there', async () => {
  const finding = async (more: Record<string, string>) => {
    const { out } = await rapport(['doctor', '--json', '--language', 'en'], more);
    const found = JSON.parse(out) as { name: string; ok: boolean; next?: string }[];
    return found.find(({ name }) => name === 'language model');
  };
  expect(await finding({})).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/scripted, .*\/chat\/completions/),
  });
  expect(await finding({ RAPPORT_MODEL: 'openai:nosuch' })).toMatchObject({
    ok: false,
    next: expect.stringContaining('scripted, other'),
  });
  expect(await finding({ OPENAI_API_KEY: 'sk-no' })).toMatchObject({
    ok: false,
    next: expect.stringContaining('OPENAI_API_KEY'),
  });
  expect(await finding({ OPENAI_BASE_URL: `${endpoint.baseUrl}/wrong` })).toMatchObject({
    ok: false,
    next: expect.stringContaining('OPENAI_BASE_URL'),
  });
});

test('an evaluation of the model counts what its endpoint does wrong, and ends where all would be wrong', async () => {
  endpoint.script({ text: 'I do not know.' }, { status: 400 }, { text: 'Whom?' });
  const results = join(home.folder, 'results.json');
  const { out } = await rapport([
    'eval',
    'crm-tasks',
    '--model',
    'openai:scripted',
    '--limit',
    '1',
    '--json',
    results,
    '--data',
    join(program, '../../../evals/data/workbench'),
  ]);
  expect(out).toMatch(/endpointErrorRate.*dollarsPerTask/);
  const refused = await rapport(['eval', 'crm-tasks', '--model', 'openai:nosuch', '--limit', '1']);
  expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/no model nosuch/) });
});
