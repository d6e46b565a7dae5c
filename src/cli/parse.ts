import { parseArgs } from 'node:util';
import { quoted } from '../trust/errors.ts';
import type { Language } from '../trust/index.ts';
import { nearest } from '../trust/suggest.ts';
import { type Command, type Option, UsageError, type Values } from './command.ts';

/** Options every command takes. */
export const commonOptions = {
  'data-dir': {
    type: 'string',
    value: 'DIR',
    help: { en: 'folder of the embedded database', zh: '内置数据库所在目录' },
  },
  language: {
    type: 'string',
    value: 'en|zh',
    help: { en: 'language of the interface', zh: '界面语言' },
  },
  help: { type: 'boolean', short: 'h', help: { en: 'show this help', zh: '显示帮助' } },
} as const satisfies Record<string, Option>;

export interface ParsedArguments {
  values: Values;
  positionals: string[];
}

/**
 * Reads a command's arguments.
 * @throws UsageError naming the first thing that is wrong, with what may have been meant
 */
export function parseCommand(
  name: string,
  command: Command,
  argv: readonly string[],
  language: Language,
): ParsedArguments {
  const options: Record<string, Option> = { ...command.options, ...commonOptions };
  const { tokens, positionals } = parseArgs({
    args: withEmptyValues(argv, options),
    options: Object.fromEntries(
      Object.entries(options).map(([option, { type, short }]) => [option, { type, ...(short && { short }) }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  const say = complaints[language];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (!option) throw new UsageError(say.unknownOption(token.rawName, suggestion(token.name, options)));
    if (option.type === 'boolean' && token.value !== undefined)
      throw new UsageError(say.takesNoValue(token.rawName));
    if (option.type === 'string' && !token.value && !option.optional)
      throw new UsageError(say.needsValue(token.rawName, option.value ?? 'VALUE'));
    values[token.name] = token.value ?? true;
  }
  const [least, most] = command.takes;
  const asksForHelp = values.help === true;
  if (!asksForHelp && positionals.length < least) throw new UsageError(say.tooFew(name, command.usage));
  if (!asksForHelp && positionals.length > most)
    throw new UsageError(say.tooMany(positionals[most] ?? '', name, command.usage));
  return { values, positionals };
}

/** Options that stand without the value they may have, with an empty one. */
const withEmptyValues = (argv: readonly string[], options: Record<string, Option>): string[] =>
  argv.map((word, index) => {
    const { optional } = options[word.slice(2)] ?? {};
    return optional && word.startsWith('--') && !optional.test(argv[index + 1] ?? '') ? `${word}=` : word;
  });

/** A word nobody knows, and what may have been meant. */
export function unknownCommand(name: string, known: readonly string[], language: Language): UsageError {
  const say = complaints[language];
  if (name.startsWith('-')) return new UsageError(say.optionFirst(name));
  return new UsageError(say.unknownCommand(quoted(name).slice(1, -1), nearest(name, known)[0]));
}

/**
 * Takes `--language` out of the arguments, wherever it stands.
 * @throws UsageError where its value is neither en nor zh
 */
export function takeLanguage(argv: readonly string[]): { language?: Language; rest: string[] } {
  const at = argv.findIndex((word) => word === '--language' || word.startsWith('--language='));
  if (at < 0) return { rest: [...argv] };
  const inline = argv[at]?.split('=')[1];
  const value = inline ?? argv[at + 1];
  if (value !== 'en' && value !== 'zh') throw new UsageError(complaints.en.needsValue('--language', 'en|zh'));
  return { language: value, rest: argv.toSpliced(at, inline === undefined ? 2 : 1) };
}

const suggestion = (name: string, options: Record<string, Option>): string | undefined => {
  const near = nearest(name, Object.keys(options))[0];
  return near === undefined ? undefined : `--${near}`;
};

const complaints = {
  en: {
    unknownCommand: (name: string, near?: string) =>
      `There is no command ${name}.${near ? ` Did you mean ${near}?` : ''} See: rapport --help`,
    unknownOption: (name: string, near?: string) =>
      `There is no option ${name}.${near ? ` Did you mean ${near}?` : ''}`,
    optionFirst: (name: string) =>
      `${name} stands behind the command: rapport COMMAND ${name} … See: rapport --help`,
    takesNoValue: (name: string) => `${name} takes no value.`,
    needsValue: (name: string, value: string) => `${name} needs a value: ${value}.`,
    tooFew: (name: string, usage: string) => `Usage: rapport ${name} ${usage}`.trimEnd(),
    tooMany: (extra: string, name: string, usage: string) =>
      `What is "${extra}"? Usage: rapport ${name} ${usage}`.trimEnd(),
  },
  zh: {
    unknownCommand: (name: string, near?: string) =>
      `没有 ${name} 这个命令。${near ? `您是想用 ${near} 吗？` : ''}请看：rapport --help`,
    unknownOption: (name: string, near?: string) =>
      `没有 ${name} 这个选项。${near ? `您是想用 ${near} 吗？` : ''}`,
    optionFirst: (name: string) => `${name} 要写在命令之后：rapport 命令 ${name} …。请看：rapport --help`,
    takesNoValue: (name: string) => `${name} 不带值。`,
    needsValue: (name: string, value: string) => `${name} 需要一个值：${value}。`,
    tooFew: (name: string, usage: string) => `用法：rapport ${name} ${usage}`.trimEnd(),
    tooMany: (extra: string, name: string, usage: string) =>
      `多余的参数“${extra}”。用法：rapport ${name} ${usage}`.trimEnd(),
  },
};
