import { type Phrase, type Stage, wrap } from './stage.ts';

/** How a program starts this Rapport: absolute, so that it works from anywhere. */
export interface Launch {
  command: string;
  arguments: readonly string[];
}

export interface Connection {
  /** Starts the server on the sample company. */
  launch: Launch;
  /** Where the person's own records will live. */
  ownDirectory: string;
}

const words = {
  heading: { en: 'Connect your assistant', zh: '连接您的 AI 助手' },
  lead: {
    en: 'These start Rapport on the sample company you just saw.',
    zh: '以下配置会让助手打开您刚才看到的示例公司。',
  },
  own: {
    en: 'Leave "--data-dir" and its folder out to begin with a workspace of your own, in',
    zh: '去掉 "--data-dir" 及其目录，即可从您自己的空工作区开始，数据位于',
  },
  desktop: {
    en: 'Settings → Developer → Edit Config, then restart it',
    zh: '设置 → Developer → Edit Config，保存后重启',
  },
  code: { en: 'in a terminal', zh: '在终端中执行' },
  visual: { en: '.vscode/mcp.json of a project', zh: '项目中的 .vscode/mcp.json' },
  cursor: {
    en: '~/.cursor/mcp.json: the same text as for Claude Desktop',
    zh: '~/.cursor/mcp.json：内容与 Claude Desktop 相同',
  },
  http: { en: 'Clients that connect to an address', zh: '通过网址连接的客户端' },
  httpReason: {
    en: 'On this machine; start the server in a terminal, then give them http://127.0.0.1:8321/mcp',
    zh: '限本机；先在终端启动服务，再填入 http://127.0.0.1:8321/mcp',
  },
  web: { en: 'ChatGPT and other web clients', zh: 'ChatGPT 等网页客户端' },
  webReason: {
    en: 'They do not run on your machine: they need an HTTPS address they can reach, and a server that asks who they are. This version serves your own machine alone.',
    zh: '它们不在您的电脑上运行，需要一个能访问到的 HTTPS 地址，且服务端要能验证身份；当前版本只服务本机。',
  },
} as const satisfies Record<string, Phrase>;

/** What to put where, client by client. */
export function printConnections(stage: Stage, { launch, ownDirectory }: Connection): void {
  const { print, style, language } = stage;
  const client = (name: string, where: string) =>
    print(`\n${style('bold', name)} ${style('dim', `· ${where}`)}`);
  const server = { command: launch.command, args: [...launch.arguments] };
  print(`\n${style('cyan', words.heading[language])}`);
  print(words.lead[language]);
  print(`${words.own[language]} ${ownDirectory}`);
  client('Claude Desktop', words.desktop[language]);
  print(configuration('mcpServers', server));
  client('Claude Code', words.code[language]);
  print(`claude mcp add rapport -- ${[launch.command, ...launch.arguments].map(quotedForShell).join(' ')}`);
  client('VS Code', words.visual[language]);
  print(configuration('servers', { type: 'stdio', ...server }));
  client('Cursor', words.cursor[language]);
  client(words.http[language], words.httpReason[language]);
  print([launch.command, ...launch.arguments, '--http'].map(quotedForShell).join(' '));
  print(`\n${style('bold', words.web[language])}`);
  for (const line of wrap(words.webReason[language], stage.columns)) print(line);
}

/** A configuration as clients show it: short lists on one line. */
function configuration(key: string, server: Record<string, string | readonly string[]>): string {
  const fields = Object.entries(server).map(
    ([name, value]) => `      "${name}": ${Array.isArray(value) ? listed(value) : JSON.stringify(value)}`,
  );
  return `{\n  "${key}": {\n    "rapport": {\n${fields.join(',\n')}\n    }\n  }\n}`;
}

const listed = (values: readonly string[]): string =>
  `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;

const quotedForShell = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
