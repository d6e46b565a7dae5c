import type { Config } from '../config.ts';
import type { Language } from '../trust/index.ts';
import type { Terminal } from './terminal.ts';

/** A text in both languages of the interface. */
export type Phrase = Readonly<Record<Language, string>>;

export interface Option {
  type: 'string' | 'boolean';
  short?: string;
  /** What stands for the value in the help, such as DIR. */
  value?: string;
  /** May stand without a value; what looks like this behind it is one. */
  optional?: RegExp;
  help: Phrase;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** What a command is run with. */
export interface CommandCall {
  positionals: readonly string[];
  values: Values;
  config: Config;
  terminal: Terminal;
  /** Fires when the operating system asks the program to end. */
  stop: AbortSignal;
}

export interface Command {
  /** The arguments after the name, such as `TOOL [JSON]`. */
  usage: string;
  options?: Readonly<Record<string, Option>>;
  /** How many arguments it takes: at least, at most. */
  takes: readonly [least: number, most: number];
  /** Takes all arguments unread; its options stand here for the help. */
  raw?: true;
  /** @returns the exit code, 0 where nothing is returned */
  run(call: CommandCall): Promise<number | undefined>;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How long the work of a command in the database may take: until the program is to end, or so many milliseconds. */
export const limitsOf = ({ stop }: Pick<CommandCall, 'stop'>, timeoutMs = 15_000) => ({
  signal: stop,
  timeoutMs,
});

/** The value of an option that takes one. */
export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** The parts of a list written with commas. */
export const listOf = (values: Values, name: string): string[] | undefined =>
  textOf(values, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
