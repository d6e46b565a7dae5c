import { keepConventions, noteEvent, requireAdmin, type Workspace } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { chooseAction } from './actions.ts';
import { type Command, type CommandCall, limitsOf, type Phrase, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';

export default {
  usage: '[show | set]',
  takes: [0, 1],
  options: {
    'time-zone': {
      type: 'string',
      value: 'ZONE',
      help: {
        en: 'set: whose clock days, months and reports follow, such as Europe/Berlin',
        zh: 'set：日期、月份和报表所依的时区，例如 Asia/Shanghai',
      },
    },
    currency: {
      type: 'string',
      value: 'CODE',
      help: {
        en: 'set: in which currency sums are told, such as EUR; amounts in others stay what they are',
        zh: 'set：汇总金额所用的货币，例如 CNY；其他货币的金额保持不变',
      },
    },
    'fiscal-year-start': {
      type: 'string',
      value: '1-12',
      help: {
        en: 'set: the month the fiscal year starts in; quarters and years follow it',
        zh: 'set：财年从几月开始；季度和年度随之划分',
      },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const action = chooseAction(call, actions, usage, 'show');
    const said = action === 'set' ? conventionsIn(call) : {};
    await using app = await openApp(call);
    if (Object.keys(said).length > 0)
      await app.runtime.write(
        app.session,
        async (scope) => {
          requireAdmin(scope);
          await keepConventions(scope.tx, scope.workspace.id, said);
          const subject = scope.workspace.id;
          await noteEvent(scope, { event: 'workspace_changed', subject, reason: JSON.stringify(said) });
        },
        limitsOf(call),
      );
    await show(app, call);
    return 0;
  },
} satisfies Command;

const usage = {
  en: 'workspace [show] | set [--time-zone ZONE] [--currency CODE] [--fiscal-year-start 1-12]',
  zh: 'workspace [show] | set [--time-zone 时区] [--currency 货币] [--fiscal-year-start 1-12]',
};
const actions = {
  show: { takes: 0 },
  set: { takes: 0, options: ['time-zone', 'currency', 'fiscal-year-start'] },
};

type Conventions = Partial<Pick<Workspace, 'timeZone' | 'currency' | 'fiscalYearStart'>>;

/** @throws UsageError */
function conventionsIn({ values, terminal }: CommandCall): Conventions {
  const refuse = (told: Phrase): never => {
    throw new UsageError(terminal.words(told));
  };
  const zone = textOf(values, 'time-zone');
  const timeZone = zone === undefined ? undefined : zoneCalled(zone);
  const currency = textOf(values, 'currency')?.trim().toUpperCase();
  const month = textOf(values, 'fiscal-year-start');
  if (zone === undefined && currency === undefined && month === undefined)
    refuse({ en: `Say what to set: rapport ${usage.en}`, zh: `请说明要设置什么：rapport ${usage.zh}` });
  if (zone !== undefined && timeZone === undefined)
    refuse({
      en: '--time-zone needs the name of a zone, such as Europe/Berlin or Asia/Shanghai.',
      zh: '--time-zone 应为时区名称，例如 Asia/Shanghai 或 Europe/Berlin。',
    });
  if (currency !== undefined && !Intl.supportedValuesOf('currency').includes(currency))
    refuse({ en: '--currency needs a code, such as EUR.', zh: '--currency 应为货币代码，例如 CNY。' });
  if (month !== undefined && !/^(?:[1-9]|1[0-2])$/.test(month))
    refuse({
      en: '--fiscal-year-start needs a month from 1 to 12.',
      zh: '--fiscal-year-start 应为 1 到 12 的月份。',
    });
  return {
    ...(timeZone !== undefined && { timeZone }),
    ...(currency !== undefined && { currency }),
    ...(month !== undefined && { fiscalYearStart: Number(month) }),
  };
}

/** The zone as the runtime writes it; undefined for offsets too: the database reads their signs the other way. */
function zoneCalled(written: string): string | undefined {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: written.trim() }).resolvedOptions();
    return /^[A-Z]/i.test(timeZone) ? timeZone : undefined;
  } catch {
    return undefined;
  }
}

/** Tells the conventions as they stand, whatever they were when the command began. */
async function show(app: App, { values, terminal }: CommandCall): Promise<void> {
  const { session } = await app.asMember(app.session.actor.id);
  const { name, timeZone, currency, language, fiscalYearStart } = session.workspace;
  if (values.json) return terminal.printJson({ name, timeZone, currency, language, fiscalYearStart });
  const first = new Date(Date.UTC(2000, fiscalYearStart - 1));
  const month = (locale: string) =>
    new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(first);
  terminal.print(
    terminal.words({
      en: `${name}: ${timeZone}, ${currency}, the fiscal year starts in ${month('en')}`,
      zh: `${name}：${timeZone}，${currency}，财年从${month('zh')}开始`,
    }),
  );
}
