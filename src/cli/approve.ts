import type { PreviewItem } from '../../tools/kernel/context.ts';
import { previewLines } from '../../tools/kernel/preview.ts';
import { previewOf } from '../trust/index.ts';
import type { Command } from './command.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

export default {
  usage: '[ID]',
  takes: [0, 1],
  options: {
    reject: { type: 'boolean', help: { en: 'say no instead', zh: '拒绝' } },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    const [id] = positionals;
    await using app = await openApp(call);
    if (id !== undefined) {
      const decision = values.reject ? 'rejected' : 'approved';
      const outcome = await app.approve(id, decision, { signal: stop, language: terminal.language });
      return report(outcome, terminal, values.json === true);
    }
    const waiting = await app.pendingApprovals();
    const shown = waiting.map(({ id: approvalId, tool, reason, expiresAt, preview }) => {
      const items = previewOf(preview) as PreviewItem[];
      return { approvalId, tool, reason, expiresAt, preview: items };
    });
    if (values.json) terminal.printJson(shown);
    else if (shown.length === 0)
      terminal.say(terminal.words({ en: 'Nothing waits for you.', zh: '没有待您决定的操作。' }));
    for (const { approvalId, tool, reason, preview } of values.json ? [] : shown)
      terminal.print([`${approvalId}  ${tool}: ${reason}`, ...previewLines(preview)].join('\n'));
    return 0;
  },
} satisfies Command;
