import type { Answer } from '../../src/agent/index.ts';
import { RapportError } from '../../src/trust/index.ts';
import type { App } from '../../src/wire.ts';
import type { Phrase } from './stage.ts';

type Data = Record<string, unknown>;

/** One turn of the conversation, and what it is there to show. */
export interface Turn {
  shows: Phrase;
  /** The person's words. */
  says: string;
  /** Whether the calls did what the turn shows. */
  holds(answer: Answer): boolean;
}

/** Whom the conversation is about: the sample company's Dana Ortiz and 张伟, and the deal they have open. */
export interface Cast {
  dana: Data;
  wei: Data;
  /** The open deal of 张伟. */
  deal: Data;
  /** The stage it moves to, in Chinese. */
  stage: { name: string; chinese: string };
}

/** Looks the cast up. @throws RapportError where the workspace lacks one of them */
export async function findCast(app: App): Promise<Cast> {
  const first = async (tool: string, query: Data): Promise<Data> => {
    const found = await app.call(tool, { ...query, limit: 1 });
    const [item] = found.ok ? (found.data.items as Data[]) : [];
    if (item !== undefined) return item;
    throw new RapportError('not_found', `The sample company lacks ${JSON.stringify(query)}.`, {
      hint: 'Undo what was changed in it, or give the demo another folder with --data-dir.',
    });
  };
  const dana = await first('search_contacts', { query: 'Dana Ortiz' });
  const wei = await first('search_contacts', { query: '张伟' });
  const filter = `contact = ${String(wei.id)} and closedOn is empty`;
  const deal = await first('search_records', { kind: 'deal', filter });
  const stage =
    deal.stage === 'Proposal'
      ? { name: 'Negotiation', chinese: '谈判' }
      : { name: 'Proposal', chinese: '报价' };
  return { dana, wei, deal, stage };
}

/** A salesperson's morning, in the order in which it is told. */
export const script = ({ dana, wei, deal, stage }: Cast): readonly Turn[] => [
  {
    shows: { en: 'Half a name is enough', zh: '半个名字就够了' },
    says: 'Who is Ortiz?',
    holds: (answer) => JSON.stringify(resultsOf(answer)).includes(String(dana.id)),
  },
  {
    shows: { en: 'A call logged, with its sentiment and the next step', zh: '记录通话：情绪与下一步' },
    says: 'Log a call with Dana Ortiz: she finds the renewal far too expensive and is unhappy with the late delivery. Follow up next Tuesday.',
    holds: (answer) => isLogged(answer, dana.id, 'negative'),
  },
  {
    shows: { en: 'Products for her, with the reason', zh: '给她推荐产品，并说明理由' },
    says: 'What should I offer her?',
    holds: (answer) => recommends(answer, dana.id),
  },
  {
    shows: { en: 'An answer from the knowledge base, word for word', zh: '从知识库逐字引用作答' },
    says: 'How much discount may a sales representative grant?',
    holds: quotes,
  },
  {
    shows: { en: 'The same in Chinese', zh: '换成中文' },
    says: '给张伟记一下今天的电话：他对培训很满意，还想再买两台扫码枪。下周三跟进。',
    holds: (answer) => isLogged(answer, wei.id, 'positive'),
  },
  {
    shows: { en: 'What he may want next', zh: '他接下来可能要什么' },
    says: '他可能还会买什么？',
    holds: (answer) => recommends(answer, wei.id),
  },
  {
    shows: { en: 'A deal moved', zh: '推进商机' },
    says: `把${String(deal.name)}推进到${stage.chinese}阶段`,
    holds: (answer) => {
      const record = resultOf(answer, 'save_deals')?.record as Data | undefined;
      return record?.id === deal.id && record?.stage === stage.name;
    },
  },
  {
    shows: { en: 'The agent takes its own change back', zh: '撤销自己的改动' },
    says: '不对，撤销刚才的修改',
    holds: (answer) => {
      const restored = (resultOf(answer, 'undo_change')?.restored ?? []) as Data[];
      return restored.some((record) => record.id === deal.id);
    },
  },
  {
    shows: { en: 'What sold', zh: '已经卖了多少' },
    says: '上个月的销售额是多少？',
    holds: (answer) => {
      const summary = resultOf(answer, 'summarize_records');
      return summary?.kind === 'order' && summary.measure === 'sum' && isAboveNought(summary.total);
    },
  },
  {
    shows: { en: 'What will sell, and how sure that is', zh: '接下来能卖多少，把握有多大' },
    says: 'How much will we sell next month?',
    holds: (answer) => {
      const points = (resultOf(answer, 'forecast_sales')?.points ?? []) as Data[];
      return points.length > 0 && points.every(({ value }) => Number.parseFloat(String(value)) > 0);
    },
  },
  {
    shows: { en: 'The knowledge base in Chinese', zh: '中文知识库' },
    says: '设备多少天内可以退货？',
    holds: quotes,
  },
];

/** What the calls of an answer gave, of those that went through. */
const resultsOf = ({ steps }: Answer): { tool: string; data: Data }[] =>
  steps.flatMap(({ tool, outcome }) => (outcome.ok ? [{ tool, data: outcome.data }] : []));

const resultOf = (answer: Answer, tool: string): Data | undefined =>
  resultsOf(answer).findLast((result) => result.tool === tool)?.data;

/** Whether a call was logged with its feeling, and a next step set: with it, or beside it. */
function isLogged(answer: Answer, contactId: unknown, sentiment: string): boolean {
  const { interaction, followUp } = (resultOf(answer, 'log_interaction') ?? {}) as Record<
    string,
    Data | null
  >;
  const contact = resultOf(answer, 'save_contacts')?.record as Data | undefined;
  const isLoggedSo = interaction?.contactId === contactId && interaction?.sentiment === sentiment;
  return isLoggedSo && Boolean(followUp?.dueOn ?? contact?.followUpOn);
}

function recommends(answer: Answer, customerId: unknown): boolean {
  const { customerId: given, products = [] } = resultOf(answer, 'recommend_products') ?? {};
  const recommended = products as { reasons: unknown[] }[];
  return (
    given === customerId && recommended.length > 0 && recommended.every(({ reasons }) => reasons.length > 0)
  );
}

/** Whether the passage that answers stands in the answer. */
function quotes(answer: Answer): boolean {
  const quoted = resultOf(answer, 'search_knowledge')?.answer as { quote: string } | null | undefined;
  return Boolean(quoted) && answer.answer.includes(quoted!.quote);
}

const isAboveNought = (total: unknown): boolean => Number.parseFloat(String((total as Data).value)) > 0;
