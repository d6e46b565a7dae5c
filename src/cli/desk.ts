import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

const minutesPerUnit: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };
const duration = { type: 'string', value: 'N[m|h|d]' } as const;

export default {
  usage: '[show | set]',
  takes: [0, 1],
  options: {
    hours: {
      type: 'string',
      value: 'FROM-TO | always',
      help: {
        en: 'set: opening hours, such as 09:00-18:00',
        zh: 'set：工作时间，例如 09:00-18:00；always 表示全天',
      },
    },
    days: {
      type: 'string',
      value: '1-5',
      help: {
        en: 'set: days it is open, 1 is Monday, such as 1-5 or 1,3,6',
        zh: 'set：工作日，1 为周一，例如 1-5 或 1,3,6',
      },
    },
    urgent: { ...duration, help: { en: 'set: when urgent tickets are due', zh: 'set：紧急工单的时限' } },
    high: {
      ...duration,
      help: { en: 'set: when tickets of high priority are due', zh: 'set：高优先级工单的时限' },
    },
    normal: { ...duration, help: { en: 'set: when usual tickets are due', zh: 'set：普通工单的时限' } },
    low: {
      ...duration,
      help: { en: 'set: when tickets of low priority are due', zh: 'set：低优先级工单的时限' },
    },
    idle: {
      ...duration,
      help: { en: 'set: silence after which a conversation is over', zh: 'set：静默多久后对话结束' },
    },
    queue: {
      type: 'string',
      value: 'NAME',
      help: { en: 'set: the queue of what nobody chose one for', zh: 'set：默认队列' },
    },
    assign: {
      type: 'string',
      value: 'QUEUE=PERSON,…',
      help: {
        en: 'set: whose a queue’s new tickets are; QUEUE= alone: nobody’s',
        zh: 'set：队列的新工单分给谁；只写 QUEUE= 则不分配',
      },
    },
    'dry-run': { type: 'boolean', help: { en: 'tell what would be, write nothing', zh: '只演练，不写入' } },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    const [action = 'show'] = positionals;
    const changes = changesOf(call);
    const isChange = Object.keys(changes).length > 0;
    if ((action !== 'show' && action !== 'set') || (action === 'set') !== isChange)
      throw new UsageError(
        terminal.words({
          en: 'Usage: rapport desk [show] | rapport desk set --hours 09:00-18:00 --days 1-5 --urgent 30m …',
          zh: '用法：rapport desk [show] | rapport desk set --hours 09:00-18:00 --days 1-5 --urgent 30m …',
        }),
      );
    await using app = await openApp(call, { toolsets: ['service'] });
    const callArguments = { ...changes, ...(values['dry-run'] && { dryRun: true }), repeat: true };
    const outcome = await app.call('configure_desk', callArguments, {
      signal: stop,
      language: terminal.language,
    });
    return report(outcome, terminal, values.json === true);
  },
} satisfies Command;

/** The tool's arguments, out of the options. @throws UsageError naming the option that cannot be read */
function changesOf(call: CommandCall): Record<string, unknown> {
  const { values } = call;
  const changes: Record<string, unknown> = {};
  const hours = textOf(values, 'hours');
  if (hours !== undefined) {
    const [, opens, closes] = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/.exec(hours) ?? [];
    if (hours === 'always') changes.alwaysOpen = true;
    else if (opens === undefined || closes === undefined) throw unreadable(call, 'hours', '09:00-18:00');
    else Object.assign(changes, { opens: opens.padStart(5, '0'), closes: closes.padStart(5, '0') });
  }
  const days = textOf(values, 'days');
  if (days !== undefined) {
    changes.days = daysOf(days);
    if (changes.days === undefined) throw unreadable(call, 'days', '1-5');
  }
  for (const name of ['urgent', 'high', 'normal', 'low', 'idle']) {
    const written = textOf(values, name);
    if (written === undefined) continue;
    const [, number, unit = 'm'] = /^(\d{1,6})\s*([mhd])?$/i.exec(written) ?? [];
    if (number === undefined) throw unreadable(call, name, '4h');
    changes[`${name}Minutes`] = Number(number) * minutesPerUnit[unit.toLowerCase()]!;
  }
  const queue = textOf(values, 'queue');
  if (queue !== undefined) changes.queue = queue;
  const assign = textOf(values, 'assign');
  if (assign !== undefined)
    changes.assignees = assign.split(/[,，]/).map((part) => {
      const [name = '', person = '', ...more] = part.split('=').map((word) => word.trim());
      if (name === '' || !part.includes('=') || more.length > 0)
        throw unreadable(call, 'assign', 'returns=Dana');
      return { queue: name, ...(person !== '' && { person }) };
    });
  return changes;
}

/** Days as `1-5` or `1,3,6`; undefined where they are none. */
function daysOf(written: string): number[] | undefined {
  const days = written.split(/[,，]/).flatMap((part) => {
    const [, first, last = first] = /^\s*([1-7])\s*(?:[-–]\s*([1-7]))?\s*$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return [Number.NaN];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });
  return days.some(Number.isNaN) ? undefined : days;
}

const unreadable = ({ terminal }: CommandCall, option: string, example: string): UsageError =>
  new UsageError(
    terminal.words({
      en: `--${option} cannot be read; write it like ${example}.`,
      zh: `无法识别 --${option}；请写成 ${example} 的样子。`,
    }),
  );
