import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorText } from '../trust/error-texts.ts';
import {
  createApiKeys,
  createPeople,
  type NewApiKey,
  type PersonDetails,
  publicError,
  type Scope,
} from '../trust/index.ts';
import { type App, createApp } from '../wire.ts';
import { makeTestHome, runHere, type TestHome } from './testing/home.ts';

// People and keys, as an owner at a terminal keeps them.

let home: TestHome;
let app: App;

beforeAll(async () => {
  home = await makeTestHome();
  app = await createApp(home.database);
});

afterAll(async () => {
  await app.close();
  await home.remove();
});

const rapport = (words: string[], settings: Record<string, string> = {}) =>
  runHere(words, { ...home.environment, ...settings });

/** What the owner is told of something that is refused, in both languages. */
async function refused(work: (scope: Scope) => Promise<unknown>): Promise<{ en: string; zh: string }> {
  const limits = { signal: new AbortController().signal, timeoutMs: 15_000 };
  const error = await app.runtime.write(app.session, work, limits).then(
    () => null,
    (failure: unknown) => publicError(failure),
  );
  const en = [error?.message, error?.hint].filter(Boolean).join(' ');
  return { en, zh: errorText(en, 'zh') };
}

test('people come, change and go by command, and see what they may', async () => {
  const dana = ['--name', 'Dana Fox', '--email', 'dana@example.com'];
  expect(await rapport(['users', 'add', ...dana, '--team', 'north'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^usr_\w+ {2}Dana Fox {2}<dana@example\.com> {2}representative {2}team north\n$/,
    ),
  });
  for (const words of [
    ['users', 'set'],
    ['users', 'go'],
    ['users', 'list', '--role', 'viewer'],
    ['keys', 'new'],
  ])
    expect(await rapport(words)).toMatchObject({ code: 2 });
  await rapport(['users', 'set', 'Dana Fox', '--role', 'viewer']);
  const visibility = ['users', 'visibility', '--records', 'own', '--hide', 'deal.amount=viewer'];
  expect(await rapport(visibility)).toMatchObject({
    out: expect.stringContaining('Hidden from viewer: deal.amount'),
  });
  const asDana = { RAPPORT_USER: 'dana@example.com' };
  const doctor = await rapport(['doctor'], asDana);
  expect(doctor.out).toMatch(/you are Dana Fox \(viewer\) here; 2 people; 0 keys.*what they see is limited/);
  expect(await rapport(['users', 'set', 'Dana Fox', '--role', 'owner'], asDana)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Only an owner'),
  });
  await rapport(['users', 'set', 'Dana Fox', '--disable']);
  expect(await rapport(['call', 'describe_workspace'], { ...asDana, RAPPORT_LANGUAGE: 'zh' })).toMatchObject({
    code: 1,
    said: expect.stringContaining('已停用'),
  });
});

test('成员、可见范围、密钥和检查结果用中文说角色，角色也可用中文写', async () => {
  const chinese = { RAPPORT_LANGUAGE: 'zh' };
  const say = (...words: string[]) => rapport(words, chinese);
  const added = await say('users', 'add', '--name', '王芳', '--email', 'wang@example.cn', '--role', '经理');
  expect(added.out).toMatch(/王芳 {2}<wang@example\.cn> {2}经理\n$/);
  expect((await say('users')).out).toMatch(/Me {2}<me@localhost> {2}所有者\n/);
  expect((await say('users', 'visibility', '--hide', 'deal.amount=只读成员')).out).toContain(
    '对只读成员隐藏：deal.amount',
  );
  expect((await say('doctor')).out).toContain('在本机您是 Me（所有者）');
  expect((await say('users', 'set', '王芳', '--role', '老板')).said).toContain(
    'owner（所有者）、manager（经理）',
  );
  expect(await say('keys', 'new', '--name', '报表', '--role', '只读成员')).toMatchObject({ code: 0 });
  expect((await say('audit', 'events')).out).toMatch(/新建密钥: key_\w+, usr_\w+ 使用，权限 .*，有效期至 /);
  for (const { id } of JSON.parse((await say('keys', '--json')).out).keys) await say('keys', 'revoke', id);
  await say('users', 'remove', '王芳');
});

