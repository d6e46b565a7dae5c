import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';
import { appConfig } from './open.ts';

export default {
  usage: '',
  takes: [0, 0],
  async run(call) {
    const { config, values, terminal, stop } = call;
    const chosen = values['data-dir'];
    const dataDirectory = resolve(typeof chosen === 'string' ? chosen : `${config.dataDirectory}-demo`);
    const { databaseUrl, ...embedded } = appConfig(call);
    const progress = createProgress();
    progress(terminal.words({ en: 'Opening the embedded database', zh: '正在打开内置数据库' }));
    const { beginEngine } = await import('../../db/begin.ts');
    const engine = await beginEngine(dataDirectory, (line) => terminal.log.info(line));
    const { runDemo } = await import('../../evals/demo/index.ts');
    const program = realpathSync(process.argv[1]!);
    const { turns, failed, restored } = await runDemo({
      config: { ...embedded, dataDirectory, engine },
      stage: {
        language: terminal.language,
        columns: process.stdout.columns ?? 100,
        print: terminal.print,
        style: terminal.style,
        progress,
      },
      connection: {
        launch: { command: process.execPath, arguments: [program, 'serve', '--data-dir', dataDirectory] },
        ownDirectory: readConfig().dataDirectory,
      },
      signal: stop,
    });
    return turns > 0 && failed === 0 && restored && !stop.aborted ? 0 : 1;
  },
} satisfies Command;

/** Progress on standard error: one line that fills up at a terminal, else a line for each thing begun. */
function createProgress(): (what?: string, share?: number) => void {
  const { stderr } = process;
  let last: string | undefined;
  return (what, share) => {
    const percent = share === undefined ? '' : ` ${Math.min(100, Math.round(share * 100))} %`;
    if (stderr.isTTY) stderr.write(`\r\u001b[2K${what === undefined ? '' : `${what} …${percent}`}`);
    else if (what !== undefined && what !== last) stderr.write(`${what} …\n`);
    last = what;
  };
}
