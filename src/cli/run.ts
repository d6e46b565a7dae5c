import packageJson from '../../package.json' with { type: 'json' };
import { type Config, ConfigError, readConfig } from '../config.ts';
import { describeError } from '../log.ts';
import { UsageError } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, programHelp } from './help.ts';
import { parseCommand, takeLanguage, unknownCommand } from './parse.ts';
import { createTerminal, type Streams, type Terminal } from './terminal.ts';

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2 };

/** What a run of the command line has around it; by default, what the process has. */
export interface Surroundings {
  environment?: Readonly<Record<string, string | undefined>>;
  streams?: Streams;
}

/** Runs the command line. @returns the exit code */
export async function runCommandLine(
  argv: readonly string[],
  stop: AbortSignal,
  { environment, streams }: Surroundings = {},
): Promise<number> {
  let terminal = createTerminal('en', 'warn', streams);
  try {
    const config = readConfig(environment);
    terminal = createTerminal(config.language, config.logLevel, streams, config.logFormat);
    const { language, rest } = takeLanguage(argv);
    if (!language) return await dispatch(rest, config, terminal, stop);
    terminal = createTerminal(language, config.logLevel, streams, config.logFormat);
    return await dispatch(rest, { ...config, language, languageChosen: true }, terminal, stop);
  } catch (error) {
    return await complain(error, terminal);
  }
}

async function dispatch(
  argv: readonly string[],
  config: Config,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.print(programHelp(terminal));
    return name === undefined ? exitCodes.wrongUsage : exitCodes.done;
  }
  if (name === '--version' || name === '-v') {
    terminal.print(packageJson.version);
    return exitCodes.done;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) throw unknownCommand(name, Object.keys(commands), terminal.language);
  const { default: command } = await entry.load();
  const call = { config, terminal, stop };
  if (command.raw && !rest.some((word) => word === '-h' || word === '--help'))
    return (await command.run({ ...call, positionals: rest, values: {} })) ?? exitCodes.done;
  const { values, positionals } = parseCommand(name, command, rest, terminal.language);
  if (values.help) {
    terminal.print(commandHelp(name, command, terminal));
    return exitCodes.done;
  }
  const chosen = values['data-dir'];
  if (typeof chosen !== 'string')
    return (await command.run({ ...call, values, positionals })) ?? exitCodes.done;
  const { databaseUrl, ...embedded } = config;
  const withFolder = { ...embedded, dataDirectory: chosen };
  return (await command.run({ ...call, values, positionals, config: withFolder })) ?? exitCodes.done;
}

async function complain(error: unknown, { say, log, language }: Terminal): Promise<number> {
  const { errorText } = await import('../trust/error-texts.ts');
  if (error instanceof UsageError || error instanceof ConfigError) {
    say(errorText(error.message, language));
    return exitCodes.wrongUsage;
  }
  const { publicError } = await import('../trust/errors.ts');
  const known = publicError(error);
  if (known) say(errorText([known.message, known.hint].filter(Boolean).join(' '), language));
  else log.error('Something went wrong on our side.', describeError(error));
  return exitCodes.failed;
}
