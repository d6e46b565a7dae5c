import { Console } from 'node:console';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import packageJson from '../../package.json' with { type: 'json' };
import { tools } from '../../tools/index.ts';
import { limitsFor } from '../../tools/kernel/admission.ts';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import { servedTools, type ToolSelection } from '../../tools/kernel/selection.ts';
import { describeError } from '../log.ts';
import { createMcpServerFactory, serveStreams } from '../mcp/index.ts';
import { errorText } from '../trust/error-texts.ts';
import { publicError, RapportError } from '../trust/errors.ts';
import type { App } from '../wire.ts';
import { type Command, type CommandCall, listOf, textOf, UsageError } from './command.ts';
import { exitSoon } from './exit.ts';
import { actingAs } from './member.ts';
import { openApp } from './open.ts';

/**
 * How long a client has to ask for what needs no database, before the program that does is loaded: that
 * takes this thread a few tenths of a second.
 */
const greetingMs = 150;

export default {
  usage: '',
  takes: [0, 0],
  options: {
    toolsets: {
      type: 'string',
      value: 'A,B | all',
      help: { en: 'serve these toolsets beside the default profile', zh: '在默认工具集之外再提供这些工具集' },
    },
    tools: {
      type: 'string',
      value: 'A,B',
      help: { en: 'serve just these tools', zh: '只提供这些工具' },
    },
    'read-only': { type: 'boolean', help: { en: 'serve tools that read alone', zh: '只提供只读工具' } },
    lockdown: {
      type: 'boolean',
      help: {
        en: 'withhold what outsiders may have written: notes, mails, tickets, chats',
        zh: '隐去可能由外部人员所写的内容：备注、邮件、工单、聊天',
      },
    },
    draft: {
      type: 'boolean',
      help: {
        en: 'what assistants write lands in drafts, one for each conversation; a person applies them with: rapport drafts',
        zh: '助手的修改写入草稿（每个对话一份），由人用 rapport drafts 查看后生效',
      },
    },
    files: {
      type: 'string',
      value: 'DIR',
      help: { en: 'folder whose files assistants may import', zh: '助手可从中导入文件的目录' },
    },
    http: {
      type: 'boolean',
      help: {
        en: 'serve over HTTP; to clients on this machine unless --host or --allow-host say otherwise',
        zh: '通过 HTTP 提供服务；除非指定 --host 或 --allow-host，只供本机客户端使用',
      },
    },
    port: {
      type: 'string',
      value: 'N',
      help: { en: 'port to serve HTTP at; 8321 by default', zh: 'HTTP 端口，默认 8321' },
    },
    business: {
      type: 'string',
      value: 'FILE',
      help: {
        en: 'a module with the flows and tools of another line of business (domain, tools), for the customers’ chat',
        zh: '供客户聊天接口使用的另一行业的流程与工具模块（domain、tools）',
      },
    },
    host: {
      type: 'string',
      value: 'ADDRESS',
      help: {
        en: 'address of this machine to serve HTTP at; 127.0.0.1 by default',
        zh: 'HTTP 监听的本机地址，默认 127.0.0.1',
      },
    },
    'allow-host': {
      type: 'string',
      value: 'A,B',
      help: {
        en: 'names others reach this server by, such as crm.example.com; they must then show a key or an access token',
        zh: '他人访问本服务所用的主机名，例如 crm.example.com；来访者须出示密钥或访问令牌',
      },
    },
  },
  async run(call) {
    const { values, terminal } = call;
    const { log, say, words } = terminal;
    const ofHttp = [values.port, values.host, values['allow-host'], values.business];
    if (!values.http && ofHttp.some((value) => value !== undefined))
      throw new UsageError(
        words({
          en: '--port, --host, --allow-host and --business go with --http.',
          zh: '--port、--host、--allow-host 和 --business 要与 --http 一起使用。',
        }),
      );
    const http = values.http ? await import('./serve-http.ts') : undefined;
    const place = http?.httpPlace(call);
    const business =
      values.business === undefined ? {} : await (await import('./business.ts')).businessOf(call);
    const more = {
      files: textOf(values, 'files'),
      customerTools: business.tools,
      lockdown: values.lockdown === true,
      ...(values.draft === true && { draft: true as const }),
      limits: limitsFor(call.config.callsPerMinute),
    };
    const selection = {
      toolsets: listOf(values, 'toolsets'),
      tools: listOf(values, 'tools'),
      readOnly: values['read-only'] === true,
    };
    const everything = { all: tools, served: chosenTools(selection) };
    keepStandardOutputClean();

    let opening: Promise<App> | undefined;
    const app = actingAs(call.config.user, (): Promise<App> => {
      opening ??= openApp(call, { ...selection, ...more }).catch((error: unknown) => {
        opening = undefined;
        complain(error);
        throw error;
      });
      return opening;
    });
    let complaint: string | undefined;
    const complain = (error: unknown): void => {
      const known = publicError(error);
      const said = known ? [known.message, known.hint].join(' ').trim() : '';
      if (said === complaint) return;
      complaint = said;
      log.error('The database did not open.', describeError(error));
      if (said !== '') say(errorText(said, terminal.language));
    };
    const report = (errorId: string, tool: string, error: unknown): void =>
      log.error(`${errorId} ${tool}`, describeError(error));
    const createServer = createMcpServerFactory({
      version: packageJson.version,
      // Who works as a certain user is shown what that user may use, which only the database knows.
      registry: call.config.user === undefined ? everything : (await app()).registry,
      app,
      opened: () => opening,
      report,
      isOneOfSeveral: http !== undefined && call.config.databaseUrl !== undefined,
    });
    const openingAhead = setTimeout(() => {
      app().catch(() => undefined);
    }, greetingMs);
    const exitCode =
      http && place
        ? await http.serveHttp(createServer, place, app, call, business.domain)
        : await serveStandardStreams(createServer, call);
    clearTimeout(openingAhead);
    await opening?.then((open) => open.close()).catch(() => undefined);
    return exitCode;
  },
} satisfies Command;

/** @returns the exit code */
async function serveStandardStreams(
  createServer: McpServerFactory,
  { terminal, stop }: CommandCall,
): Promise<number> {
  const { interactive, log, say, words } = terminal;
  if (interactive)
    say(
      words({
        en: 'Serving MCP on standard input and output; an MCP client should start this command. Ctrl-C ends it.',
        zh: '正在通过标准输入输出提供 MCP 服务；本命令应由 MCP 客户端启动。按 Ctrl-C 结束。',
      }),
    );
  await serveStreams(createServer, {
    input: process.stdin,
    output: process.stdout,
    stop,
    onProblem: (error) => log.info('passed over a message', describeError(error)),
  });
  process.exitCode = 0;
  exitSoon();
  return 0;
}

/** @throws UsageError where a toolset or a tool is unknown */
function chosenTools(selection: ToolSelection): readonly Tool[] {
  try {
    return servedTools(tools, selection);
  } catch (error) {
    throw error instanceof RapportError ? new UsageError(error.message) : error;
  }
}

/** Whatever a library prints goes to standard error: standard output carries JSON-RPC alone. */
function keepStandardOutputClean(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}
