import { previewLines, wordLines } from '../../tools/kernel/preview.ts';
import { openApprovalPage } from '../mcp/approval-page.ts';
import { errorText } from '../trust/error-texts.ts';
import type { WaitingApproval } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { type Command, type CommandCall, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

export default {
  usage: '[ID]',
  takes: [0, 1],
  options: {
    reject: { type: 'boolean', help: { en: 'say no instead', zh: '拒绝' } },
    page: {
      type: 'boolean',
      help: { en: 'look at it and answer on a page in your browser', zh: '在浏览器页面上查看并答复' },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    const [id] = positionals;
    if (values.reject && id === undefined)
      throw new UsageError(
        terminal.words({
          en: '--reject goes with an ID: rapport approve ID --reject',
          zh: '--reject 要与 ID 一起使用：rapport approve ID --reject',
        }),
      );
    await using app = await openApp(call);
    if (values.page && (id === undefined || values.reject))
      throw new UsageError(
        terminal.words({
          en: '--page goes with an ID, without --reject: rapport approve ID --page',
          zh: '--page 要与 ID 一起使用，且不带 --reject：rapport approve ID --page',
        }),
      );
    const asked = values.page
      ? (await app.pendingApprovals()).find((waiting) => waiting.id === id)
      : undefined;
    if (asked) return await onPage(app, asked, call);
    if (id !== undefined) {
      const decision = values.reject ? 'rejected' : 'approved';
      const outcome = await app.approve(id, decision, { signal: stop, language: terminal.language });
      return report(outcome, terminal, values.json === true);
    }
    const waiting = await app.pendingApprovals();
    const shown = waiting.map(
      ({ id: approvalId, tool, reason, expiresAt, shown: preview, arguments: given }) => {
        return { approvalId, tool, reason, expiresAt, preview, words: wordLines(preview, given) };
      },
    );
    if (values.json) terminal.printJson(shown);
    else if (shown.length === 0)
      terminal.say(terminal.words({ en: 'Nothing waits for you.', zh: '没有待您决定的操作。' }));
    for (const { approvalId, tool, reason, preview, words } of values.json ? [] : shown)
      terminal.print(
        [
          `${approvalId}  ${tool}: ${errorText(reason, terminal.language)}`,
          ...previewLines(preview, preview.length, terminal.language),
          ...words,
        ].join('\n'),
      );
    if (shown.length > 0 && !values.json)
      terminal.say(
        terminal.words({
          en: 'Say yes: rapport approve ID   Say no: rapport approve ID --reject',
          zh: '批准：rapport approve ID   拒绝：rapport approve ID --reject',
        }),
      );
    return 0;
  },
} satisfies Command;

/** Lets the person answer on a page of this machine. Its address is told on the terminal alone. */
async function onPage(
  app: App,
  waiting: WaitingApproval,
  { terminal, values, stop }: CommandCall,
): Promise<number> {
  const { id: approvalId, tool, reason, expiresAt, shown: preview } = waiting;
  const page = await openApprovalPage({
    pending: { approvalId, tool, reason, preview },
    language: terminal.language,
    expiresAt,
    now: () => app.runtime.clock(),
    decide: (decision) => app.approve(approvalId, decision, { language: terminal.language }),
  });
  terminal.say(
    terminal.words({ en: `Open this page to answer: ${page.url}`, zh: `请打开此页面答复：${page.url}` }),
  );
  const close = () => void page.close();
  stop.addEventListener('abort', close);
  const tooLate = setTimeout(close, Math.max(0, expiresAt.getTime() - app.runtime.clock().getTime()));
  const outcome = await page.outcome;
  clearTimeout(tooLate);
  await page.close();
  if (outcome) return report(outcome, terminal, values.json === true);
  terminal.say(
    terminal.words({ en: 'Nobody answered; nothing was changed.', zh: '无人答复，没有改动任何数据。' }),
  );
  return 1;
}
