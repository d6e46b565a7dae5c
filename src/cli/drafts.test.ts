import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tools } from '../../tools/index.ts';
import { draftCalled } from '../../tools/kernel/draft-mode.ts';
import { type App, createApp } from '../wire.ts';
import { makeTestHome, type Outcome, runHere, type TestHome } from './testing/home.ts';

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;
let app: App;

beforeAll(async () => {
  home = await makeTestHome({ LANG: 'en_US.UTF-8', RAPPORT_NOW: '2026-03-05T09:00:00+08:00' });
  app = await createApp({
    ...home.database,
    toolsets: ['all'],
    clock: () => new Date('2026-03-05T09:00:00+08:00'),
  });
});

afterAll(async () => {
  await app.close();
  await home.remove();
});

const rapport = (...argv: string[]): Promise<Outcome> => runHere(argv, home.environment);
const names = async () => Object.values((await app.snapshot()).contact ?? {}).map(({ name }) => name);

test('a question’s writes wait in a draft until a person has read and applied it; one undo takes it back', async () => {
  const asked = await rapport('ask', '--draft', 'spring', 'add a contact named Zoe Quill');
  expect(asked).toMatchObject({ code: 0, said: expect.stringContaining('rapport drafts show spring') });
  expect(await names()).toEqual([]);
  const again = await rapport('ask', '--draft=spring', '新建一个任务：给 Zoe Quill 打电话');
  expect(again).toMatchObject({ code: 0 });

  const listed = await rapport('drafts');
  expect(listed.out).toMatch(/^dft_\w+@\d {2}spring {2}\d records?, open/);
  const { draft, changes } = JSON.parse((await rapport('drafts', 'show', 'spring', '--json')).out);
  expect(changes[0]).toMatchObject({
    operation: 'create',
    fields: expect.arrayContaining([
      expect.objectContaining({
        field: 'name',
        after: 'Zoe Quill',
        source: expect.objectContaining({ words: 'add a contact named Zoe Quill' }),
      }),
    ]),
  });
  const shown = await rapport('drafts', 'show', draft);
  expect(shown.out).toContain('1. + new contact Zoe Quill');
  expect(shown.out).not.toContain('\u001B');
  expect((await rapport('drafts', 'show', draft, '--language', 'zh')).out).toContain('新建 联系人 Zoe Quill');

  const part = await rapport('drafts', 'apply', draft, '--only', '1', '--yes');
  expect(part).toMatchObject({ code: 1, said: expect.stringMatching(/apply dft_\w+@\d+ --only 1 --yes\n$/) });
  const unread = await rapport('drafts', 'apply', draft);
  expect(unread).toMatchObject({ code: 1, out: '' });
  const [, named = ''] = /apply (\S+) --yes/.exec(unread.said) ?? [];
  expect(await names()).toEqual([]);
  expect(await rapport('drafts', 'apply', `${draft}@99`, '--yes')).toMatchObject({ code: 1 });
  const applied = await rapport('drafts', 'apply', named, '--yes');
  expect(applied).toMatchObject({ code: 0 });
  expect(await names()).toEqual(['Zoe Quill']);
  const [changeId = ''] = /chg_\w+/.exec(applied.out) ?? [];
  expect(await rapport('undo', changeId)).toMatchObject({ code: 0 });
  expect(await names()).toEqual([]);
});

test('wrong words are told in both languages, and nothing is written', async () => {
  for (const argv of [
    ['drafts', 'show'],
    ['drafts', 'merge', 'x'],
    ['drafts', 'apply', 'x', '--conflicts', 'mine'],
    ['undo'],
    ['undo', 'chg_1', '--since', '2h'],
    ['undo', '--since', 'soon'],
    ['undo', '--since', '1h', '--until', '2h'],
    ['approve', '--page'],
  ]) {
    expect(await rapport(...argv), argv.join(' ')).toMatchObject({ code: 2, out: '' });
    expect((await rapport(...argv, '--language', 'zh')).said, argv.join(' ')).toMatch(/\p{Script=Han}/u);
  }
  for (const argv of [
    ['drafts', 'show', 'nothing'],
    ['drafts', 'discard', 'dft_nothing'],
    ['undo', '--actor', 'Nobody'],
  ]) {
    expect(await rapport(...argv), argv.join(' ')).toMatchObject({ code: 1, out: '' });
    expect((await rapport(...argv, '--language', 'zh')).said, argv.join(' ')).toMatch(/\p{Script=Han}/u);
  }
});

