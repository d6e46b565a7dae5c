import { Console } from 'node:console';
import packageJson from '../../package.json' with { type: 'json' };
import { tools } from '../../tools/index.ts';
import { describeError } from '../log.ts';
import { createMcpServerFactory, serveStreams } from '../mcp/index.ts';
import { RapportError } from '../trust/index.ts';
import { type App, createApp, servedTools } from '../wire.ts';
import { type Command, listOf, UsageError } from './command.ts';
import { exitSoon } from './exit.ts';
import { appConfig } from './open.ts';

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
    http: { type: 'boolean', help: { en: 'comes with the next version', zh: '将在下个版本提供' } },
  },
  async run(call) {
    const { values, terminal, stop } = call;
    const { log, say, words } = terminal;
    if (values.http) {
      say(
        words({
          en: 'Serving over HTTP comes with the next version. Without --http, Rapport serves standard input and output.',
          zh: 'HTTP 服务将在下个版本提供。不加 --http 时，Rapport 通过标准输入输出提供服务。',
        }),
      );
      return 2;
    }
    const selection = {
      toolsets: listOf(values, 'toolsets'),
      tools: listOf(values, 'tools'),
      readOnly: values['read-only'] === true,
    };
    const registry = { all: tools, served: chosenTools(selection) };
    keepStandardOutputClean();

    let opening: Promise<App> | undefined;
    const app = (): Promise<App> => {
      opening ??= createApp({ ...appConfig(call), ...selection }).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    };
    const report = (errorId: string, tool: string, error: unknown): void =>
      log.error(`${errorId} ${tool}`, describeError(error));
    const createServer = createMcpServerFactory({ version: packageJson.version, registry, app, report });
    app().catch((error: unknown) => log.error('The database did not open.', describeError(error)));
    if (terminal.interactive)
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
    await opening?.then((open) => open.close()).catch(() => undefined);
    return 0;
  },
} satisfies Command;

/** @throws UsageError where a toolset or a tool is unknown */
function chosenTools(selection: Parameters<typeof servedTools>[0]): ReturnType<typeof servedTools> {
  try {
    return servedTools(selection);
  } catch (error) {
    throw error instanceof RapportError ? new UsageError(error.message) : error;
  }
}

/** Whatever a library prints goes to standard error: standard output carries JSON-RPC alone. */
function keepStandardOutputClean(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}
