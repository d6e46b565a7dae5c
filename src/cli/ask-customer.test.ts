import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, createApp } from '../wire.ts';
import { makeTestHome, type Outcome, program, runHere, type TestHome } from './testing/home.ts';

// A customer at the command line and over HTTP, a person who answers, and what each is told.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;
/** Holds the database open, as an assistant does all day; the commands join it. */
let app: App;

beforeAll(async () => {
  home = await makeTestHome({ RAPPORT_MODEL: 'local' });
  app = await createApp(home.database);
  await app.call('save_contacts', { name: '张伟', emails: ['wei@example.com'] });
});

afterAll(async () => {
  await app.close();
  await home.remove();
});

const rapport = (argv: readonly string[], input = ''): Promise<Outcome> =>
  runHere(argv, home.environment, input);

test('a customer asks for a person, who answers from the command line; the rating is kept', async () => {
  const asked = await rapport(['ask', '--as-customer', 'wei@example.com', '转人工', '--json']);
  expect(asked).toMatchObject({ code: 0, said: '' });
  const { conversationId, handOff } = JSON.parse(asked.out);
  expect(handOff).toEqual({ status: 'waiting', ticket: expect.stringMatching(/^T-/) });

  const listed = await rapport(['handoffs', '--language', 'zh']);
  expect(listed.out).toMatch(
    /^共1个转人工对话：\n张伟：客户要求人工，优先级普通，已等 \d+ 分钟，工单T-\w+ \[hnd_\w+\]\n$/,
  );
  const [id] = /hnd_\w+/.exec(listed.out)!;
  const replied = await rapport(['handoffs', 'reply', id, '您好，我来处理', '--give-back']);
  expect([replied.code, replied.out]).toEqual([0, expect.stringContaining('given back by Me')]);

  const again = ['ask', '--as-customer', 'wei@example.com', '--conversation', conversationId];
  const chat = await rapport(again, '\n谢谢，就这些\n');
  expect([chat.code, chat.out]).toEqual([0, expect.stringMatching(/^Me: 您好，我来处理\n/)]);
  expect(await rapport([...again, '--rate', '5'])).toMatchObject({ code: 0 });
  const shown = await rapport(['handoffs', 'show', conversationId]);
  expect(shown.out).toContain('张伟, closed\nCustomer: 转人工\n');
  expect(shown.out).toContain('\nMe: 您好，我来处理\n');
});

test.each([
  [['ask', '--as-customer', 'nobody@example.com', 'Hi'], 1, 'No customer has the e-mail nobody@example.com.'],
  [['ask', '--as-customer', 'nobody@example.com', '你好', '--language', 'zh'], 1, '没有客户使用邮箱'],
  [['ask', '--as-customer', '--conversation', 'cnv_none', '在吗'], 1, '没有这个对话'],
  [
    ['ask', '--as-customer', '--conversation', 'cnv_none', '--rate', '9'],
    2,
    '--rate needs a number from 1 to 5',
  ],
  [['handoffs', 'reply', 'hnd_1'], 2, 'Usage: rapport handoffs'],
  [['handoffs', 'take', 'hnd_none'], 1, 'There is no such hand-off.'],
] as const)('%j: exit code %i', async (argv, code, said) => {
  const outcome = await rapport(argv);
  expect([outcome.code, outcome.out, outcome.said]).toEqual([code, '', expect.stringContaining(said)]);
});

test('a conversation of the company’s own people is gone on with by its id', async () => {
  const first = JSON.parse((await rapport(['ask', 'Find 张伟', '--json'])).out);
  const again = ['ask', 'what is his email?', '--json', '--conversation', first.conversationId];
  expect(JSON.parse((await rapport(again)).out).answer).toContain('wei@example.com');
  expect(await rapport(['ask', 'Hi', '--conversation', 'cnv_none'])).toMatchObject({ code: 1 });
});

test('serve --http lets customers in by a key made by command, and shuts the door without', async () => {
  const server = spawn(process.execPath, [program, 'serve', '--http', '--port', '0'], {
    env: home.environment,
  });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const post = (key: string) =>
    fetch(line.replace('/mcp', '/chat'), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({ message: '你好' }),
    });
  expect((await post('any')).status).toBe(404);
  const { out } = await rapport(['keys', 'new', '--chat']);
  const answer = await post(out.trim());
  expect([answer.status, await answer.json()]).toMatchObject([200, { language: 'zh', status: 'open' }]);
  expect((await post('any')).status).toBe(401);
  server.kill('SIGTERM');
  await once(server, 'exit');
});
