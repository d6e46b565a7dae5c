import { createApiKeys, createPeople, roleName, visibilityIn } from '../trust/index.ts';
import type { App } from '../wire.ts';
import type { CommandCall } from './command.ts';
import type { Finding } from './doctor.ts';

/** Who may come in: the people, the keys, the sign-in service; and who works on this machine. */
export async function checkEntrance(app: App, { config, terminal, stop }: CommandCall): Promise<Finding> {
  const { words } = terminal;
  const limits = { signal: stop, timeoutMs: 15_000 };
  const [people, keys] = await app.runtime.read(
    app.session,
    async (scope) => [await createPeople(scope).list(), await createApiKeys(scope).list()] as const,
    limits,
  );
  const active = people.filter((person) => person.active).length;
  const good = keys.filter((key) => !key.expired).length;
  const { actor, workspace } = app.session;
  const rules = visibilityIn(workspace.settings);
  const isLimited = rules.records === 'own' || Object.keys(rules.hidden).length > 0;
  const issuer = config.oauth && new URL(config.oauth.issuer).host;
  const detail = words({
    en: [
      `you are ${actor.name} (${actor.role}) here`,
      `${active} ${active === 1 ? 'person' : 'people'}`,
      `${good} ${good === 1 ? 'key' : 'keys'}${keys.length > good ? `, ${keys.length - good} run out` : ''}`,
      issuer ? `sign-in by ${issuer}` : 'no sign-in service',
      ...(isLimited ? ['what they see is limited'] : []),
    ].join('; '),
    zh: [
      `在本机您是 ${actor.name}（${roleName(actor.role, 'zh')}）`,
      `${active} 位成员`,
      `${good} 个密钥${keys.length > good ? `，${keys.length - good} 个已过期` : ''}`,
      issuer ? `登录服务 ${issuer}` : '没有登录服务',
      ...(isLimited ? ['成员可见范围有限制'] : []),
    ].join('；'),
  });
  return { name: words({ en: 'who comes in', zh: '谁能进入' }), ok: true, detail };
}
