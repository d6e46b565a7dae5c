import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { tools } from '../../tools/index.ts';
import { type App, createApp } from '../wire.ts';
import { commands } from './commands.ts';
import { makeTestHome, type Outcome, program, runHere, runProgram, type TestHome } from './testing/home.ts';

// The command line as people meet it: its exit code, its two streams. It runs in this process but where the
// process is the point.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;
/** Another client holds the database open, as an assistant does all day; the commands join it. */
let app: App;

beforeAll(async () => {
  home = await makeTestHome({
    LANG: 'en_US.UTF-8',
    RAPPORT_NOW: '2026-03-05T09:00:00+08:00',
  });
  app = await createApp(home.database);
});

afterAll(async () => {
  await app.close();
  await home.remove();
});

const rapport = (argv: readonly string[], more: Record<string, string> = {}, input = ''): Promise<Outcome> =>
  runHere(argv, { ...home.environment, ...more }, input);

describe('help', () => {
  test('names every command, in both languages: by option, setting or locale', async () => {
    const english = await rapport(['--help']);
    expect(english).toMatchObject({ code: 0, said: '' });
    for (const name of Object.keys(commands)) expect(english.out).toContain(`  ${name} `);
    const chinese = await rapport(['--help', '--language', 'zh']);
    expect(chinese.out).toContain('命令');
    expect((await rapport(['-h'], { RAPPORT_LANGUAGE: 'zh' })).out).toBe(chinese.out);
    expect((await rapport(['help'], { LANG: 'zh_CN.UTF-8' })).out).toBe(chinese.out);
  });

  test.each(Object.keys(commands))('rapport %s -h says how it is called', async (name) => {
    const { code, out } = await rapport([name, '-h']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage  rapport ${name}`);
    expect(out).toContain('--data-dir DIR');
  });

  test('options stand in lines a terminal holds', async () => {
    const { out } = await rapport(['import', '-h']);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('--version', async () => {
    const version = { code: 0, out: `${packageJson.version}\n`, said: '' };
    expect(await rapport(['--version'])).toEqual(version);
    expect(await runProgram(['--version'], home.environment)).toEqual(version);
  });
});

test.each([
  [['tools', 'extra'], {}, 2, '多余的参数“extra”。用法：rapport tools\n'],
  [['call', 'search_contacts', '{bad'], {}, 2, /^参数不是 JSON。/],
  [['audit', 'frob'], {}, 2, '多余的参数“frob”。用法：rapport audit verify | head | export | events\n'],
  [['train', 'nope'], {}, 2, /^没有 nope 这个模型。可用：/],
  [['serve', '--toolsets', 'nope'], {}, 2, /^没有 "nope" 这个工具集。可用：all, crm/],
  [['ask', '--model', 'nope', '你好'], {}, 1, /^没有 "nope" 这个模型。可用 local/],
  [['undo', 'chg_none'], {}, 1, /^没有可以撤销的这项改动。/],
  [['approve', 'apr_none'], {}, 1, /^没有这样一项待您批准的操作。/],
  [['tools'], { DATABASE_URL: 'mysql://here' }, 2, /^环境变量有误：DATABASE_URL/],
] as const)('in Chinese: rapport %j', async (argv, more, code, said) => {
  const told = await rapport([...argv], { LANG: 'zh_CN.UTF-8', ...more });
  expect(told).toMatchObject({ code, out: '' });
  if (typeof said === 'string') expect(told.said).toBe(said);
  else expect(told.said).toMatch(said);
});

describe('wrong usage ends with 2, a line that helps and no result', () => {
  test.each([
    [[], /^$/],
    [['serv'], /no command serv\. Did you mean serve\?/],
    [['toString'], /no command toString/],
    [['tools', '--jsno'], /no option --jsno\. Did you mean --json\?/],
    [['tools', '--json=yes'], /--json takes no value/],
    [['tools', '--data-dir'], /--data-dir needs a value: DIR/],
    [['tools', 'extra'], /What is "extra"\? Usage: rapport tools/],
    [['call'], /Usage: rapport call TOOL/],
    [['undo'], /Say what to take back: a CHANGE-ID/],
    [['audit', 'burn'], /rapport audit verify/],
    [['tools', '--language', 'fr'], /--language needs a value: en\|zh/],
    [['serve', '--toolsets', 'insihgt'], /no toolset "insihgt"\. Did you mean insight\?/],
    [['serve', '--tools', 'serch_contacts'], /Did you mean search_contacts/],
    [['serve', '--http', '--port', 'eighty'], /--port/],
    [['eval', 'nosuch'], /no suite nosuch/],
    [['undo', '--language=zh'], /请指明要撤销什么/],
  ])('rapport %j', async (argv, complaint) => {
    const { code, out, said } = await rapport(argv);
    expect(code).toBe(2);
    expect(said.trim()).toMatch(complaint);
    if (argv.length > 0) expect(out).toBe('');
  });

  test('an environment that is wrong is told in one line, every name and no value', async () => {
    const { code, said } = await rapport(['tools'], {
      DATABASE_URL: 'mysql://secret@host',
      RAPPORT_NOW: 'tomorrow',
      RAPPORT_DTA: 'x',
      RAPPORT_LANGUAGE: 'fr',
    });
    expect(code).toBe(2);
    expect(said.trim().split('\n')).toHaveLength(1);
    for (const name of ['DATABASE_URL', 'RAPPORT_NOW', 'RAPPORT_DTA', 'RAPPORT_LANGUAGE'])
      expect(said).toContain(name);
    expect(said).not.toMatch(/secret|tomorrow/);
    const wrong = { ...home.environment, RAPPORT_NOW: 'tomorrow' };
    expect(await runProgram(['tools'], wrong)).toMatchObject({ code: 2, out: '' });
  });
});

test('tools: every tool with its tokens, for people, programs and the README', async () => {
  const { tools: listed, defaultProfile } = JSON.parse((await rapport(['tools', '--json'])).out);
  expect(listed.map(({ name }: { name: string }) => name)).toEqual(tools.map(({ name }) => name));
  expect(defaultProfile.tools).toBe(tools.filter(({ profile }) => profile === 'default').length);
  const { out, said } = await rapport(['tools']);
  expect(out.trim().split('\n')).toHaveLength(tools.length);
  expect(said).toContain(`${defaultProfile.tokens} tokens`);
  expect((await rapport(['tools', '--markdown'])).out).toMatch(/^\| tool \|/);
});

test('a day at the command line: call, look, undo, approve, verify', async () => {
  const call = async (tool: string, callArguments: object): Promise<Outcome> =>
    rapport(['call', tool, JSON.stringify(callArguments)]);

  const created = await call('save_contacts', { name: '张伟', emails: ['zhang.wei@example.com'] });
  expect(created).toMatchObject({ code: 0, said: '' });
  const { changeId } = JSON.parse(created.out);
  await call('save_contacts', { name: 'Dana Ortiz' });

  const refused = await call('get_customer', { customer: 'Nobody Atall' });
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'not_found' } });

  const waiting = await call('delete_records', { kind: 'contact', filter: 'name is not empty' });
  expect(waiting.code).toBe(1);
  const { approvalId } = JSON.parse(waiting.out).error.details;
  expect((await rapport(['approve'])).out).toMatch(
    new RegExp(`${approvalId}  delete_records: .*2 records.*Dana Ortiz.*filter: “name is not empty”`, 's'),
  );
  expect(await rapport(['approve', approvalId, '--reject'])).toMatchObject({ code: 0 });
  expect(await rapport(['approve', approvalId])).toMatchObject({ code: 1, out: '' });
  expect((await rapport(['approve'])).out).toBe('');

  expect(await rapport(['undo', changeId])).toMatchObject({ code: 0 });
  expect(await rapport(['undo', changeId])).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse((await call('search_contacts', {})).out)).toMatchObject({ total: 1 });

  const verified = JSON.parse((await rapport(['audit', 'verify', '--json'])).out);
  expect(verified).toMatchObject({
    entries: 3,
    erased: 0,
    firstBreak: null,
    head: expect.stringMatching(/^\w{64}$/),
  });
});

test('asked in both languages, once or line by line, with the calls for programs', async () => {
  await app.call('save_contacts', { name: 'Ada Lovelace', lifecycleStage: 'Qualified' });
  await app.call('save_contacts', { name: 'Grace Hopper', lifecycleStage: 'Qualified' });

  const english = await rapport(['ask', 'Who is Ada Lovelace?', '--model', 'local']);
  expect(english).toMatchObject({ code: 0, out: expect.stringContaining('Ada Lovelace') });
  const chinese = await rapport(['ask', 'Grace Hopper是谁？', '--json']);
  expect(JSON.parse(chinese.out)).toMatchObject({
    language: 'zh',
    answer: expect.stringContaining('Grace Hopper'),
    steps: [{ tool: expect.any(String), result: expect.any(Object) }],
  });

  const everybody = 'delete all contacts whose lifecycle stage is Qualified';
  const held = await rapport(['ask', everybody]);
  expect(held.said).toMatch(/rapport approve apr_/);
  const turns = await rapport(['ask'], {}, `${everybody}\nno\nwho is Ada Lovelace?\n`);
  expect(turns).toMatchObject({ code: 0 });
  expect(await app.call('search_contacts', { filter: 'lifecycleStage = Qualified' })).toMatchObject({
    data: { total: 2 },
  });
  expect(await rapport(['ask', everybody, '--yes'])).toMatchObject({ code: 0 });
  expect(await app.call('search_contacts', { filter: 'lifecycleStage = Qualified' })).toMatchObject({
    data: { total: 0 },
  });
  expect(await rapport(['ask', 'hello', '--model', 'openai:any'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('OPENAI_API_KEY'),
  });
});

test('doctor finds the installation well, or says what to do', async () => {
  const well = await rapport(['doctor']);
  expect(well.code).toBe(0);
  expect(well.out).toMatch(/^ok {2}Node: /);
  const { code, out } = await rapport(['doctor', '--json', '--data-dir', join(program, 'no-folder')]);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toContainEqual(
    expect.objectContaining({ name: 'database', ok: false, next: expect.any(String) }),
  );
});
