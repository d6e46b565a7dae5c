import type { Command } from './command.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

export default {
  usage: 'CHANGE-ID',
  takes: [1, 1],
  options: { json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } } },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    await using app = await openApp(call);
    const more = { signal: stop, language: terminal.language };
    const outcome = await app.call('undo_change', { changeId: positionals[0] }, more);
    return report(outcome, terminal, values.json === true);
  },
} satisfies Command;
