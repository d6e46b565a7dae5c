import type { ArchiveFault } from '../../db/archive/index.ts';
import type { Database, Transaction } from '../../db/index.ts';
import type { Scope } from '../trust/index.ts';
import type { CommandCall, Phrase } from './command.ts';
import type { Terminal } from './terminal.ts';

// What backup and restore have in common.

/** Opens the database as it is, without making a workspace in it. */
export async function openPlainly({ config, terminal }: CommandCall): Promise<Database> {
  const { openDatabase } = await import('../../db/index.ts');
  const { databaseUrl: url, dataDirectory, encryptionKeys } = config;
  return openDatabase({
    ...(encryptionKeys !== undefined && { encryptionKeys }),
    ...(url === undefined ? { dataDirectory } : { url }),
    log: (line) => terminal.log.info(line),
  });
}

/** Tells of each large table when it is done. */
export const tellProgress =
  ({ say, words }: Terminal) =>
  (table: string, rows: number): void => {
    if (rows >= 10_000) say(words({ en: `${table}: ${rows} rows`, zh: `${table}：${rows} 行` }));
  };

/** A change log that is not what it was when it was written. */
class BrokenLog extends Error {}

/**
 * Verifies the change log of every workspace.
 *
 * @throws where one is not whole
 */
export async function verifyWorkspaces(tx: Transaction): Promise<{ workspaces: number; entries: number }> {
  const { sealingFor, workspaces } = await import('../../db/index.ts');
  const { verifyChain } = await import('../trust/index.ts');
  const found = await tx.select({ id: workspaces.workspaceId }).from(workspaces);
  let entries = 0;
  for (const workspace of found) {
    const report = await sealingFor(workspace.id, () => verifyChain({ tx, workspace } as unknown as Scope));
    if (report.firstBreak) throw new BrokenLog();
    entries += report.entries;
  }
  return { workspaces: found.length, entries };
}

const faults: Readonly<Record<ArchiveFault, (file: string) => Phrase>> = {
  foreign: (file) => ({
    en: `${file} is no backup of Rapport. Make one with: rapport backup FILE`,
    zh: `${file} 不是 Rapport 的备份。请用 rapport backup 文件 生成备份。`,
  }),
  truncated: (file) => ({
    en: `${file} breaks off: it was not copied whole. Copy it again, or take another backup. Nothing was written.`,
    zh: `${file} 不完整，可能没有复制完。请重新复制，或使用其他备份。没有写入任何数据。`,
  }),
  damaged: (file) => ({
    en: `${file} is damaged: what it holds is not what was written. Take another backup. Nothing was written.`,
    zh: `${file} 已损坏，内容与写入时不符。请使用其他备份。没有写入任何数据。`,
  }),
  newer: (file) => ({
    en: `${file} was made by a newer version of Rapport. Update Rapport and try again.`,
    zh: `${file} 由更新版本的 Rapport 生成。请升级 Rapport 后再试。`,
  }),
  other_lineage: (file) => ({
    en: `${file} was made by another version of Rapport, whose database this one does not know. Use that version.`,
    zh: `${file} 由另一版本的 Rapport 生成，本版本无法识别。请使用该版本。`,
  }),
  not_empty: () => ({
    en: 'This database is not empty, and restoring replaces nothing. Name an empty one: --data-dir NEW-FOLDER, or DATABASE_URL.',
    zh: '该数据库不是空的，恢复不会覆盖数据。请指定空的数据库：--data-dir 新目录，或 DATABASE_URL。',
  }),
  nothing_to_keep: () => ({
    en: 'This database is empty: there is nothing to back up. Is it the right one? Look with: rapport doctor',
    zh: '该数据库是空的，没有可备份的数据。请用 rapport doctor 确认是否选对了数据库。',
  }),
};

/** Says what went wrong with a backup. @returns the exit code @throws what is no fault of a backup */
export async function sayFault(error: unknown, file: string, { say, words }: Terminal): Promise<number> {
  const { ArchiveError } = await import('../../db/archive/index.ts');
  const fault =
    error instanceof BrokenLog ? 'damaged' : error instanceof ArchiveError ? error.fault : undefined;
  const code = error instanceof Error && Reflect.get(error, 'code');
  if (fault) say(words(faults[fault](file)));
  else if (code === 'ENOENT' || code === 'ENOTDIR')
    say(words({ en: `There is no file or folder ${file}.`, zh: `没有文件或目录 ${file}。` }));
  else if (code === 'EISDIR')
    say(words({ en: `${file} is a folder: name a file in it.`, zh: `${file} 是目录，请指定其中的文件。` }));
  else if (code === 'EACCES' || code === 'EPERM')
    say(words({ en: `${file} may not be opened by this user.`, zh: `当前用户无权打开 ${file}。` }));
  else if (code === 'ENOSPC')
    say(words({ en: 'The disk is full: nothing was kept.', zh: '磁盘已满，没有保留任何文件。' }));
  else throw error;
  return 1;
}
