import { isIP } from 'node:net';
import type { Door } from '../mcp/auth/door.ts';
import { createApiKeys } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { type CommandCall, listOf, textOf, UsageError } from './command.ts';

/** Where to serve HTTP, and who may come in there. */
export interface HttpPlace {
  host: string;
  port: number;
  /** Names clients reach this server by, besides this machine's own. */
  allowedHosts: readonly string[];
  /** Whether everybody has to say who they are; else whoever reaches the server works as its user. */
  guarded: boolean;
}

export const usualPlace = { host: '127.0.0.1', port: 8321 };
const loopback = ['127.0.0.1', '::1', 'localhost'];
const deadlineMs = 15_000;

/** Where to serve, as the command line says. @throws UsageError where it is no port, or open to anybody */
export function httpPlace({ values, config, terminal }: CommandCall): HttpPlace {
  const { words } = terminal;
  const host = textOf(values, 'host') ?? usualPlace.host;
  const written = textOf(values, 'port') ?? String(usualPlace.port);
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65_535)
    throw new UsageError(
      words({
        en: `--port needs a number from 0 to 65535, such as ${usualPlace.port}; 0 takes a free one.`,
        zh: `--port 需要 0 到 65535 之间的数字，例如 ${usualPlace.port}；0 表示任选空闲端口。`,
      }),
    );
  const allowedHosts = (listOf(values, 'allow-host') ?? []).map((name) => name.toLowerCase());
  const strange = allowedHosts.find((name) => !isHostName(name));
  if (strange !== undefined)
    throw new UsageError(
      words({
        en: `--allow-host takes names such as crm.example.com, without port or path; ${JSON.stringify(strange)} is none. There is no "*".`,
        zh: `--allow-host 需要 crm.example.com 这样的主机名，不带端口和路径；${JSON.stringify(strange)} 不是，也不能用“*”。`,
      }),
    );
  const isOpen = !loopback.includes(host);
  if (isOpen && allowedHosts.length === 0)
    throw new UsageError(
      words({
        en: `At ${host} others can reach this server: say by which names with --allow-host crm.example.com, and let them show who they are with a key (rapport keys new --name NAME) or through your sign-in service (RAPPORT_OAUTH_ISSUER). For yourself alone, go through SSH: ssh -L 8321:localhost:8321 THIS-MACHINE`,
        zh: `在 ${host} 上其他人也能访问：请用 --allow-host crm.example.com 指定允许的主机名，并让来访者出示密钥（rapport keys new --name 名称）或通过登录服务（RAPPORT_OAUTH_ISSUER）验证身份。只供自己使用时请经由 SSH：ssh -L 8321:localhost:8321 本机`,
      }),
    );
  return {
    host,
    port,
    allowedHosts,
    guarded: isOpen || allowedHosts.length > 0 || config.oauth !== undefined,
  };
}

const isHostName = (name: string): boolean =>
  isIP(name) !== 0 || (/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name) && !name.includes('..'));

/** Says what is missing where everybody has to say who they are, and nobody could; null where somebody can. */
export async function whyNobodyComesIn(
  app: App,
  { config, terminal, stop }: CommandCall,
): Promise<string | null> {
  if (config.oauth) return null;
  const limits = { signal: stop, timeoutMs: deadlineMs };
  const keys = await app.runtime.read(app.session, (scope) => createApiKeys(scope).list(), limits);
  if (keys.some((key) => !key.expired)) return null;
  return terminal.words({
    en: 'Nobody could come in: make a key with rapport keys new --name NAME, or name your sign-in service in RAPPORT_OAUTH_ISSUER.',
    zh: '没有人能进入：请用 rapport keys new --name 名称 生成密钥，或在 RAPPORT_OAUTH_ISSUER 中指定登录服务。',
  });
}

/** The door of the HTTP service, by its place; where nobody has to say who they are, a key still counts. */
export async function openDoor(
  app: () => Promise<App>,
  place: HttpPlace,
  { config, terminal }: CommandCall,
): Promise<Door> {
  const { createDoor } = await import('../mcp/auth/door.ts');
  const named = place.allowedHosts[0];
  const audience = config.oauth?.audience;
  const usual = named === undefined ? `http://localhost:${place.port}/mcp` : `https://${named}/mcp`;
  return createDoor({
    resource: audience && /^https?:\/\//.test(audience) ? audience : usual,
    oauth: config.oauth && { audience: usual, ...config.oauth },
    guestsWelcome: !place.guarded,
    clock: () => new Date(),
    log: (line, fields) => terminal.log.warn(line, fields),
    async enter(proof) {
      const home = await app();
      return home.enter('key' in proof ? proof : { ...proof, workspaceId: home.session.workspace.id });
    },
  });
}
