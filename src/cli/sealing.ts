import { settleKey, workspaces } from '../../db/index.ts';
import { countUnsealed, type SealingProgress, sealWorkspace } from '../privacy/index.ts';
import type { App } from '../wire.ts';
import type { CommandCall, Phrase } from './command.ts';
import type { Finding } from './doctor.ts';

// `rapport privacy encrypt` and `rotate`: one work, as what is sealed with the newest key is passed over.

const rowsPerReport = 5_000;
const batchMs = 60_000;

/**
 * Seals what is stored in every workspace with the key that seals now. Broken off, it goes on where it was when it
 * is run again.
 */
export async function sealAll({ terminal, stop, values }: CommandCall, app: App): Promise<number> {
  const { words, say } = terminal;
  const { database } = app;
  const [key] = database.keyIds;
  if (key === undefined) {
    say(
      words({
        en: 'No key was given. Make one (openssl rand -base64 32), set RAPPORT_ENCRYPTION_KEY or RAPPORT_ENCRYPTION_KEY_FILE for every process that uses this database, and run this again.',
        zh: '没有提供密钥。请生成一个（openssl rand -base64 32），为使用此数据库的每个进程设置 RAPPORT_ENCRYPTION_KEY 或 RAPPORT_ENCRYPTION_KEY_FILE，然后再运行。',
      }),
    );
    return 1;
  }
  const all = await database.system((tx) => tx.select({ id: workspaces.workspaceId }).from(workspaces));
  const done: SealingProgress = { rows: 0, sealed: 0 };
  let told = 0;
  for (const { id: workspaceId } of all) {
    const before = { ...done };
    await sealWorkspace(
      workspaceId,
      (work) => {
        stop.throwIfAborted();
        return database.write({ workspaceId, signal: stop, timeoutMs: batchMs }, work);
      },
      ({ rows, sealed }) => {
        [done.rows, done.sealed] = [before.rows + rows, before.sealed + sealed];
        if (done.rows - told < rowsPerReport) return;
        told = done.rows;
        say(words(progress(done)));
      },
    );
  }
  await database.system(settleKey);
  if (values.json) terminal.printJson({ key, workspaces: all.length, ...done });
  else
    terminal.print(
      words({
        en: `Encrypted with key ${key}: ${done.sealed} of ${done.rows} rows were written anew; older keys are needed no longer.\nWhat stood there before may still be in the files: rapport privacy compact. Backups made before keep it.`,
        zh: `已用密钥 ${key} 加密：${done.rows} 行中重写了 ${done.sealed} 行；不再需要旧密钥。\n数据文件中可能仍有原来的内容：请运行 rapport privacy compact。此前的备份仍含有原内容。`,
      }),
    );
  return 0;
}

const progress = ({ rows, sealed }: SealingProgress): Phrase => ({
  en: `${rows} rows looked at, ${sealed} encrypted`,
  zh: `已检查 ${rows} 行，加密 ${sealed} 行`,
});

/** Whether the database is encrypted, with which key, and whether anything is left to do. */
export async function checkEncryption(app: App, words: (phrase: Phrase) => string): Promise<Finding> {
  const name = words({ en: 'encryption', zh: '加密' });
  const { database, session } = app;
  const [key, ...older] = database.keyIds;
  if (key === undefined)
    return {
      name,
      ok: true,
      detail: words({ en: 'off: columns are stored in the clear', zh: '未启用：各列以明文存储' }),
    };
  const workspaceId = session.workspace.id;
  const { rows, unsealed } = await database.read({ workspaceId }, (tx) => countUnsealed(tx, workspaceId));
  const next = words({
    en: 'Encrypt what is stored already: rapport privacy encrypt',
    zh: '请加密已存储的内容：rapport privacy encrypt',
  });
  const also =
    older.length === 0
      ? ''
      : words({ en: ` (also given: ${older.join(', ')})`, zh: `（另有：${older.join('、')}）` });
  return {
    name,
    ok: true,
    detail: words({
      en: `on, key ${key}${also}; ${rows - unsealed} of ${rows} rows are sealed with it`,
      zh: `已启用，密钥 ${key}${also}；${rows} 行中 ${rows - unsealed} 行已用它加密`,
    }),
    ...(unsealed > 0 && { next }),
  };
}
