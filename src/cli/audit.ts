import { verifyChain } from '../trust/index.ts';
import { type Command, UsageError } from './command.ts';
import { openApp } from './open.ts';

export default {
  usage: 'verify',
  takes: [1, 1],
  options: { json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } } },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    if (positionals[0] !== 'verify')
      throw new UsageError(
        terminal.words({ en: 'Usage: rapport audit verify', zh: '用法：rapport audit verify' }),
      );
    await using app = await openApp(call);
    const limits = { signal: stop, timeoutMs: 600_000 };
    const found = await app.runtime.read(app.session, verifyChain, limits);
    const { entries, erased, head, firstBreak } = found;
    if (values.json) terminal.printJson(found);
    else if (firstBreak)
      terminal.print(
        terminal.words({
          en: `The change log was tampered with at entry ${firstBreak.sequence} (${firstBreak.changeId}): ${firstBreak.reason}. ${entries} entries before it are whole.`,
          zh: `变更日志在第 ${firstBreak.sequence} 条（${firstBreak.changeId}）被改动：${firstBreak.reason}。此前 ${entries} 条完好。`,
        }),
      );
    else
      terminal.print(
        terminal.words({
          en: `${entries} entries, all whole (${erased} erased by right).${head ? ` Keep this to notice a rewrite: ${head}` : ''}`,
          zh: `共 ${entries} 条，全部完好（其中依法抹除 ${erased} 条）。${head ? `请另存此值，以便发现整体改写：${head}` : ''}`,
        }),
      );
    return firstBreak ? 1 : 0;
  },
} satisfies Command;
