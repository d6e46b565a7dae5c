import { open } from 'node:fs/promises';
import type { App } from '../wire.ts';
import { sayFault } from './archive.ts';
import { type CommandCall, textOf } from './command.ts';

const mostMs = 3_600_000;

/** Texts for training a model, a line of JSON each, with pseudonyms for whatever tells whose they are. */
export async function exportAnonymised({ values, terminal, stop }: CommandCall, app: App): Promise<number> {
  const path = textOf(values, 'out');
  const { anonymisedLines, knownData } = await import('../privacy/index.ts');
  try {
    const file = path === undefined ? undefined : await open(path, 'wx', 0o600);
    let count = 0;
    try {
      await app.runtime.read(
        app.session,
        async (scope, { crm }) => {
          const known = await knownData(scope, await crm.peopleNames());
          for await (const line of anonymisedLines(scope, known)) {
            const written = JSON.stringify(line);
            if (file) await file.appendFile(`${written}\n`);
            else terminal.print(written);
            count += 1;
          }
        },
        { signal: stop, timeoutMs: mostMs },
      );
    } finally {
      await file?.close();
    }
    terminal.say(
      terminal.words({
        en: `${count} lines${path === undefined ? '' : ` in ${path}`}. What was recognised is replaced; read some of them before you pass them on.`,
        zh: `${path === undefined ? '' : `已写入 ${path}，`}共 ${count} 行。已替换识别到的个人信息；转交之前请抽查。`,
      }),
    );
    return 0;
  } catch (error) {
    return await sayFault(error, path ?? '', terminal);
  }
}
