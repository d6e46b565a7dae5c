import { churnModelName, describeChurnRefusal, type ModelVersion } from '../insight/index.ts';
import { type ChurnTrained, trainChurn, usualChurnDays } from './churn-training.ts';
import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';
import type { Terminal } from './terminal.ts';

export default {
  usage: 'churn [--days N] [--list | --rollback] | MODEL [--data FOLDER]',
  takes: [1, 1],
  options: {
    days: {
      type: 'string',
      value: 'N',
      help: {
        en: `churn: so many days without a purchase; ${usualChurnDays} by default`,
        zh: `churn：多少天不购买算流失，默认 ${usualChurnDays}`,
      },
    },
    list: { type: 'boolean', help: { en: 'churn: list its versions', zh: 'churn：列出各版本' } },
    rollback: {
      type: 'boolean',
      help: { en: 'churn: put the version before back to use', zh: 'churn：恢复使用上一个版本' },
    },
    json: { type: 'boolean', help: { en: 'churn: the result as JSON', zh: 'churn：以 JSON 输出' } },
    data: {
      type: 'string',
      value: 'FOLDER',
      help: { en: 'the public sets, one folder each', zh: '公开数据集所在文件夹' },
    },
  },
  run: (call) => (call.positionals[0] === 'churn' ? runChurn(call) : trainShipped(call)),
} satisfies Command;

async function trainShipped({ positionals, values, terminal }: CommandCall): Promise<number> {
  const { EvalUsageError } = await import('../../evals/index.ts');
  const { trainModel } = await import('../../evals/train/index.ts');
  try {
    await trainModel(positionals[0]!, textOf(values, 'data'), terminal.print);
    return 0;
  } catch (error) {
    throw error instanceof EvalUsageError ? new UsageError(error.message) : error;
  }
}

async function runChurn(call: CommandCall): Promise<number> {
  const { values, terminal, stop } = call;
  const days = daysOf(call);
  if (values.list && values.rollback)
    throw new UsageError(
      terminal.words({ en: 'Give --list or --rollback, not both.', zh: '--list 和 --rollback 只能选一个。' }),
    );
  await using app = await openApp(call);
  const limits = { signal: stop, timeoutMs: 60_000 };
  const name = churnModelName(days);
  const { runtime, session } = app;
  if (values.list) {
    const versions = await runtime.read(session, (_, { insight }) => insight.track.models.list(name), limits);
    if (values.json) terminal.printJson(versions);
    else terminal.print(versions.map((version) => lineOf(version, terminal)).join('\n') || noneYet(terminal));
    return 0;
  }
  if (values.rollback) {
    const version = await runtime.write(
      session,
      (_, { insight }) => insight.track.models.rollback(name),
      limits,
    );
    if (values.json) terminal.printJson(version);
    else terminal.print(lineOf(version, terminal));
    return 0;
  }
  let said = 0;
  const onProgress = (share: number): void => {
    const tenths = Math.floor(share * 10);
    if (tenths > said) terminal.say(`${tenths * 10} %`);
    said = Math.max(said, tenths);
  };
  const trained = await trainChurn(app, days, stop, { onProgress });
  if (values.json) terminal.printJson(trained);
  else terminal.print(describeTrained(trained, terminal));
  return 'refusal' in trained ? 1 : 0;
}

function daysOf({ values, terminal }: CommandCall): number {
  const written = textOf(values, 'days') ?? String(usualChurnDays);
  const days = Number(written);
  if (/^\d{1,3}$/.test(written) && days >= 14 && days <= 365) return days;
  throw new UsageError(
    terminal.words({
      en: '--days needs a whole number from 14 to 365.',
      zh: '--days 需要 14 到 365 之间的整数。',
    }),
  );
}

/** What became of a training, in a line or two. */
export function describeTrained(trained: ChurnTrained, terminal: Terminal): string {
  if ('refusal' in trained) return describeChurnRefusal(trained.refusal, terminal.language);
  if ('upToDate' in trained)
    return terminal.words({
      en: `Too little is new to learn from; in use: ${lineOf(trained.upToDate, terminal)}`,
      zh: `新数据太少，无需重新训练；正在使用：${lineOf(trained.upToDate, terminal)}`,
    });
  const { version, promoted, inUse } = trained;
  const against = inUse
    ? terminal.words({
        en: ` (version ${inUse.version}: AUC ${inUse.auc.toFixed(3)})`,
        zh: `（版本 ${inUse.version}：AUC ${inUse.auc.toFixed(3)}）`,
      })
    : '';
  const outcome = promoted
    ? terminal.words({ en: 'Put to use', zh: '已启用' })
    : terminal.words({
        en: 'Kept, but not better than the one in use',
        zh: '已保存，但不优于正在使用的版本',
      });
  return `${outcome}${against}${terminal.words({ en: ': ', zh: '：' })}${lineOf(version, terminal)}`;
}

function lineOf(version: ModelVersion, { words }: Terminal): string {
  const { name, trainedFrom, trainedTo, sampleSize, metrics, codeVersion } = version;
  const status = words(
    {
      active: { en: 'in use', zh: '使用中' },
      candidate: { en: 'not in use', zh: '未启用' },
      retired: { en: 'retired', zh: '已停用' },
    }[version.status],
  );
  const figures = Object.entries(metrics)
    .map(([metric, value]) => `${metric} ${value}`)
    .join(', ');
  return words({
    en: `${name}@${version.version} ${status}, ${sampleSize} customers, ${trainedFrom} – ${trainedTo}, ${figures}, code ${codeVersion}`,
    zh: `${name}@${version.version} ${status}，${sampleSize} 位客户，${trainedFrom} 至 ${trainedTo}，${figures}，程序版本 ${codeVersion}`,
  });
}

const noneYet = ({ words }: Terminal): string =>
  words({
    en: 'No version yet: rapport train churn makes one.',
    zh: '还没有任何版本：用 rapport train churn 训练一个。',
  });