test('all of a time is shown first, and taken back on a yes', async () => {
  await app.call('save_contacts', { name: 'Ann Lee' });
  await app.call('save_contacts', { contact: 'Ann Lee', city: 'Oslo' });
  const preview = await rapport('undo', '--since', '2h');
  expect(preview).toMatchObject({ code: 1, out: '' });
  expect(preview.said).toContain('--yes');
  expect(await names()).toEqual(['Ann Lee']);
  expect(await rapport('undo', '--since', '2小时', '--dry-run', '--language', 'zh')).toMatchObject({
    code: 0,
  });
  expect(await rapport('undo', '--since', 'today', '--yes')).toMatchObject({ code: 0 });
  expect(await names()).toEqual([]);
});

test('a draft is let go of without a trace', async () => {
  await app.call('save_contacts', { name: 'Bo Berg' }, { draft: draftCalled('other') });
  expect(await rapport('drafts', 'discard', 'other')).toMatchObject({ code: 0 });
  expect((await rapport('drafts')).out).not.toContain('other');
  expect(await names()).toEqual([]);
});

test('a server that drafts has every conversation write into a draft of its own, which it cannot leave', async () => {
  await using server = await createApp({ ...home.database, draft: true, toolsets: ['all'] });
  const inOne = { conversationId: 'cnv_one' };
  expect(await server.call('save_contacts', { name: 'Cy Young' }, inOne)).toMatchObject({ ok: true });
  expect(await server.call('finish_draft', { outcome: 'submit' }, inOne)).toMatchObject({ ok: true });
  expect(await server.call('save_contacts', { name: 'Di Moss' }, inOne)).toMatchObject({ ok: true });
  expect(await names()).toEqual([]);
  const seen = async (conversationId: string) => {
    const outcome = await server.call('search_contacts', {}, { conversationId });
    return outcome.ok && (outcome.data.items as { name: string }[]).map(({ name }) => name);
  };
  expect(await seen('cnv_one')).toEqual(['Di Moss']);
  expect(await seen('cnv_two')).toEqual([]);
  expect(await server.call('import_records', { kind: 'contact' }, inOne)).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  expect(JSON.parse((await rapport('drafts', '--json')).out)).toHaveLength(3);
});

test('whose key may only draft writes in drafts, takes back in drafts, and applies none', async () => {
  const { session } = app;
  const scopes = ['crm:read', 'crm:draft'] as const;
  const limited = { ...session, actor: { ...session.actor, scopes, client: 'key:key_1' } };
  const call = (tool: string, given: Record<string, unknown>) =>
    app.call(tool, given, { session: limited, conversationId: 'cnv_key' });
  expect(await call('save_contacts', { name: 'Ed Wu' })).toMatchObject({ ok: true });
  expect(await call('save_contacts', { name: 'Flo Ray' })).toMatchObject({ ok: true });
  expect(await call('undo_change', {})).toMatchObject({ ok: true });
  expect(await names()).toEqual([]);
  const drafts: { draft: string; name: string; client: string; records: number; revision: number }[] =
    JSON.parse((await rapport('drafts', '--json')).out);
  const own = drafts.find(({ client }) => client === 'key:key_1');
  expect(own).toMatchObject({ records: 1 });
  const registry = { all: tools, served: tools };
  const apply = { outcome: 'apply', draft: own?.draft, revision: own?.revision };
  for (const [tool, given] of [
    ['finish_draft', apply],
    ['import_records', {}],
  ] as const)
    expect(
      await app.call(tool, given, { session: limited, registry, conversationId: 'cnv_key' }),
    ).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(await rapport('drafts', 'apply', `${own?.name}@${own?.revision}`, '--yes')).toMatchObject({
    code: 0,
  });
  expect(await names()).toEqual(['Ed Wu']);
});
