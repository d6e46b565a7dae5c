import { text } from 'node:stream/consumers';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { askPerson } from './confirm.ts';
import { openApp } from './open.ts';

export default {
  usage: 'TOOL [JSON | -]',
  takes: [1, 2],
  async run(call) {
    const { positionals, terminal, stop } = call;
    const [tool = '', json = '{}'] = positionals;
    const callArguments = parsed(json === '-' ? await text(process.stdin) : json);
    await using app = await openApp(call);
    const outcome = await app.call(tool, callArguments, {
      signal: stop,
      language: terminal.language,
      progress: (done, total, message) => terminal.say(`${done}/${total} ${message}`),
      ...(terminal.interactive && { confirm: (pending) => askPerson(pending, terminal) }),
    });
    terminal.printJson(outcome.ok ? outcome.data : { error: outcome.error });
    return outcome.ok ? 0 : 1;
  },
} satisfies Command;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(
      `The arguments are not JSON. Example: rapport call search_contacts '{"query":"dana"}'`,
    );
  }
}
