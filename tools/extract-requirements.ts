import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { IsoDate } from './kernel/params.ts';
import { oneTextOf, textInput, todayOf } from './kernel/statements.ts';

const mostShown = 100;
/** Longer texts would keep everybody else waiting. */
const mostRead = 20_000;

export default defineTool({
  name: 'extract_requirements',
  title: 'Extract requirements',
  toolset: 'research',
  scope: 'crm:read',
  description:
    'What a customer asks for in a text, a document (path) or a chat: needs, constraints, deadline, budget, decision makers and competitors, each with its place and value. ' +
    'Use for tenders and call notes; it writes nothing. Not for saving what was said: propose_changes.',
  phrases: {
    en: [
      'what does the customer need according to this: {text}',
      'extract the requirements from {path}',
      'which requirements are in this note: {text}',
      'find the budget, the deadline and who decides in this text: {text}',
      'what are the requirements in the tender {path}',
      'list needs and constraints from this call: {text}',
      'get the requirements out of this text: {text}',
      'what does the customer ask for in chat {conversation}',
      'which must-haves and deadlines does the RFP {path} contain',
      "pull the customer's needs out of conversation {conversation}",
      'budget and decision makers in this e-mail: {text}',
      'please read the tender {path} and list every requirement',
      'I need a requirements list from these call notes: {text}',
      'what requirements are in this mail of {writtenOn}: {text}',
      'who decides and by when, according to {path}',
      'what exactly does the client want in the brief {path}',
      'can you spot constraints, competitors and budget in this: {text}',
    ],
    zh: [
      '从这段话里提取客户需求：{text}',
      '提取{path}里的需求',
      '这份纪要里有哪些要求：{text}',
      '从这段文字里找出预算、期限和决策人：{text}',
      '招标文件{path}有哪些要求',
      '列出这次通话的需求和限制：{text}',
      '客户在对话{conversation}里到底想要什么',
      '看看{path}这份标书，把硬性要求列出来',
      '帮我梳理下客户的需求点：{text}',
      '这封邮件里客户预算多少、谁拍板：{text}',
      '从会话{conversation}里提炼客户的需求和交期',
      '{path}里客户提了哪些限制条件',
      '这段话写于{writtenOn}，客户的需求和截止时间是什么：{text}',
      '我想要一份客户需求清单，材料在{path}',
      '把询价邮件里的需求、预算、决策人逐条摘出来：{text}',
      '能不能从招标书{path}里摘出交付期限和技术要求',
    ],
  },
  input: z.strictObject({
    ...textInput(100_000),
    writtenOn: IsoDate.optional().describe('What “next Friday” is counted from; by default today'),
  }),
  output: z.strictObject({
    of: z.string(),
    items: z.array(
      z.strictObject({
        kind: z.enum(['need', 'constraint', 'deadline', 'budget', 'decision_maker', 'competitor']),
        text: z.string(),
        start: z.int(),
        end: z.int(),
        value: z.string().optional(),
        currency: z.string().optional(),
        currencyAssumed: z.literal(true).optional(),
        sentence: z.string(),
        untrusted: z.literal(true),
      }),
    ),
    total: z.int(),
    cut: z.literal(true).optional(),
    missing: z.array(z.enum(['need', 'deadline', 'budget', 'decision_maker'])),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 60_000,
  summarize({ items, missing, total, cut }, language) {
    const chinese = language === 'zh';
    const names = kindNames[language];
    const asked = missing.map((kind) => names[kind]).join(chinese ? '、' : ', ');
    const open = missing.length === 0 ? [] : [chinese ? `没有提到：${asked}` : `Not said: ${asked}`];
    if (cut)
      open.push(
        chinese ? `只读了前 ${mostRead} 个字符。` : `Only the first ${mostRead} characters were read.`,
      );
    if (total === 0) return [chinese ? '没有找到需求。' : 'No requirements found.', ...open].join('\n');
    const lines = items.map(({ kind, text, value, currency, currencyAssumed }) => {
      const assumed = currencyAssumed ? (chinese ? '（原文没写币种）' : ' (currency not said)') : '';
      const meant = value === undefined ? '' : ` → ${currency ? `${value} ${currency}${assumed}` : value}`;
      return `${names[kind]}${chinese ? '：' : ': '}${text}${meant}`;
    });
    return [...lines, ...open].join('\n');
  },

  async handler({ writtenOn, ...chosen }, context) {
    const { research, workspace } = context;
    const found = await oneTextOf(chosen, context);
    const text = 'text' in found ? found.text : '';
    const items = await research.requirements(text.slice(0, mostRead), {
      writtenOn: writtenOn ?? todayOf(context),
      currency: workspace.currency,
    });
    const kinds = new Set(items.map(({ kind }) => kind));
    return {
      of: found.name,
      items: items.slice(0, mostShown).map((item) => ({
        ...item,
        sentence: item.sentence.slice(0, longestSentence),
        untrusted: true as const,
      })),
      total: items.length,
      ...(text.length > mostRead && { cut: true as const }),
      missing: (['need', 'deadline', 'budget', 'decision_maker'] as const).filter((kind) => !kinds.has(kind)),
    };
  },
});

const longestSentence = 240;

const kindNames = {
  en: {
    need: 'Need',
    constraint: 'Constraint',
    deadline: 'Deadline',
    budget: 'Budget',
    decision_maker: 'Decision maker',
    competitor: 'Competitor',
  },
  zh: {
    need: '需求',
    constraint: '限制',
    deadline: '期限',
    budget: '预算',
    decision_maker: '决策人',
    competitor: '竞争对手',
  },
} as const;