test('wrong words about people are told in both languages', async () => {
  const people = (work: (people: ReturnType<typeof createPeople>) => Promise<unknown>) =>
    refused((scope) => work(createPeople(scope)));
  const eve: PersonDetails = { name: 'Eve', email: 'eve@example.com' };
  const told = [
    await people((all) => all.add({ ...eve, email: 'DANA@example.com' })),
    await people((all) => all.add({ name: 'Eve' })),
    await people((all) => all.add({ ...eve, email: 'eve' })),
    await people((all) => all.add({ ...eve, role: 'ownr' })),
    await people((all) => all.set('Nobody', { active: false })),
    await people((all) => all.set('Dana Fox', {})),
    await people((all) => all.set('me@localhost', { role: 'viewer' })),
    await people((all) => all.set('me@localhost', { active: false })),
    await people((all) => all.remove('Me')),
    await people((all) => all.add({ ...eve, name: 'x'.repeat(121) })),
  ];
  expect(told.map(({ en }) => en)).toEqual([
    expect.stringContaining('is "Dana Fox" already'),
    expect.stringContaining('needs a name and an e-mail'),
    expect.stringContaining('"eve" is no e-mail address'),
    expect.stringContaining('Did you mean owner'),
    expect.stringContaining('No user is called "Nobody"'),
    expect.stringContaining('nothing to change'),
    ...Array(3).fill(expect.stringContaining('the last owner')),
    '--name takes at most 120 characters.',
  ]);
  for (const { en, zh } of told) expect([en, /\p{Script=Han}/u.test(zh)]).toEqual([en, true]);
});

test('keys are shown once, listed without themselves, and taken back by name', async () => {
  const words = ['--name', 'nightly', '--scopes', 'crm:read,crm:write', '--expires', '4w'];
  const made = await rapport(['keys', 'new', ...words]);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^rpk_\w+\.key_\w+\.rpk_[\w-]{43}\n$/) });
  const listed = await rapport(['keys']);
  expect(listed.out).toMatch(
    /key_\w+ {2}nightly {2}Me {2}crm:read,crm:write {2}until \d{4}-\d\d-\d\d {2}never used/,
  );
  expect(listed.out).not.toContain(made.out.trim().split('.')[2]);
  const twin = JSON.parse((await rapport(['keys', 'new', '--name', 'nightly', '--json'])).out);
  const unclear = await refused((scope) => createApiKeys(scope).revoke('nightly'));
  expect(unclear.en).toMatch(/^"nightly" may be 2 keys\. Give the id: key_\w+, key_\w+\.$/);
  expect(unclear.zh).toMatch(/^"nightly" 可能是 2 个密钥。请给出编号：/);
  expect(await rapport(['keys', 'revoke', twin.id])).toMatchObject({ code: 0 });
  expect(await rapport(['keys', 'revoke', 'nightly'])).toMatchObject({ code: 0 });

  await rapport(['users', 'add', '--name', 'Vic', '--email', 'vic@example.com', '--role', 'viewer']);
  const less = await rapport(['keys', 'new', ...words.with(1, 'late'), '--user', 'Vic']);
  expect(less.said).toContain('It may crm:read (not crm:write: whom it acts for may not)');
  const keys = (asked: Partial<NewApiKey>) =>
    refused((scope) => createApiKeys(scope).make({ name: 'x', ...asked }));
  const told = [
    await keys({ scopes: ['crm:rite'] }),
    await keys({ expiresIn: 4_000 }),
    await keys({ name: ' ' }),
    await keys({ user: 'Nobody' }),
    await keys({ user: 'Dana Fox' }),
    await keys({ user: 'Vic', scopes: ['crm:admin'] }),
    await refused((scope) => createApiKeys(scope).revoke('nightly')),
  ];
  expect(told.map(({ en }) => en)).toEqual([
    expect.stringContaining('Did you mean crm:write'),
    expect.stringContaining('lives from 1 to 366 days'),
    expect.stringContaining('needs a name'),
    expect.stringContaining('No user is called'),
    expect.stringContaining('"Dana Fox" is disabled'),
    expect.stringContaining('A viewer may not crm:admin, and neither may a key of theirs'),
    expect.stringContaining('There is no key "nightly"'),
  ]);
  for (const { en, zh } of told) expect([en, /\p{Script=Han}/u.test(zh)]).toEqual([en, true]);
});

test('时区、货币和财年由所有者设置；写错的说明原因，什么都不改', async () => {
  const chinese = { RAPPORT_LANGUAGE: 'zh' };
  for (const [words, told] of [
    [['--time-zone', 'Mars/Base'], '时区名称'],
    [['--time-zone', '+08:00'], '时区名称'],
    [['--currency', 'ABC'], '货币代码'],
    [['--fiscal-year-start', '13'], '1 到 12 的月份'],
    [[], '请说明要设置什么'],
  ] as const)
    expect(await rapport(['workspace', 'set', ...words], chinese)).toMatchObject({
      code: 2,
      said: expect.stringContaining(told),
    });
  const before = JSON.parse((await rapport(['workspace', '--json'])).out);
  expect(before).toMatchObject({ fiscalYearStart: 1 });

  const set = ['workspace', 'set', '--time-zone', 'europe/berlin', '--currency', 'eur'];
  expect(await rapport([...set, '--fiscal-year-start', '4'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/: Europe\/Berlin, EUR, the fiscal year starts in April\n$/),
  });
  expect((await rapport(['audit', 'events'])).out).toContain(
    'time zone, currency or fiscal year was changed',
  );
  const { timeZone, currency } = before;
  await rapport(['workspace', 'set', '--time-zone', timeZone, '--currency', currency]);
});
