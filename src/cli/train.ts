import { type Command, textOf, UsageError } from './command.ts';

export default {
  usage: 'MODEL',
  takes: [1, 1],
  options: {
    data: {
      type: 'string',
      value: 'FOLDER',
      help: { en: 'the public sets, one folder each', zh: '公开数据集所在文件夹' },
    },
  },
  async run({ positionals, values, terminal }) {
    const { EvalUsageError } = await import('../../evals/index.ts');
    const { trainModel } = await import('../../evals/train/index.ts');
    try {
      await trainModel(positionals[0]!, textOf(values, 'data'), terminal.print);
      return 0;
    } catch (error) {
      throw error instanceof EvalUsageError ? new UsageError(error.message) : error;
    }
  },
} satisfies Command;
