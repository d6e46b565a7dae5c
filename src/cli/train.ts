import { ownPhrasesModel } from '../agent/index.ts';
import { churnModelName, describeChurnRefusal, type ModelVersion } from '../insight/index.ts';
import type { App } from '../wire.ts';
import { type ChurnTrained, trainChurn, usualChurnDays } from './churn-training.ts';
import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { type IntentsTrained, readPhrases, trainIntentPhrases } from './intent-training.ts';
import { openApp } from './open.ts';
import type { Terminal } from './terminal.ts';

export default {
  usage:
    'churn [--days N] [--list | --rollback] | intents --data FILE [--list | --rollback] | MODEL [--data FOLDER]',
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
    list: {
      type: 'boolean',
      help: { en: 'churn, intents: list the versions', zh: 'churn、intents：列出各版本' },
    },
    rollback: {
      type: 'boolean',
      help: {
        en: 'churn, intents: put the version before back to use',
        zh: 'churn、intents：恢复使用上一个版本',
      },
    },
    json: {
      type: 'boolean',
      help: { en: 'churn, intents: the result as JSON', zh: 'churn、intents：以 JSON 输出' },
    },
    data: {
      type: 'string',
      value: 'PATH',
      help: {
        en: 'intents: phrases with the columns text and intent (a tool); else the public sets, one folder each',
        zh: 'intents：含 text 与 intent（工具名）两列的文件；其他模型：公开数据集所在文件夹',
      },
    },
  },
  run: (call) => {
    const [model] = call.positionals;
    return model === 'churn' ? runChurn(call) : model === 'intents' ? runIntents(call) : trainShipped(call);
  },
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
  await using app = await openApp(call);
  const done = await showVersions(call, app, churnModelName(days));
  if (done) return 0;
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

async function runIntents(call: CommandCall): Promise<number> {
  const { values, terminal, stop } = call;
  const path = textOf(values, 'data');
  await using app = await openApp(call);
  if (await showVersions(call, app, ownPhrasesModel)) return 0;
  if (path === undefined)
    throw new UsageError(
      terminal.words({
        en: 'Say where the phrases are: --data FILE, with the columns text and intent.',
        zh: '请用 --data 指定含 text 与 intent 两列的文件。',
      }),
    );
  const phrases = await readPhrases(path, app.tools, terminal);
  const trained = await trainIntentPhrases(app, phrases, stop);
  if (values.json) terminal.printJson(trained);
  else terminal.print(describeIntents(trained, terminal));
  return 0;
}

/** Lists a model's versions or goes back by one, where that was asked for. */
async function showVersions(
  { values, terminal, stop }: CommandCall,
  { runtime, session }: App,
  name: string,
): Promise<boolean> {
  if (values.list && values.rollback)
    throw new UsageError(
      terminal.words({ en: 'Give --list or --rollback, not both.', zh: '--list 和 --rollback 只能选一个。' }),
    );
  const limits = { signal: stop, timeoutMs: 60_000 };
  if (values.list) {
    const versions = await runtime.read(session, (_, { insight }) => insight.track.models.list(name), limits);
    if (values.json) terminal.printJson(versions);
    else
      terminal.print(
        versions.map((version) => lineOf(version, terminal)).join('\n') || noneYet(terminal, name),
      );
    return true;
  }
  if (!values.rollback) return false;
  const version = await runtime.write(
    session,
    (_, { insight }) => insight.track.models.rollback(name),
    limits,
  );
  if (values.json) terminal.printJson(version);
  else terminal.print(lineOf(version, terminal));
  return true;
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

function describeIntents({ version, promoted, judged }: IntentsTrained, terminal: Terminal): string {
  const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
  const { n, alone, inUse, learned } = judged;
  const figures = terminal.words({
    en: `Of ${n} phrases, each judged by what the others teach, ${share(learned)} find their tool; before: ${share(inUse)}, by the tools’ own phrases alone: ${share(alone)}.`,
    zh: `${n} 条说法逐一用其余说法检验：${share(learned)} 找到正确的工具；此前为 ${share(inUse)}，仅靠工具自带说法为 ${share(alone)}。`,
  });
  if (version === undefined)
    return `${figures}\n${terminal.words({ en: 'That is worse than without them: nothing was kept.', zh: '效果反而变差，未保存。' })}`;
  const outcome = promoted
    ? terminal.words({ en: 'Put to use: ', zh: '已启用：' })
    : terminal.words({
        en: 'Kept, but not put to use, since the version in use does better: ',
        zh: '已保存但未启用，正在使用的版本更好：',
      });
  return `${figures}\n${outcome}${lineOf(version, terminal)}`;
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
    en: `${name}@${version.version} ${status}, ${sampleSize} ${name === ownPhrasesModel ? 'phrases' : 'customers'}, ${trainedFrom} – ${trainedTo}, ${figures}, code ${codeVersion}`,
    zh: `${name}@${version.version} ${status}，${sampleSize} ${name === ownPhrasesModel ? '条说法' : '位客户'}，${trainedFrom} 至 ${trainedTo}，${figures}，程序版本 ${codeVersion}`,
  });
}

const noneYet = ({ words }: Terminal, name: string): string =>
  name === ownPhrasesModel
    ? words({
        en: 'No version yet: rapport train intents --data phrases.csv makes one.',
        zh: '还没有任何版本：用 rapport train intents --data phrases.csv 训练一个。',
      })
    : words({
        en: 'No version yet: rapport train churn makes one.',
        zh: '还没有任何版本：用 rapport train churn 训练一个。',
      });
