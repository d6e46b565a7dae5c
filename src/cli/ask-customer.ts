import { previewLines } from '../../tools/kernel/preview.ts';
import { type Coming, createReception, type Reception, type Reply } from '../chat/index.ts';
import { RapportError } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { businessOf } from './business.ts';
import { type CommandCall, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { openPrompting } from './prompting.ts';

/** One question of a customer, or a chat with them, as they would have it on the website. @returns the exit code */
export async function askAsCustomer(call: CommandCall): Promise<number> {
  const { positionals, values, config } = call;
  const rating = ratingOf(call);
  const { domain, tools } = await businessOf(call);
  await using app = await openApp(call, tools && { customerTools: tools });
  const contact = await contactOf(app, textOf(values, 'as-customer') ?? '', call);
  const agent = {
    model: textOf(values, 'model') ?? config.model,
    openAi: config.openai,
    limits: config.timeout === undefined ? {} : { milliseconds: config.timeout },
    domain,
  };
  const reception = createReception(app, { channel: 'terminal', agent, withTokens: false });
  const coming: Coming = { contact, conversationId: textOf(values, 'conversation'), signal: call.stop };
  if (rating !== undefined) {
    await reception.rate(coming, rating);
    return 0;
  }
  const [question] = positionals;
  if (question === undefined) return await chat(reception, coming, call);
  const reply = await turn(reception, coming, question, call);
  if (reply.pendingConfirmation && values.yes)
    await turn(reception, { ...coming, conversationId: reply.conversationId }, yes[reply.language], call);
  if (!values.json) {
    const again = ['rapport ask --as-customer', values['as-customer'], '--conversation', reply.conversationId]
      .filter((word) => word !== '')
      .join(' ');
    call.terminal.say(call.terminal.words({ en: `· go on with: ${again}`, zh: `· 继续：${again}` }));
  }
  return reply.stopped === undefined ? 0 : 1;
}

const yes = { en: 'yes', zh: '是' };

function ratingOf({ values, terminal }: CommandCall): number | undefined {
  const written = textOf(values, 'rate');
  if (written === undefined) return undefined;
  if (!/^[1-5]$/.test(written) || values.conversation === undefined)
    throw new UsageError(
      terminal.words({
        en: '--rate needs a number from 1 to 5, and the --conversation it is about.',
        zh: '--rate 需要 1 到 5 的数字，并用 --conversation 指明对话。',
      }),
    );
  return Number(written);
}

/** The contact with an address; nobody without one. @throws RapportError not_found */
async function contactOf(app: App, email: string, { terminal }: CommandCall): Promise<Coming['contact']> {
  if (email === '') return undefined;
  const visitor = app.asCustomer({ id: 'terminal', name: 'Visitor' });
  const found = await visitor.call('identify_customer', { email });
  if (found.ok) return { id: String(found.data.contactId), name: String(found.data.name) };
  if (found.error.code !== 'not_found') throw new RapportError(found.error.code, found.error.message);
  throw new RapportError(
    'not_found',
    terminal.words({
      en: `No customer has the e-mail ${email}.`,
      zh: `没有客户使用邮箱 ${email}。`,
    }),
    {
      hint: terminal.words({
        en: 'Look with: rapport call search_contacts. Without an e-mail, --as-customer is a visitor.',
        zh: '可用 rapport call search_contacts 查找。不带邮箱时，--as-customer 表示访客。',
      }),
    },
  );
}

async function chat(reception: Reception, coming: Coming, call: CommandCall): Promise<number> {
  const { terminal, stop } = call;
  const { interactive, say, words } = terminal;
  if (interactive)
    say(
      words({
        en: 'You are the customer now. Leave with Ctrl-D; an empty line looks for a person’s reply.',
        zh: '您现在是客户。按 Ctrl-D 离开；空行查看人工回复。',
      }),
    );
  let { conversationId } = coming;
  const before = conversationId === undefined ? [] : (await reception.look(coming, 0)).messages;
  let seen = before.findLast(({ from }) => from === 'customer')?.ordinal ?? 0;
  const { lines, invite } = openPrompting(call);
  let well = true;
  invite();
  for await (const line of lines) {
    if (/^(exit|quit|退出)$/i.test(line.trim())) break;
    if (conversationId !== undefined) {
      const news = await reception.look({ ...coming, conversationId }, seen);
      for (const { from, name, text } of news.messages)
        if (from === 'person') terminal.print(`${name ?? '?'}: ${text}`);
      seen = news.lastOrdinal;
    }
    if (line.trim() !== '') {
      const reply = await turn(reception, { ...coming, conversationId }, line, call);
      ({ conversationId, lastOrdinal: seen } = reply);
      well = reply.stopped === undefined;
    }
    if (stop.aborted) break;
    invite();
  }
  return well ? 0 : 1;
}

async function turn(reception: Reception, coming: Coming, text: string, call: CommandCall): Promise<Reply> {
  const { values, terminal } = call;
  const reply = await reception.say({
    ...coming,
    text,
    ...(!values.json && { onText: terminal.write }),
  });
  if (values.json) terminal.print(JSON.stringify(reply));
  else terminal.print('');
  const { pendingConfirmation } = reply;
  if (pendingConfirmation && terminal.interactive)
    terminal.say(previewLines(pendingConfirmation.changes, pendingConfirmation.changes.length).join('\n'));
  return reply;
}
