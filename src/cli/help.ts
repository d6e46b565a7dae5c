import type { Command, Option } from './command.ts';
import { commands } from './commands.ts';
import { commonOptions } from './parse.ts';
import type { Terminal } from './terminal.ts';

const headings = {
  en: {
    usage: 'Usage',
    order: 'COMMAND [ARGUMENTS] [OPTIONS]',
    commands: 'Commands',
    options: 'Options',
    more: 'More: rapport COMMAND -h',
  },
  zh: {
    usage: '用法',
    order: '命令 [参数] [选项]',
    commands: '命令',
    options: '选项',
    more: '详情：rapport 命令 -h',
  },
};

const introduction = {
  en: 'Rapport, the CRM that AI assistants operate.',
  zh: 'Rapport，由 AI 助手操作的客户关系管理系统。',
};

const environment = {
  en: 'RAPPORT_DATA (folder of the embedded database) · DATABASE_URL (a Postgres instead) · OPENAI_API_KEY, OPENAI_BASE_URL, RAPPORT_MODEL, RAPPORT_PRICES, RAPPORT_MASK, RAPPORT_TIMEOUT, RAPPORT_BUDGET (a language model) · RAPPORT_USER (who you are) · RAPPORT_OAUTH_ISSUER (sign-in over HTTP) · RAPPORT_CHAT_KEY (customers’ chat) · RAPPORT_LANGUAGE · RAPPORT_LOG',
  zh: 'RAPPORT_DATA（内置数据库目录）· DATABASE_URL（改用 Postgres）· OPENAI_API_KEY、OPENAI_BASE_URL、RAPPORT_MODEL、RAPPORT_PRICES、RAPPORT_MASK、RAPPORT_TIMEOUT、RAPPORT_BUDGET（语言模型）· RAPPORT_USER（您是谁）· RAPPORT_OAUTH_ISSUER（HTTP 登录服务）· RAPPORT_CHAT_KEY（客户聊天接口）· RAPPORT_LANGUAGE · RAPPORT_LOG',
};

/** The page of `rapport --help`. */
export function programHelp(terminal: Terminal): string {
  const { language, style, words } = terminal;
  const heading = headings[language];
  const rows = Object.entries(commands).map(([name, { summary }]): [string, string] => [
    name,
    words(summary),
  ]);
  return [
    introduction[language],
    '',
    `${style('bold', heading.usage)}  rapport ${heading.order}`,
    '',
    style('bold', heading.commands),
    ...table(rows),
    '',
    style('bold', heading.options),
    ...table(optionRows(commonOptions, terminal)),
    '',
    environment[language],
    heading.more,
  ].join('\n');
}

/** The page of `rapport COMMAND -h`. */
export function commandHelp(name: string, command: Command, terminal: Terminal): string {
  const { language, style, words } = terminal;
  const heading = headings[language];
  const summary = commands[name]?.summary;
  return [
    ...(summary ? [`rapport ${name}: ${words(summary)}`, ''] : []),
    `${style('bold', heading.usage)}  rapport ${name} ${command.usage}`.trimEnd(),
    '',
    style('bold', heading.options),
    ...table(optionRows({ ...command.options, ...commonOptions }, terminal)),
  ].join('\n');
}

const optionRows = (options: Readonly<Record<string, Option>>, { words }: Terminal): [string, string][] =>
  Object.entries(options).map(([name, { short, value, help }]) => [
    `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
    words(help),
  ]);

const widest = 28;

/** Two columns; what is too wide for the first has a line of its own. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const widths = rows.map(([left]) => left.length).filter((length) => length <= widest);
  const width = Math.max(0, ...widths);
  return rows.flatMap(([left, right]) =>
    left.length <= width
      ? [`  ${left.padEnd(width)}  ${right}`]
      : [`  ${left}`, `  ${' '.repeat(width)}  ${right}`],
  );
}
