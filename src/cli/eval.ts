import { type Command, UsageError } from './command.ts';

export default {
  usage: '[SUITE…] | compare A B',
  takes: [0, Number.POSITIVE_INFINITY],
  raw: true,
  options: {
    data: {
      type: 'string',
      value: 'PATH',
      help: { en: 'a file, or a folder whose dev part is taken', zh: '文件，或取其 dev 部分的文件夹' },
    },
    train: { type: 'string', value: 'PATH', help: { en: 'what to learn from', zh: '训练数据' } },
    ontology: {
      type: 'string',
      value: 'FILE',
      help: { en: 'slots and values of dialogues, as JSON', zh: '对话的槽位与取值（JSON）' },
    },
    target: {
      type: 'string',
      value: 'COLUMN',
      help: { en: 'the column to be foretold, of a table', zh: '表格中要预测的列' },
    },
    'keep-leaks': {
      type: 'boolean',
      help: {
        en: 'learn from columns that seem to know the outcome, too',
        zh: '疑似泄露结果的列也用于学习',
      },
    },
    predictions: {
      type: 'string',
      value: 'FILE',
      help: {
        en: 'judge these predictions: JSON lines {"id": …, …}',
        zh: '评测此文件中的预测（JSON 行 {"id": …, …}）',
      },
    },
    command: {
      type: 'string',
      value: 'PROGRAM',
      help: {
        en: 'judge a program: items in, predictions out, as JSON lines',
        zh: '评测一个程序：输入条目、输出预测，均为 JSON 行',
      },
    },
    perturb: {
      type: 'boolean',
      help: {
        en: 'also judge the texts under typing errors and other noise',
        zh: '同时评测带错别字等噪声的文本',
      },
    },
    shots: {
      type: 'string',
      value: 'K',
      help: { en: 'learn from K examples a label, five draws', zh: '每类只学 K 条样本，抽取五次取平均' },
    },
    limit: { type: 'string', value: 'N', help: { en: 'at most so many items', zh: '最多多少条' } },
    seed: { type: 'string', value: 'N', help: { en: 'for what is drawn at random', zh: '随机种子' } },
    model: {
      type: 'string',
      value: 'local | openai:NAME',
      help: { en: 'the model that is judged', zh: '被评测的模型' },
    },
    trials: { type: 'string', value: 'K', help: { en: 'every task so many times', zh: '每个任务重复次数' } },
    gold: {
      type: 'boolean',
      help: { en: 'replay the right calls instead of asking a model', zh: '重放标准答案的调用，不询问模型' },
    },
    items: { type: 'string', value: 'FILE', help: { en: 'every item with its outcome', zh: '逐条结果文件' } },
    json: { type: 'string', value: 'FILE', help: { en: 'the results as JSON', zh: 'JSON 结果文件' } },
  },
  async run({ positionals, config, terminal }) {
    const { EvalUsageError, runEvals } = await import('../../evals/index.ts');
    const { language, print, say } = terminal;
    try {
      return (await runEvals(positionals, {
        openAi: config.openai,
        timeout: config.timeout,
        language,
        print,
        say,
      }))
        ? 0
        : 1;
    } catch (error) {
      throw error instanceof EvalUsageError ? new UsageError(error.message) : error;
    }
  },
} satisfies Command;
