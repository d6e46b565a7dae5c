import { once } from 'node:events';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { DatabaseError } from '../../db/database-error.ts';
import type { Domain } from '../agent/index.ts';
import type { ChatEndpoint, Reception } from '../chat/index.ts';
import { describeError } from '../log.ts';
import { alertsUri, watchAlerts } from '../mcp/alerts.ts';
import { closingMs } from '../mcp/closing.ts';
import { type HttpService, startHttp } from '../mcp/http.ts';
import type { App } from '../wire.ts';
import type { CommandCall } from './command.ts';
import { exitSoon, waitOnExit } from './exit.ts';
import { type HttpPlace, openDoor, usualPlace, whyNobodyComesIn } from './http-door.ts';

export { httpPlace } from './http-door.ts';

const readyMs = 2_000;

/**
 * Serves over HTTP until the operating system asks to end.
 *
 * @param domain  what customers can ask for; by default a shop's flows
 * @returns the exit code
 */
export async function serveHttp(
  createServer: McpServerFactory,
  place: HttpPlace,
  app: () => Promise<App>,
  call: CommandCall,
  domain?: Domain,
): Promise<number> {
  const { terminal, stop } = call;
  const { log, print, say, words } = terminal;
  const missing = place.guarded ? await whyNobodyComesIn(await app(), call) : null;
  if (missing !== null) {
    say(missing);
    return 1;
  }
  let service: HttpService;
  try {
    service = await startHttp(createServer, {
      ...place,
      door: await openDoor(app, place, call),
      ready: () => readiness(app),
      endpoints: [await chatEndpoint(app, call, domain)],
      onProblem: (error) => log.info('refused a request', describeError(error)),
    });
  } catch (error) {
    say(words(whyNotListening(error, place)));
    return 1;
  }
  print(service.url);
  say(
    words(
      place.guarded
        ? {
            en: 'Serving MCP there, to who shows a key or an access token. It speaks plain HTTP: put a proxy with TLS before it. Ctrl-C ends it.',
            zh: '正在上述地址提供 MCP 服务，来访者须出示密钥或访问令牌。这里是明文 HTTP，请在前面放置带 TLS 的代理。按 Ctrl-C 结束。',
          }
        : {
            en: 'Serving MCP there, to clients on this machine. Ctrl-C ends it.',
            zh: '正在上述地址向本机客户端提供 MCP 服务。按 Ctrl-C 结束。',
          },
    ),
  );
  const stopWatching = watchAlerts(app, () => service.notify.resourceUpdated(alertsUri));
  waitOnExit(closingMs);
  if (!stop.aborted) await once(stop, 'abort');
  stopWatching();
  await service.close();
  waitOnExit(0);
  process.exitCode = 0;
  exitSoon();
  return 0;
}

/** The customers' door. What answers them is loaded with the first message. */
async function chatEndpoint(
  app: () => Promise<App>,
  { config, terminal }: CommandCall,
  domain: Domain | undefined,
): Promise<ChatEndpoint> {
  const { createChatEndpoint } = await import('../chat/endpoint.ts');
  let opened: Promise<Reception> | undefined;
  const open = async (): Promise<Reception> => {
    const { createReception } = await import('../chat/reception.ts');
    const agent = {
      model: config.model,
      openAi: config.openai,
      limits: config.timeout === undefined ? {} : { milliseconds: config.timeout },
      domain,
    };
    return createReception(await app(), { channel: 'web', agent, withTokens: true });
  };
  return createChatEndpoint({
    key: config.chatKey,
    hashes: async () => {
      const { runtime, session } = await app();
      const limits = { signal: AbortSignal.timeout(readyMs), timeoutMs: readyMs };
      return runtime.read(session, (_, { desk }) => desk.keys.hashes(), limits);
    },
    reception: () => {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    onProblem: (error) => terminal.log.error('chat', describeError(error)),
  });
}

/** Whether the database answers in time, has room and the schema of this version, or what a balancer's owner reads. */
async function readiness(app: () => Promise<App>): Promise<true | string> {
  const signal = AbortSignal.timeout(readyMs);
  const silent = 'The database does not answer. See: rapport doctor';
  const tooLate = once(signal, 'abort').then(() => silent);
  const answer = app().then(
    ({ database }) =>
      database.ready(signal).then(
        (): true => true,
        (error: unknown) => {
          if (!(error instanceof DatabaseError)) return silent;
          if (error.code === 'storage_full') return 'The disk of the database is full.';
          return error.code === 'unavailable' && !error.connectionLost ? error.message : silent;
        },
      ),
    () => silent,
  );
  return Promise.race([answer, tooLate]);
}

function whyNotListening(error: unknown, { host, port }: HttpPlace): Record<'en' | 'zh', string> {
  const another = port === usualPlace.port ? port + 1 : usualPlace.port;
  switch (error instanceof Error && Reflect.get(error, 'code')) {
    case 'EADDRINUSE':
      return {
        en: `Port ${port} is taken, perhaps by another rapport serve. Take another: rapport serve --http --port ${another}`,
        zh: `端口 ${port} 已被占用，可能是另一个 rapport serve。请换一个端口：rapport serve --http --port ${another}`,
      };
    case 'EACCES':
      return {
        en: `Port ${port} is for administrators. Take one above 1023: rapport serve --http --port ${another}`,
        zh: `端口 ${port} 需要管理员权限。请改用 1023 以上的端口：rapport serve --http --port ${another}`,
      };
    default:
      return {
        en: `This machine cannot listen on ${host}. Leave --host out: rapport serve --http`,
        zh: `本机无法监听 ${host}。请去掉 --host：rapport serve --http`,
      };
  }
}
