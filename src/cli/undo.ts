import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { isYes, leftAsItWas } from './confirm.ts';
import { momentFrom } from './moments.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

const choices = ['since', 'until', 'actor', 'conversation'];

export default {
  usage: '[CHANGE-ID]',
  takes: [0, 1],
  options: {
    since: {
      type: 'string',
      value: '2h | yesterday',
      help: {
        en: 'all changes since then, such as 2h, yesterday 15:00, 2026-03-05',
        zh: '此后的全部改动，例如 2小时、昨天下午、2026-03-05',
      },
    },
    until: { type: 'string', value: 'WHEN', help: { en: 'only those up to then', zh: '只到此时为止' } },
    actor: {
      type: 'string',
      value: 'NAME',
      help: { en: 'those of this person instead of your own', zh: '此人的改动，而不是您自己的' },
    },
    conversation: {
      type: 'string',
      value: 'ID',
      help: { en: 'those of this conversation', zh: '此对话中的改动' },
    },
    'dry-run': {
      type: 'boolean',
      help: { en: 'only show what would be taken back', zh: '只显示将撤销的内容' },
    },
    yes: { type: 'boolean', help: { en: 'do not ask before many are taken back', zh: '撤销多项时不再询问' } },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    const [changeId] = positionals;
    const isMany = choices.some((name) => values[name] !== undefined);
    if (isMany === (changeId !== undefined))
      throw new UsageError(
        terminal.words({
          en: 'Say what to take back: a CHANGE-ID, or --since, --until, --actor, --conversation.',
          zh: '请指明要撤销什么：改动编号，或 --since、--until、--actor、--conversation。',
        }),
      );
    await using app = await openApp(call, { tools: ['undo_change'] });
    const { workspace } = app.session;
    const conversation = textOf(values, 'conversation');
    const chosen = {
      changeId,
      since: momentOf(call, 'since', workspace.timeZone, app.runtime.clock()),
      until: momentOf(call, 'until', workspace.timeZone, app.runtime.clock()),
      actor: textOf(values, 'actor'),
      ...(conversation !== undefined && { conversation: true }),
    };
    if (chosen.since !== undefined && chosen.until !== undefined && chosen.until < chosen.since)
      throw new UsageError(
        terminal.words({ en: '--until lies before --since.', zh: '--until 早于 --since。' }),
      );
    const wanted = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
    const more = { signal: stop, language: terminal.language, conversationId: conversation };
    const asks = isMany && values.yes !== true;
    if (values['dry-run'] || asks) {
      const preview = await app.call('undo_change', { ...wanted, dryRun: true }, more);
      if (values['dry-run'] || !preview.ok) return report(preview, terminal, values.json === true);
      terminal.say(preview.text);
      if (!terminal.interactive) {
        terminal.say(
          terminal.words({
            en: 'Nothing was taken back yet. To do it: add --yes',
            zh: '尚未撤销。要执行请加 --yes',
          }),
        );
        return 1;
      }
      if (!(await isYes(terminal))) return leftAsItWas(terminal);
    }
    return report(await app.call('undo_change', wanted, more), terminal, values.json === true);
  },
} satisfies Command;

/** The moment an option names, as the tool takes it. @throws UsageError */
function momentOf(
  { values, terminal }: CommandCall,
  name: 'since' | 'until',
  timeZone: string,
  now: Date,
): string | undefined {
  const said = textOf(values, name);
  if (said === undefined) return undefined;
  const moment = momentFrom(said, { timeZone }, now, name === 'since' ? 'start' : 'end');
  if (moment) return moment.toISOString();
  throw new UsageError(
    terminal.words({
      en: `--${name} needs a moment, such as 2h, yesterday 15:00 or 2026-03-05, not ${said}.`,
      zh: `--${name} 需要一个时间，例如 2小时、昨天下午 或 2026-03-05，而不是 ${said}。`,
    }),
  );
}
