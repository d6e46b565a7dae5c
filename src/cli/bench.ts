import { nearest } from '../trust/suggest.ts';
import { type Command, textOf, UsageError, type Values } from './command.ts';
import type { Terminal } from './terminal.ts';

export default {
  usage: '[NAME…]',
  takes: [0, Number.POSITIVE_INFINITY],
  options: {
    rounds: {
      type: 'string',
      value: 'N',
      help: { en: 'take every side so many times', zh: '每一方测量的次数' },
    },
    size: {
      type: 'string',
      value: 'N',
      help: { en: 'so many rows instead of the full size', zh: '数据行数，代替完整规模' },
    },
    json: { type: 'string', value: 'FILE', help: { en: 'the results as JSON', zh: 'JSON 结果文件' } },
    keep: {
      type: 'boolean',
      help: { en: 'keep the results in evals/, with their table', zh: '把结果和表格存入 evals/' },
    },
  },
  async run({ positionals, values, config, terminal, stop }) {
    const { benches, runBenches } = await import('../../evals/bench/index.ts');
    checkNames(
      positionals,
      benches.map(({ name }) => name),
      terminal,
    );
    const [rounds, size] = ['rounds', 'size'].map((name) => wholeOf(values, name, terminal));
    const json = textOf(values, 'json');
    const met = await runBenches(
      {
        names: positionals,
        ...(rounds !== undefined && { rounds }),
        ...(size !== undefined && { size }),
        ...(json !== undefined && { json }),
        keep: values.keep === true,
      },
      {
        print: terminal.print,
        say: terminal.say,
        words: terminal.words,
        signal: stop,
        ...(config.databaseUrl !== undefined && { databaseUrl: config.databaseUrl }),
      },
    );
    return met ? 0 : 1;
  },
} satisfies Command;

/** @throws UsageError where a bench is unknown */
function checkNames(names: readonly string[], known: readonly string[], { words }: Terminal): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const [near] = nearest(unknown, known);
  throw new UsageError(
    words({
      en: `There is no bench ${unknown}.${near ? ` Did you mean ${near}?` : ''} Benches: ${known.join(', ')}.`,
      zh: `没有 ${unknown} 这个基准测试。${near ? `您是想用 ${near} 吗？` : ''}可用：${known.join('、')}。`,
    }),
  );
}

/** @throws UsageError where it is no whole number */
function wholeOf(values: Values, name: string, { words }: Terminal): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(
    words({
      en: `--${name} is a whole number, at least 1.`,
      zh: `--${name} 须为不小于 1 的整数。`,
    }),
  );
}
