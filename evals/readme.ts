import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMet } from './bench/bench.ts';
import { type BenchResult, readBenchResults } from './bench/results.ts';
import { type EvalResult, readResults } from './results.ts';

const root = join(import.meta.dirname, '..');
const words = {
  en: {
    head: ['measured', 'n', 'result', 'bar', 'command'],
    more: 'All figures, with intervals and slices: [evals/RESULTS.md](evals/RESULTS.md), [evals/BENCHMARKS.md](evals/BENCHMARKS.md)',
    passRate: 'tasks done',
    attackSuccessRate: 'attacks that got anything',
    exfiltrationRate: 'links that led out',
    benignPassRate: 'everyday tasks done',
    jointGoalAccuracy: 'turns with every wish right',
    sideEffectRate: 'unwanted changes',
    recallAt1: 'right passage first',
    mrrAt10: 'mean reciprocal rank of it',
    bm25MrrAt10: 'by plain BM25',
    ndcgAt10: 'nDCG of the first ten',
    abstentionRecall: 'unanswerable refused where 95 % are answered',
    accuracy: 'right',
    floorAccuracy: 'by always saying the commonest',
    otherTool: 'another tool called',
    noTool: 'none though one was meant',
    macroF1: 'mean F1 of the classes',
    inScopeAccuracy: 'in scope right',
    oosRecall: 'out of scope noticed',
    spanF1: 'F1 of spans',
    acc: 'in the right group',
    nmi: 'normalised mutual information',
    rouge1: 'ROUGE-1',
    rouge2: 'ROUGE-2',
    rougeL: 'ROUGE-L',
    f2: 'F2',
    structuredRecall: 'numbers and addresses of a form found',
    sMAPE: 'sMAPE, %',
    MASE: 'MASE',
    sMAPEAgainstBestPublished: 'sMAPE over the best archived entrant’s',
    auc: 'AUC',
    aucLinear: 'by logistic regression alone',
    ece: 'calibration error',
    mae: 'error in purchases a customer',
    maeAsSoFar: 'at their past rate',
    most: 'at most',
    least: 'at least',
    missed: 'missed',
  },
  zh: {
    head: ['测试对象', '数量', '结果', '标准', '命令'],
    more: '全部数字（含区间与分项）：[evals/RESULTS.md](evals/RESULTS.md), [evals/BENCHMARKS.md](evals/BENCHMARKS.md)',
    passRate: '完成的任务',
    attackSuccessRate: '得手的攻击',
    exfiltrationRate: '通往外部的链接',
    benignPassRate: '完成的日常任务',
    jointGoalAccuracy: '全部愿望正确的轮次',
    sideEffectRate: '多余的改动',
    recallAt1: '正确段落排第一',
    mrrAt10: '其平均倒数排名',
    bm25MrrAt10: '仅用 BM25',
    ndcgAt10: '前十的 nDCG',
    abstentionRecall: '答出 95 % 时拒答无答案的问题',
    accuracy: '正确',
    floorAccuracy: '总答最常见类别',
    otherTool: '调了别的工具',
    noTool: '该调却没调',
    macroF1: '各类平均 F1',
    inScopeAccuracy: '范围内正确',
    oosRecall: '识别出超范围',
    spanF1: '片段 F1',
    acc: '归入正确的组',
    nmi: '归一化互信息',
    rouge1: 'ROUGE-1',
    rouge2: 'ROUGE-2',
    rougeL: 'ROUGE-L',
    f2: 'F2',
    structuredRecall: '有固定格式的数据召回',
    sMAPE: 'sMAPE（%）',
    MASE: 'MASE',
    sMAPEAgainstBestPublished: 'sMAPE 与当年最好参赛方法之比',
    auc: 'AUC',
    aucLinear: '仅逻辑回归',
    ece: '校准误差',
    mae: '每位客户购买次数的误差',
    maeAsSoFar: '按过往频率',
    most: '不超过',
    least: '不低于',
    missed: '未达到',
  },
} as const;
type Language = keyof typeof words;

const shownMetrics = [
  'passRate',
  'sideEffectRate',
  'attackSuccessRate',
  'exfiltrationRate',
  'benignPassRate',
  'jointGoalAccuracy',
  'recallAt1',
  'mrrAt10',
  'bm25MrrAt10',
  'ndcgAt10',
  'abstentionRecall',
  'accuracy',
  'floorAccuracy',
  'macroF1',
  'inScopeAccuracy',
  'oosRecall',
  'spanF1',
  'acc',
  'nmi',
  'rouge1',
  'rouge2',
  'rougeL',
  'f2',
  'structuredRecall',
] as const;

/** Metrics that are no shares. */
const plainMetrics = [
  'sMAPE',
  'MASE',
  'sMAPEAgainstBestPublished',
  'auc',
  'aucLinear',
  'ece',
  'mae',
  'maeAsSoFar',
] as const;

/** The section of a README that shows what was measured, made from the kept results. */
export async function readmeResults(language: Language): Promise<string> {
  const say = words[language];
  const rows = [
    ...(await readResults()).map((result) => evalRow(result, language)),
    ...(await readBenchResults()).flatMap((result) => benchRows(result, language)),
  ];
  const table = [say.head, say.head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return [...table, '', say.more].join('\n');
}

function evalRow({ suite, dataset, model, n, metrics }: EvalResult, language: Language): string[] {
  const shown = shownMetrics.flatMap((name) =>
    metrics[name] === undefined ? [] : [`${words[language][name]} ${(100 * metrics[name]).toFixed(1)} %`],
  );
  const plain = plainMetrics.flatMap((name) =>
    metrics[name] === undefined ? [] : [`${words[language][name]} ${metrics[name].toFixed(3)}`],
  );
  return [
    `${dataset}, ${model}`,
    String(n),
    [...shown, ...plain].join(', '),
    '',
    `\`rapport eval ${suite}\``,
  ];
}

function benchRows({ bench, engine, measures, options }: BenchResult, language: Language): string[][] {
  const say = words[language];
  const chosen = Object.entries(options).map(([name, value]) => ` --${name} ${value}`);
  return measures.flatMap((measure) => {
    const { bar, name, n, ratio, sides, unit } = measure;
    if (!bar) return [];
    const value = ratio === undefined ? `${round(Object.values(sides)[0]!)} ${unit}` : `${round(ratio)} ×`;
    const limit = bar.most === undefined ? `${say.least} ${bar.least}` : `${say.most} ${bar.most}`;
    const verdict = isMet(measure) ? limit : `${limit}: ${say.missed}`;
    return [
      [`${name}, ${engine}`, String(n), value, verdict, `\`rapport bench ${bench}${chosen.join('')}\``],
    ];
  });
}

const round = (value: number): string => String(Number(value.toPrecision(3)));

/** Puts the section into both READMEs. */
export async function updateReadmes(): Promise<void> {
  for (const [language, name] of [
    ['en', 'README.md'],
    ['zh', 'README.zh-CN.md'],
  ] as const) {
    const path = join(root, name);
    const section = `<!-- results:start -->\n${await readmeResults(language)}\n<!-- results:end -->`;
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace(/<!-- results:start -->[\s\S]*<!-- results:end -->/, () => section),
    );
  }
}
