import { completable, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Language } from '../trust/index.ts';
import type { McpApp } from './host.ts';

interface PromptHost {
  app(): Promise<McpApp>;
}

interface EverydayPrompt {
  title: string;
  description: string;
  /** Argument names with what they mean; all optional but those in `required`. */
  about: Record<string, string>;
  required: readonly string[];
  text: Record<Language, (given: Record<string, string | undefined>) => string>;
}

const languages: readonly Language[] = ['en', 'zh'];

const prompts: Record<string, EverydayPrompt> = {
  prepare_meeting: {
    title: 'Prepare for a meeting · 会前准备',
    description: 'A one-page briefing on a customer. 一页纸的客户简报。',
    about: { customer: 'Name, e-mail or phone of the person or company · 客户姓名、公司、邮箱或电话' },
    required: ['customer'],
    text: {
      en: ({ customer }) =>
        `I am about to meet ${customer}. Look the customer up with get_customer, then write me a briefing of one page: who they are; where we stand (open deals, orders, tickets); what was said last and in what mood; risks; and three things to bring up. Say for each fact which record it comes from. Change nothing.`,
      zh: ({ customer }) =>
        `我马上要见${customer}。请用 get_customer 查这位客户，写一页纸的会前简报：对方是谁；目前进展（在谈商机、订单、工单）；上次谈了什么、情绪如何；风险；以及三件该谈的事。每条事实注明出自哪条记录。不要改动任何数据。`,
    },
  },
  review_pipeline: {
    title: 'Review the pipeline · 商机盘点',
    description: 'Open deals: what is at risk, what to do next. 在谈商机：哪些有风险，下一步做什么。',
    about: { owner: 'Whose deals; mine when left out · 谁的商机，默认是我的' },
    required: [],
    text: {
      en: ({ owner = 'me' }) =>
        `Review the open deals of ${owner}. Use summarize_records for the totals by stage and search_records for the deals. Show: the totals by stage; deals past their expected closing date or without contact for three weeks; the five largest; and one next step for each deal at risk. Propose changes as a list; make none before I agree.`,
      zh: ({ owner = 'me' }) =>
        `请盘点${owner === 'me' ? '我' : owner}的在谈商机。用 summarize_records 按阶段汇总，用 search_records 查明细。请列出：各阶段合计；已过预计成交日或三周没有联系的商机；金额最大的五个；以及每个有风险的商机的下一步。改动先列成清单，我同意之前不要动数据。`,
    },
  },
  log_call: {
    title: 'Log a call and follow up · 记录电话并跟进',
    description: 'Puts a conversation on record and plans the next step. 记录一次沟通并安排下一步。',
    about: {
      customer: 'Whom I spoke with · 和谁通的话',
      notes: 'What was said, in any words · 谈了什么',
    },
    required: ['customer', 'notes'],
    text: {
      en: ({ customer, notes }) =>
        `I just spoke with ${customer}. My notes: ${notes}\nLog it with log_interaction, in the words of my notes. If a next step with a date follows from them, create the follow-up task in the same call; if it is unclear when, ask me. Then tell me what you recorded and how to undo it.`,
      zh: ({ customer, notes }) =>
        `我刚和${customer}通完话。我的笔记：${notes}\n请用 log_interaction 按我的原话记录下来。如果笔记里有明确日期的下一步，同时建好跟进任务；日期不清楚就问我。最后告诉我记了什么、如何撤销。`,
    },
  },
};

/** Serves prompts for everyday flows, each in both languages. */
export function servePrompts(server: McpServer, host: PromptHost): void {
  argumentSchemas ??= Object.entries(prompts).map(([name, prompt]) => [name, argumentsOf(prompt)]);
  for (const [name, argsSchema] of argumentSchemas) {
    const { title, description, text } = prompts[name]!;
    server.registerPrompt(name, { title, description, argsSchema }, async (given) => {
      const { language: chosen, ...rest } = given as Record<string, string> & { language?: Language };
      const words = text[chosen ?? (await languageOf(host))](rest);
      return { description, messages: [{ role: 'user', content: { type: 'text', text: words } }] };
    });
  }
}

/** By prompt; made once for all servers, which over HTTP come and go with every request. */
let argumentSchemas: [name: string, schema: z.ZodObject][] | undefined;

function argumentsOf({ about, required }: EverydayPrompt): z.ZodObject {
  const shape = Object.fromEntries(
    Object.entries(about).map(([argument, meaning]) => {
      const schema = z.string().min(1).max(10_000).describe(meaning);
      return [argument, required.includes(argument) ? schema : schema.optional()];
    }),
  );
  const language = completable(
    z.enum(['en', 'zh']).optional().describe('en or zh; the person’s when left out'),
    (begun) => languages.filter((code) => code.startsWith(begun ?? '')),
  );
  return z.object({ ...shape, language });
}

async function languageOf(host: PromptHost): Promise<Language> {
  const { actor, workspace } = (await host.app()).session;
  return actor.language ?? workspace.language;
}
