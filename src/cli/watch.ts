import { setTimeout as sleep } from 'node:timers/promises';
import { type Alert, type Alerts, churnModelName, foretellChurn } from '../insight/index.ts';
import type { Language } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { trainChurn, usualChurnDays } from './churn-training.ts';
import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { describeTrained } from './train.ts';

const usualSeconds = 60;
const timeoutMs = 60_000;
/** How many predictions one look settles, and how many customers it scores. */
const mostScored = 500;
const mostForetold = 2_000;
const alertsPerPage = 20;

export default {
  usage: '[--once] [--refresh] [--every SECONDS] [--churn-risk SHARE|off] [--forecast-miss 80|95|off]',
  takes: [0, 0],
  options: {
    once: {
      type: 'boolean',
      help: { en: 'look once, show the latest, and end', zh: '只检查一次，显示最近的预警后结束' },
    },
    refresh: {
      type: 'boolean',
      help: {
        en: 'train the churn model anew where enough was bought since',
        zh: '新增购买足够多时重新训练流失模型',
      },
    },
    every: {
      type: 'string',
      value: 'SECONDS',
      help: {
        en: `how often to look; ${usualSeconds} by default`,
        zh: `检查间隔（秒），默认 ${usualSeconds}`,
      },
    },
    'churn-risk': {
      type: 'string',
      value: 'SHARE | off',
      help: {
        en: 'from which chance of leaving on to alert, such as 0.7; kept for the workspace',
        zh: '流失概率达到多少时预警，例如 0.7；保存为工作区设置',
      },
    },
    'forecast-miss': {
      type: 'string',
      value: '80 | 95 | off',
      help: {
        en: 'which forecast interval sales have to miss; kept for the workspace',
        zh: '销售超出哪个预测区间时预警；保存为工作区设置',
      },
    },
    json: { type: 'boolean', help: { en: 'each alert as a line of JSON', zh: '每条预警输出一行 JSON' } },
  },
  async run(call) {
    const { values, terminal, stop } = call;
    const limits = limitsOf(call);
    const seconds = secondsOf(call);
    await using app = await openApp(call);
    if (Object.keys(limits).length > 0)
      await app.runtime.write(app.session, (_, { insight }) => insight.track.alerts.setLimits(limits), {
        signal: stop,
        timeoutMs,
      });
    const { timeZone } = app.session.workspace;
    const clockOf = (moment: string): string =>
      new Date(moment).toLocaleString('sv-SE', { timeZone }).slice(0, 16);
    const show = (alert: Alert): void =>
      terminal.print(values.json ? JSON.stringify(alert) : `${clockOf(alert.raisedAt)} ${alert.message}`);
    if (!values.once)
      terminal.say(terminal.words({ en: 'Watching. Ctrl-C ends it.', zh: '正在监视。按 Ctrl-C 结束。' }));
    const shown = new Set<string>();
    while (!stop.aborted) {
      const alerts = await look(app, call, shown);
      for (const alert of alerts) {
        show(alert);
        shown.add(alert.id);
      }
      if (values.once) {
        if (alerts.length === 0 && !values.json)
          terminal.print(terminal.words({ en: 'No alerts.', zh: '没有预警。' }));
        return 0;
      }
      await sleep(seconds * 1_000, undefined, { signal: stop }).catch(() => undefined);
    }
    return 0;
  },
} satisfies Command;

/** Judges what has come due, scores the customers, and gives the alerts that were not shown yet, oldest first. */
async function look(
  app: App,
  { values, terminal, stop }: CommandCall,
  shown: ReadonlySet<string>,
): Promise<Alert[]> {
  const { runtime, session } = app;
  const limits = { signal: stop, timeoutMs };
  if (values.refresh) {
    const trained = await trainChurn(app, usualChurnDays, stop, { whenOutgrown: true });
    if (!('upToDate' in trained)) terminal.say(describeTrained(trained, terminal));
  }
  const activity = await runtime.read(
    session,
    async (_, { insight }) => {
      const versions = await insight.track.models.list(churnModelName(usualChurnDays));
      const isKept = versions.some(({ status }) => status === 'active');
      return isKept ? await insight.customerActivity(usualChurnDays) : undefined;
    },
    limits,
  );
  const when = { days: usualChurnDays, now: runtime.clock(), timeZone: session.workspace.timeZone };
  const foretold = activity?.inUse
    ? foretellChurn(activity.inUse, { histories: activity.histories, ...when }, mostForetold)
    : [];
  const since = runtime.clock().toISOString();
  return runtime.write(
    session,
    async (_, { insight: { track } }) => {
      await track.record(foretold);
      await track.scoreDue(mostScored);
      return unseenAlerts(track.alerts, shown, since, terminal.language);
    },
    limits,
  );
}

/** Page after page until one that was shown; at first the latest page, and all that were raised since. */
async function unseenAlerts(
  alerts: Alerts,
  shown: ReadonlySet<string>,
  since: string,
  language: Language,
): Promise<Alert[]> {
  const unseen: Alert[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await alerts.list({ limit: alertsPerPage, cursor }, language);
    const fresh = page.items.filter(({ id }) => !shown.has(id));
    unseen.push(...fresh);
    const oldest = page.items.at(-1);
    const isAllNew = fresh.length === page.items.length && (shown.size > 0 || oldest!.raisedAt >= since);
    cursor = isAllNew ? page.nextCursor : null;
  }
  return unseen.toReversed();
}

function limitsOf({ values, terminal }: CommandCall) {
  const [risk, miss] = [textOf(values, 'churn-risk'), textOf(values, 'forecast-miss')];
  const share = Number(risk);
  if (risk !== undefined && risk !== 'off' && !(share > 0 && share <= 1))
    throw new UsageError(
      terminal.words({
        en: '--churn-risk needs a share above 0 up to 1, such as 0.7, or off.',
        zh: '--churn-risk 需要大于 0、不超过 1 的数，例如 0.7，或 off。',
      }),
    );
  if (miss !== undefined && !['80', '95', 'off'].includes(miss))
    throw new UsageError(
      terminal.words({
        en: '--forecast-miss needs 80, 95 or off.',
        zh: '--forecast-miss 需要 80、95 或 off。',
      }),
    );
  return {
    ...(risk !== undefined && { churnRisk: risk === 'off' ? null : share }),
    ...(miss !== undefined && {
      forecastMiss: miss === 'off' ? null : miss === '80' ? (80 as const) : (95 as const),
    }),
  };
}

function secondsOf({ values, terminal }: CommandCall): number {
  const written = textOf(values, 'every') ?? String(usualSeconds);
  const seconds = Number(written);
  if (/^\d{1,5}$/.test(written) && seconds >= 1) return seconds;
  throw new UsageError(
    terminal.words({
      en: '--every needs a whole number of seconds, at least 1.',
      zh: '--every 需要至少为 1 的整数秒数。',
    }),
  );
}
