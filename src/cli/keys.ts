import {
  createApiKeys,
  type ListedApiKey,
  type Role,
  roleName,
  roleNamed,
  type Scope,
  scopesFor,
  scopesNamed,
  staffRoles,
  type ToolScope,
} from '../trust/index.ts';
import type { App } from '../wire.ts';
import { chooseAction } from './actions.ts';
import { type Command, type CommandCall, limitsOf, listOf, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';

const daysPerUnit: Readonly<Record<string, number>> = { d: 1, w: 7, y: 365 };

export default {
  usage: '[list | new --name NAME | new --chat | revoke ID]',
  takes: [0, 2],
  options: {
    name: {
      type: 'string',
      value: 'NAME',
      help: { en: 'new: the program that will use the key', zh: 'new：使用该密钥的程序' },
    },
    user: {
      type: 'string',
      value: 'WHO',
      help: { en: 'new: whom it acts for; by default you', zh: 'new：以谁的身份操作，默认是您' },
    },
    scopes: {
      type: 'string',
      value: 'A,B',
      help: {
        en: 'new: what it may do, within what its user may: crm:read (the default), crm:draft, crm:write, crm:delete, crm:export, crm:admin',
        zh: 'new：允许的操作（不超出其用户的权限）：crm:read（默认）、crm:draft、crm:write、crm:delete、crm:export、crm:admin',
      },
    },
    role: {
      type: 'string',
      value: 'ROLE',
      help: { en: 'new: at most what this role may', zh: 'new：不超出该角色的权限' },
    },
    expires: {
      type: 'string',
      value: 'N[d|w|y]',
      help: { en: 'new: how long it is good; 90d by default', zh: 'new：有效期，默认 90d' },
    },
    chat: {
      type: 'boolean',
      help: {
        en: 'new: a key of the customers’ chat over HTTP instead',
        zh: 'new：改为生成客户聊天接口的密钥',
      },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values } = call;
    const action = chooseAction(call, actions, usage, 'list');
    const id = positionals[1];
    if (action === 'new') refuseHalf(call);
    const days = daysOf(call);
    const scopes = scopesOf(call);
    await using app = await openApp(call);
    if (action === 'revoke') await revoke(app, call, id!);
    else if (action === 'list') await list(app, call);
    else if (values.chat) await makeChatKey(app, call);
    else await make(app, call, { scopes, expiresIn: days });
    return 0;
  },
} satisfies Command;

const usage = {
  en: 'keys [list] | new --name NAME [--scopes crm:read,crm:write] [--user WHO] [--expires 90d] | new --chat | revoke ID',
  zh: 'keys [list] | new --name 名称 [--scopes crm:read,crm:write] [--user 成员] [--expires 90d] | new --chat | revoke ID',
};

const ofPrograms = ['name', 'user', 'scopes', 'role', 'expires'];
const actions = {
  list: { takes: 0 },
  new: { takes: 0, options: [...ofPrograms, 'chat'] },
  revoke: { takes: 1 },
};

/** @throws UsageError where a key has no name, or a chat key what such a key does not have */
function refuseHalf({ values, terminal }: CommandCall): void {
  const stray = ofPrograms.find((name) => values[name] !== undefined);
  if (!values.chat && values.name === undefined)
    throw new UsageError(
      terminal.words({
        en: 'A key needs the name of the program that will use it: rapport keys new --name "nightly report"',
        zh: '请给出使用该密钥的程序名称：rapport keys new --name "nightly report"',
      }),
    );
  if (values.chat && stray !== undefined)
    throw new UsageError(
      terminal.words({
        en: `--${stray} does not go with --chat: such a key lets in customers alone, until it is revoked.`,
        zh: `--chat 不能与 --${stray} 合用：该密钥只供客户聊天使用，撤销前一直有效。`,
      }),
    );
}

/** @throws UsageError */
function daysOf({ values, terminal }: CommandCall): number | undefined {
  const written = textOf(values, 'expires');
  const [, number, unit = 'd'] = /^(\d{1,4})\s*([dwy])?$/i.exec(written ?? '1d') ?? [];
  if (number === undefined)
    throw new UsageError(
      terminal.words({
        en: '--expires is written like 90d, 12w or 1y.',
        zh: '--expires 的写法：90d、12w 或 1y。',
      }),
    );
  return written === undefined ? undefined : Number(number) * daysPerUnit[unit.toLowerCase()]!;
}

/** The scopes asked for, within those of a role; undefined where neither is. @throws RapportError, UsageError */
function scopesOf({ values, terminal }: CommandCall): readonly ToolScope[] | undefined {
  const written = textOf(values, 'role');
  const role = written && roleNamed(written);
  if (role !== undefined && !staffRoles.some((known) => known === role))
    throw new UsageError(
      terminal.words({
        en: `There is no role ${role}. Roles: ${staffRoles.join(', ')}.`,
        zh: `没有 ${role} 这个角色。可用：${staffRoles.map((known) => `${known}（${roleName(known, 'zh')}）`).join('、')}。`,
      }),
    );
  const named = listOf(values, 'scopes');
  const scopes = named && scopesNamed(named);
  if (role === undefined) return scopes;
  return scopesFor(role as Role).filter((scope) => scopes?.includes(scope) ?? true);
}

const write = <Result>(app: App, call: CommandCall, work: (scope: Scope) => Promise<Result>) =>
  app.runtime.write(app.session, work, limitsOf(call));

async function make(
  app: App,
  call: CommandCall,
  asked: { scopes: readonly ToolScope[] | undefined; expiresIn: number | undefined },
): Promise<void> {
  const { values, terminal } = call;
  const wanted = { ...asked, name: textOf(values, 'name') ?? '', user: textOf(values, 'user') };
  const made = await write(app, call, (scope) => createApiKeys(scope).make(wanted));
  if (values.json) terminal.printJson(made);
  else terminal.print(made.key);
  const until = made.expiresAt.toISOString().slice(0, 10);
  const may = made.scopes.filter((scope) => !made.beyond.includes(scope));
  const beyond = made.beyond.join(', ');
  const less =
    beyond === ''
      ? { en: '', zh: '' }
      : {
          en: ` (not ${beyond}: whom it acts for may not)`,
          zh: `（不含 ${beyond}：其用户没有该权限）`,
        };
  terminal.say(
    terminal.words({
      en: `This key is shown once. It may ${may.join(', ')}${less.en}, until ${until}; clients send it as "Authorization: Bearer KEY". Take it back with: rapport keys revoke ${made.id}`,
      zh: `密钥只显示这一次。权限：${may.join('、')}${less.zh}，有效期至 ${until}；客户端以“Authorization: Bearer 密钥”发送。撤销：rapport keys revoke ${made.id}`,
    }),
  );
}

async function makeChatKey(app: App, call: CommandCall): Promise<void> {
  const { values, terminal } = call;
  const made = await app.runtime.write(app.session, (_, { desk }) => desk.keys.make(), limitsOf(call));
  if (values.json) terminal.printJson(made);
  else terminal.print(made.key);
  terminal.say(
    terminal.words({
      en: `This key is shown once; keep it with the server of your website. Take it back with: rapport keys revoke ${made.id}`,
      zh: `密钥只显示这一次，请保存在您网站的服务器上。撤销：rapport keys revoke ${made.id}`,
    }),
  );
}

/** Takes a key back, of either kind. @throws RapportError not_found */
async function revoke(app: App, call: CommandCall, id: string): Promise<void> {
  const { terminal } = call;
  await app.runtime.write(
    app.session,
    async (scope, { desk }) => {
      const chat = await desk.keys.list();
      if (chat.some((key) => key.id === id)) await desk.keys.revoke(id);
      else await createApiKeys(scope).revoke(id);
    },
    limitsOf(call),
  );
  terminal.say(terminal.words({ en: `${id} is taken back.`, zh: `${id} 已撤销。` }));
}

async function list(app: App, call: CommandCall): Promise<void> {
  const { values, terminal } = call;
  const [keys, chat] = await app.runtime.read(
    app.session,
    async (scope, { desk }) => [await createApiKeys(scope).list(), await desk.keys.list()] as const,
    limitsOf(call),
  );
  if (values.json) return terminal.printJson({ keys, chat });
  for (const key of keys) terminal.print(lineOf(key, call));
  for (const key of chat)
    terminal.print(
      `${key.id}  ${terminal.words({ en: 'customers’ chat', zh: '客户聊天接口' })}  ${day(key.createdAt)}`,
    );
  if (keys.length + chat.length === 0)
    terminal.say(
      terminal.words({
        en: 'There is no key. Make one for a program with: rapport keys new --name NAME',
        zh: '没有密钥。为程序生成密钥：rapport keys new --name 名称',
      }),
    );
}

const day = (moment: Date): string => moment.toISOString().slice(0, 10);

function lineOf(key: ListedApiKey, { terminal }: CommandCall): string {
  const until = day(key.expiresAt);
  const used = key.lastUsedAt === null ? null : day(key.lastUsedAt);
  return [
    key.id,
    key.name,
    key.user,
    key.scopes.join(','),
    key.expired
      ? terminal.words({ en: `ran out ${until}`, zh: `已于 ${until} 过期` })
      : terminal.words({ en: `until ${until}`, zh: `有效期至 ${until}` }),
    used === null
      ? terminal.words({ en: 'never used', zh: '从未使用' })
      : terminal.words({ en: `last used ${used}`, zh: `上次使用 ${used}` }),
  ].join('  ');
}
