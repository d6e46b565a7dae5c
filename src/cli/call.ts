import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { askPerson } from './confirm.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';
import type { Terminal } from './terminal.ts';

export default {
  usage: 'TOOL [JSON | -]',
  takes: [1, 2],
  async run(call) {
    const { positionals, terminal, stop } = call;
    const [tool = '', json = '{}'] = positionals;
    const callArguments = parsed(json === '-' ? await text(terminal.input) : json, terminal);
    await using app = await openApp(call, { toolsets: ['all'] });
    const outcome = await app.call(tool, callArguments, {
      signal: stop,
      language: terminal.language,
      progress: (done, total, message) => terminal.say(`${done}/${total} ${message}`),
      ...(terminal.interactive && { confirm: (pending) => askPerson(pending, terminal) }),
    });
    if (outcome.ok && outcome.picture) {
      const path = join(await mkdtemp(join(tmpdir(), 'rapport-')), `${tool}.png`);
      await writeFile(path, outcome.picture);
      terminal.say(terminal.words({ en: `Picture: ${path}`, zh: `图片：${path}` }));
    }
    // The JSON says it in English; whoever reads another language is told beside it.
    if (!outcome.ok && terminal.language !== 'en') report(outcome, terminal, false);
    return report(outcome, terminal, true);
  },
} satisfies Command;

function parsed(json: string, { words }: Terminal): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(
      words({
        en: `The arguments are not JSON. Example: rapport call search_contacts '{"query":"dana"}'`,
        zh: `参数不是 JSON。例如：rapport call search_contacts '{"query":"dana"}'`,
      }),
    );
  }
}
