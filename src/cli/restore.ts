import { resolve } from 'node:path';
import { openPlainly, sayFault, tellProgress, verifyWorkspaces } from './archive.ts';
import { type Command, type CommandCall, textOf } from './command.ts';
import { openApp } from './open.ts';

export default {
  usage: 'FILE',
  takes: [1, 1],
  options: {
    erased: {
      type: 'string',
      value: 'NEWER',
      help: {
        en: 'erase again whom this newer backup tells to have been erased since',
        zh: '按这份更新的备份，再次抹除此后已抹除的人',
      },
    },
  },
  async run(call) {
    const { positionals, values, terminal } = call;
    const file = resolve(positionals[0]!);
    const given = textOf(values, 'erased');
    const newer = given === undefined ? undefined : resolve(given);
    let opened = newer ?? file;
    try {
      const erased = newer === undefined ? [] : await erasedIn(newer);
      opened = file;
      const said = await putBack(call, file);
      const names = await eraseAgain(call, erased);
      terminal.print(terminal.words(said));
      terminal.print(
        terminal.words(
          newer === undefined
            ? {
                en: 'Who was erased after this backup was made is in it again: erase them once more, or restore with --erased NEWER-BACKUP.',
                zh: '备份之后抹除的人会重新出现：请再次抹除，或恢复时加 --erased 更新的备份。',
              }
            : {
                en: `${names} people who were erased since are erased again.`,
                zh: `此后抹除的 ${names} 人已再次抹除。`,
              },
        ),
      );
      return 0;
    } catch (error) {
      return await sayFault(error, opened, terminal);
    }
  },
} satisfies Command;

async function putBack(call: CommandCall, file: string) {
  const { restoreBackup } = await import('../../db/archive/index.ts');
  await using database = await openPlainly(call);
  let verified = { workspaces: 0, entries: 0 };
  const rows = await restoreBackup(database, file, {
    signal: call.stop,
    progress: tellProgress(call.terminal),
    async verify(tx) {
      verified = await verifyWorkspaces(tx);
    },
  });
  const { workspaces, entries } = verified;
  return {
    en: `${rows} rows are back, of ${workspaces} ${workspaces === 1 ? 'workspace' : 'workspaces'}; their change logs are whole (${entries} entries).`,
    zh: `已恢复 ${rows} 行，${workspaces} 个工作区；变更日志完好（${entries} 条）。`,
  };
}

interface Erased {
  workspaceId: string;
  subjectId: string;
}

/** Whom a backup tells to have been erased. */
async function erasedIn(file: string): Promise<Erased[]> {
  const { archivedRows } = await import('../../db/archive/index.ts');
  const found: Erased[] = [];
  for await (const row of archivedRows(file, 'erasures'))
    found.push({ workspaceId: String(row.workspace_id), subjectId: String(row.subject_id) });
  return found;
}

/** Erases people by their ids, who are in the database again. @returns how many were */
async function eraseAgain(call: CommandCall, erased: readonly Erased[]): Promise<number> {
  if (erased.length === 0) return 0;
  const { workspaces } = await import('../../db/index.ts');
  await using app = await openApp(call, { toolsets: ['all'] });
  const names = await app.database.system((tx) =>
    tx.select({ id: workspaces.workspaceId, name: workspaces.name }).from(workspaces),
  );
  let count = 0;
  for (const { workspaceId, subjectId } of erased) {
    const name = names.find(({ id }) => id === workspaceId)?.name;
    if (name === undefined) continue;
    const within = await app.inWorkspace(name);
    // The person at the command line has said whom to erase.
    const outcome = await within.call(
      'erase_person',
      { contact: subjectId },
      { confirm: async () => 'approved' },
    );
    if (outcome.ok && outcome.data.alreadyErased === false) count += 1;
    else if (!outcome.ok && outcome.error.code !== 'not_found') throw new Error('erasing again failed');
  }
  return count;
}
