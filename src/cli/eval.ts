import { type Command, UsageError } from './command.ts';

const command: Command = {
  usage:
    '[SUITE…] [--data PATH] [--gold] [--model local|openai:NAME] [--limit N] [--trials K] [--items FILE] [--json FILE]',
  takes: [0, Number.POSITIVE_INFINITY],
  raw: true,

  async run({ positionals, config, terminal }) {
    const { EvalUsageError, runEvals } = await import('../../evals/index.ts');
    try {
      const met = await runEvals(positionals, {
        openAi: config.openai,
        print: terminal.print,
        say: terminal.say,
      });
      return met ? 0 : 1;
    } catch (error) {
      if (error instanceof EvalUsageError) throw new UsageError(error.message);
      throw error;
    }
  },
};

export default command;
