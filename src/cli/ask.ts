import type { Interface } from 'node:readline/promises';
import { previewLines } from '../../tools/kernel/preview.ts';
import type { Agent, Answer, ModelPlace, Waiting } from '../agent/index.ts';
import { type Budget, readBudget } from '../config.ts';
import { errorText } from '../trust/error-texts.ts';
import { RapportError } from '../trust/errors.ts';
import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { isYes } from './confirm.ts';
import { openApp } from './open.ts';
import { openPrompting } from './prompting.ts';

export default {
  usage: '["QUESTION"]',
  takes: [0, 1],
  options: {
    model: {
      type: 'string',
      value: 'local | openai:NAME',
      help: {
        en: 'who answers; by default RAPPORT_MODEL, else a model of OpenAI or OPENAI_BASE_URL where one is set, else local; openai-chat:NAME and openai-responses:NAME choose the protocol',
        zh: '由谁回答；默认取 RAPPORT_MODEL，其次取已设置的 OpenAI 或 OPENAI_BASE_URL 的模型，否则为本地模型；openai-chat:NAME 和 openai-responses:NAME 指定协议',
      },
    },
    'as-customer': {
      type: 'string',
      value: '[E-MAIL]',
      optional: /^[^\s@]+@[^\s@]+$/,
      help: {
        en: 'ask as this customer would, or as a visitor nobody knows',
        zh: '以该客户的身份提问；不带邮箱则为未登录的访客',
      },
    },
    draft: {
      type: 'string',
      value: '[NAME]',
      optional: /^(?!-)[^\s?？]{1,64}$/,
      help: {
        en: 'write into a draft, which a person looks at and applies with: rapport drafts',
        zh: '写入草稿，由人用 rapport drafts 查看后生效',
      },
    },
    conversation: {
      type: 'string',
      value: 'ID',
      help: { en: 'go on with a conversation', zh: '继续某个对话' },
    },
    rate: {
      type: 'string',
      value: '1-5',
      help: { en: 'rate a customer’s conversation', zh: '为客户的对话评分' },
    },
    business: {
      type: 'string',
      value: 'FILE',
      help: {
        en: 'a module with the flows and tools of another line of business (domain, tools), with --as-customer',
        zh: '与 --as-customer 合用：另一行业的流程与工具模块（domain、tools）',
      },
    },
    budget: {
      type: 'string',
      value: 'TOKENS | $AMOUNT',
      help: {
        en: 'what one question to a language model may cost, such as 50000 (tokens) or $0.05; also RAPPORT_BUDGET',
        zh: '每个问题在语言模型上的预算，例如 50000（token）或 $0.05；也可用 RAPPORT_BUDGET 设置',
      },
    },
    yes: {
      type: 'boolean',
      help: { en: 'approve what asks for your word', zh: '需要您批准的操作一律批准' },
    },
    json: { type: 'boolean', help: { en: 'answers and calls as JSON', zh: '以 JSON 输出回答和调用' } },
  },
  async run(call) {
    const { positionals, values, config } = call;
    if (values['as-customer'] !== undefined) {
      const { askAsCustomer } = await import('./ask-customer.ts');
      return askAsCustomer(call);
    }
    if (values.rate !== undefined)
      throw new UsageError(
        call.terminal.words({
          en: '--rate goes with --as-customer and --conversation.',
          zh: '--rate 要与 --as-customer 和 --conversation 一起使用。',
        }),
      );
    const model = textOf(values, 'model') ?? config.model;
    const budget = budgetOf(call);
    const draft = textOf(values, 'draft');
    await using app = await openApp(call, {
      toolsets: ['all'],
      ...(draft !== undefined && { draft: draft || usualDraft }),
    });
    const limits = {
      ...(config.timeout !== undefined && { milliseconds: config.timeout }),
      ...budget,
    };
    const { storedConversations } = await import('../agent/index.ts');
    const conversations = storedConversations(app);
    const conversationId = textOf(values, 'conversation');
    if (conversationId !== undefined && (await conversations.load(conversationId)) === undefined)
      throw noConversation(conversationId, call);
    const agent = await app.agent({ model, openAi: config.openai, limits, conversations });
    const [question] = positionals;
    if (question === undefined) return await chat(agent, call);
    return (await turn(agent, question, call)) ? 0 : 1;
  },
} satisfies Command;

/** What the draft of the command line is called where it has no other name. */
const usualDraft = 'ask';

/** What a question may cost. @throws UsageError */
function budgetOf({ values, config, terminal }: CommandCall): Budget {
  const written = textOf(values, 'budget');
  if (written === undefined) return config.budget ?? {};
  const budget = readBudget(written);
  if (budget === undefined)
    throw new UsageError(
      terminal.words({
        en: `--budget takes tokens such as 50000, or dollars such as $0.05, not ${written}.`,
        zh: `--budget 应为 token 数（如 50000）或美元金额（如 $0.05），而不是 ${written}。`,
      }),
    );
  return budget;
}

