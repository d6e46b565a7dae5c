import { describeError } from '../log.ts';
import { exitSoon } from './exit.ts';
import { exitCodes, runCommandLine } from './run.ts';
import { createTerminal } from './terminal.ts';

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
process.exitCode = await runCommandLine(process.argv.slice(2), stop.signal);
exitSoon();
