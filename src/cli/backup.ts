import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openPlainly, sayFault, tellProgress } from './archive.ts';
import { type Command, UsageError } from './command.ts';

export default {
  usage: 'FILE',
  takes: [1, 1],
  options: {
    overwrite: { type: 'boolean', help: { en: 'replace the file where there is one', zh: '覆盖已有文件' } },
  },
  async run(call) {
    const { positionals, values, config, terminal, stop } = call;
    const { print, words } = terminal;
    const file = resolve(positionals[0]!);
    if (existsSync(file) && !values.overwrite)
      throw new UsageError(
        words({
          en: `${file} is there already. Name another file, or replace it with --overwrite.`,
          zh: `${file} 已存在。请换一个文件名，或用 --overwrite 覆盖。`,
        }),
      );
    const { writeBackup } = await import('../../db/archive/index.ts');
    await using database = await openPlainly(call);
    try {
      const now = config.now ?? new Date();
      const rows = await writeBackup(database, file, { now, signal: stop, progress: tellProgress(terminal) });
      print(
        words({
          en: `${rows} rows are in ${file}. It holds everything unencrypted: keep it as safe as the database. Back with: rapport restore FILE`,
          zh: `已备份 ${rows} 行到 ${file}。文件未加密，包含全部数据，请像数据库一样妥善保管。恢复：rapport restore 文件`,
        }),
      );
      return 0;
    } catch (error) {
      return await sayFault(error, file, terminal);
    }
  },
} satisfies Command;