/** Turn by turn until the person leaves; without a terminal, each line of standard input is a turn. */
async function chat(agent: Agent, call: CommandCall): Promise<number> {
  const { terminal, stop } = call;
  const { interactive, say, words } = terminal;
  if (interactive)
    say(
      words({ en: 'Ask, or tell me what to do. Leave with Ctrl-D.', zh: '请提问或吩咐。按 Ctrl-D 离开。' }),
    );
  const { lines, invite } = openPrompting(call);
  let well = true;
  invite();
  for await (const line of lines) {
    if (/^(exit|quit|bye|退出|再见)$/i.test(line.trim())) break;
    if (line.trim() !== '') well = await turn(agent, line, call, lines);
    if (stop.aborted) break;
    invite();
  }
  return well ? 0 : 1;
}

/** One question and its answer, with the person's word where it is asked for. @returns whether it was answered */
async function turn(agent: Agent, question: string, call: CommandCall, lines?: Interface): Promise<boolean> {
  const { values, terminal, stop } = call;
  const ask = async (text: string): Promise<Answer> => {
    const conversationId = textOf(values, 'conversation');
    const answer = await agent.ask(text, {
      ...(conversationId !== undefined && { conversationId }),
      signal: stop,
      onStep: ({ tool, outcome }) => {
        if (terminal.interactive) terminal.say(`· ${tool}${outcome.ok ? '' : `: ${outcome.error.code}`}`);
      },
      onWait: (waiting) => terminal.say(waitingLine(waiting, call)),
      ...(!values.json && { onText: terminal.write }),
    });
    if (values.json) terminal.print(asJson(answer));
    else terminal.print('');
    if (!values.json && answer.steps.some(landedInDraft)) terminal.say(draftLine(call));
    if (agent.place && !values.json)
      terminal.say(usageLine(answer, agent.place, call) + budgetLine(answer, call));
    return answer;
  };
  let answer = await ask(question);
  const pending = answer.pendingApproval;
  if (pending && !values.yes && !terminal.interactive && !lines)
    for (const { approvalId } of [pending, ...(pending.others ?? [])])
      terminal.say(`rapport approve ${approvalId}`);
  if (pending && (values.yes || terminal.interactive)) {
    const shown = previewLines(pending.preview, pending.total, answer.language);
    terminal.say([errorText(pending.reason, answer.language), ...shown].join('\n'));
    const approved = values.yes === true || (await isYes(terminal, lines));
    answer = await ask(words[answer.language][approved ? 'yes' : 'no']);
  }
  return answer.stopped === undefined;
}

const landedInDraft = ({ outcome }: Answer['steps'][number]): boolean =>
  outcome.ok && /^dst_/.test(String(Object(outcome.data).changeId));

/** Where what was written waits, so that nobody takes it for done. */
function draftLine({ values, terminal }: CommandCall): string {
  const draft = textOf(values, 'draft') || usualDraft;
  return terminal.words({
    en: `· in the draft ${draft}, not applied yet. Look: rapport drafts show ${draft}`,
    zh: `· 已写入草稿 ${draft}，尚未生效。查看：rapport drafts show ${draft}`,
  });
}

export const noConversation = (id: string, { terminal }: CommandCall): RapportError =>
  new RapportError(
    'not_found',
    terminal.words({ en: `There is no conversation ${id} of yours.`, zh: `您没有对话 ${id}。` }),
  );

const words = { en: { yes: 'yes', no: 'no' }, zh: { yes: '是', no: '不' } };

function asJson(answer: Answer): string {
  const steps = answer.steps.map(({ tool, arguments: given, outcome }) => ({
    tool,
    arguments: given,
    ...(outcome.ok ? { result: outcome.data } : { error: outcome.error }),
  }));
  return JSON.stringify({ ...answer, steps });
}

function waitingLine({ seconds, fault }: Waiting, { terminal }: CommandCall): string {
  const wait = seconds < 10 ? seconds.toFixed(1) : String(Math.ceil(seconds));
  return fault.code === 'rate_limited'
    ? terminal.words({ en: `· busy, waiting ${wait} s`, zh: `· 对方繁忙，等待 ${wait} 秒` })
    : terminal.words({ en: `· failed, again in ${wait} s`, zh: `· 出错，${wait} 秒后重试` });
}

/** How much of the budget went, where there is one. */
function budgetLine({ usage }: Answer, call: CommandCall): string {
  const { tokens, dollars } = budgetOf(call);
  const spent = tokens === undefined ? usage.cost?.amount : usage.inputTokens + usage.outputTokens;
  const most = tokens ?? dollars;
  if (most === undefined || spent === undefined) return '';
  const share = Math.round((100 * spent) / most);
  return call.terminal.words({ en: `; ${share} % of the budget`, zh: `；已用预算的 ${share} %` });
}

/** Who answered, and what it cost: tokens, and money where the prices are known. */
function usageLine({ usage }: Answer, { name, host }: ModelPlace, { terminal }: CommandCall): string {
  const { inputTokens, cachedInputTokens, outputTokens, steps, cost } = usage;
  const number = new Intl.NumberFormat('en');
  const [read, cached, written] = [inputTokens, cachedInputTokens, outputTokens].map((n) => number.format(n));
  const money = cost && `$${cost.amount.toFixed(4)}`;
  return terminal.words({
    en: `· ${name} at ${host}: ${steps} calls, ${read} tokens in (${cached} cached), ${written} out${money ? `, ${money} (prices: ${cost.pricesOf})` : ''}`,
    zh: `· ${host} 的 ${name}：调用 ${steps} 次，输入 ${read} token（缓存 ${cached}），输出 ${written}${money ? `，${money}（价格：${cost.pricesOf}）` : ''}`,
  });
}
