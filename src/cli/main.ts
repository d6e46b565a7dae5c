import packageJson from '../../package.json' with { type: 'json' };
import { type Config, ConfigError, readConfig } from '../config.ts';
import { describeError } from '../log.ts';
import { UsageError } from './command.ts';
import { commands } from './commands.ts';
import { exitSoon } from './exit.ts';
import { commandHelp, programHelp } from './help.ts';
import { parseCommand, takeLanguage, unknownCommand } from './parse.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const exitCodes = { done: 0, failed: 1, wrongUsage: 2 };

/** Runs the command line. @returns the exit code */
async function main(argv: readonly string[], stop: AbortSignal): Promise<number> {
  let terminal = createTerminal('en', 'warn');
  try {
    const config = readConfig();
    terminal = createTerminal(config.language, config.logLevel);
    const { language, rest } = takeLanguage(argv);
    if (!language) return await dispatch(rest, config, terminal, stop);
    terminal = createTerminal(language, config.logLevel);
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

// What Node prints of these by itself would hold messages, and so customers' data.
const { log } = createTerminal('en', 'error');
process.on('unhandledRejection', (error) => log.error('A promise failed unheard.', describeError(error)));
process.on('uncaughtException', (error) => {
  log.error('Something went wrong on our side.', describeError(error));
  process.exit(exitCodes.failed);
});
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(exitCodes.failed);
    process.exitCode = exitCodes.failed;
    stop.abort();
    exitSoon();
  });
process.stdout.on('error', () => process.exit(exitCodes.failed));
process.exitCode = await main(process.argv.slice(2), stop.signal);
exitSoon();
