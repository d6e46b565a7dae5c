import { resolve } from 'node:path';
import { openPlainly, sayFault, tellProgress, verifyWorkspaces } from './archive.ts';
import type { Command } from './command.ts';

export default {
  usage: 'FILE',
  takes: [1, 1],
  async run(call) {
    const { positionals, terminal, stop } = call;
    const { print, words } = terminal;
    const file = resolve(positionals[0]!);
    const { restoreBackup } = await import('../../db/index.ts');
    await using database = await openPlainly(call);
    let workspaces = 0;
    let entries = 0;
    try {
      const rows = await restoreBackup(database, file, {
        signal: stop,
        progress: tellProgress(terminal),
        async verify(tx) {
          const verified = await verifyWorkspaces(tx);
          workspaces = verified.workspaces;
          entries = verified.entries;
        },
      });
      print(
        words({
          en: `${rows} rows are back, of ${workspaces} workspaces; their change logs are whole (${entries} entries). Who was erased after this backup was made is in it again: erase them once more.`,
          zh: `已恢复 ${rows} 行，${workspaces} 个工作区；变更日志完好（${entries} 条）。备份之后抹除的人会重新出现，请再次抹除。`,
        }),
      );
      return 0;
    } catch (error) {
      return await sayFault(error, file, terminal);
    }
  },
} satisfies Command;
