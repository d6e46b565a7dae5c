import { type Command, UsageError } from './command.ts';
import { openApp } from './open.ts';

export default {
  usage: '[new | revoke ID]',
  takes: [0, 2],
  options: { json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } } },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    const [action, id] = positionals;
    const isKnown = action === undefined || action === 'new' || action === 'revoke';
    if (!isKnown || (action === 'revoke') !== (id !== undefined))
      throw new UsageError(
        terminal.words({
          en: 'Usage: rapport keys [new | revoke ID]',
          zh: '用法：rapport keys [new | revoke ID]',
        }),
      );
    await using app = await openApp(call);
    const limits = { signal: stop, timeoutMs: 15_000 };
    if (action === 'new') {
      const made = await app.runtime.write(app.session, (_, { desk }) => desk.keys.make(), limits);
      if (values.json) terminal.printJson(made);
      else terminal.print(made.key);
      terminal.say(
        terminal.words({
          en: `This key is shown once; keep it with the server of your website. Take it back with: rapport keys revoke ${made.id}`,
          zh: `密钥只显示这一次，请保存在您网站的服务器上。撤销：rapport keys revoke ${made.id}`,
        }),
      );
      return 0;
    }
    if (action === 'revoke')
      await app.runtime.write(app.session, (_, { desk }) => desk.keys.revoke(id!), limits);
    const keys = await app.runtime.read(app.session, (_, { desk }) => desk.keys.list(), limits);
    if (values.json) terminal.printJson(keys);
    else if (keys.length === 0)
      terminal.say(
        terminal.words({
          en: 'There is no chat key: the chat is off. Make one with: rapport keys new',
          zh: '没有聊天密钥，聊天接口未开启。生成：rapport keys new',
        }),
      );
    for (const key of values.json ? [] : keys)
      terminal.print(`${key.id}  ${key.createdAt.toISOString().slice(0, 10)}`);
    return 0;
  },
} satisfies Command;
