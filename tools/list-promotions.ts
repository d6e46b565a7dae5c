import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { lineOfPromotion, Promotion } from './kernel/promotion.ts';

export default defineTool({
  name: 'list_promotions',
  title: 'List promotions',
  toolset: 'insight',
  scope: 'crm:read',
  description:
    'The latest 50 promotions, the newest first: what is off what, from when to when, and whether each is planned, running or over. ' +
    'Not for what to offer a customer: recommend_products; nor to change one: save_promotion.',
  phrases: {
    en: [
      'which promotions are running',
      'which promotions do we have',
      'show our promotions',
      'list the promotions',
      'what promotions are planned',
      'what is on sale right now',
      'are there any discounts on at the moment',
      'promotions that are already over',
      'what special offers have we planned for next quarter',
      'show me only the {state} promotions',
      'until when does the current promotion last',
      'which products are discounted this week',
      'promotion calendar with start and end dates',
      'I need an overview of our past discount campaigns',
      'could you tell me which sales promotions come next',
      'how much is off in the running promotions',
    ],
    zh: [
      '现在有哪些促销活动',
      '列出促销活动',
      '有什么促销',
      '看一下促销',
      '计划了哪些促销',
      '正在进行的促销',
      '眼下有什么优惠活动',
      '已经结束的促销有哪些',
      '接下来排了哪些促销，什么时候开始',
      '状态为{state}的促销列一下',
      '当前的打折活动到哪天为止',
      '这周哪些产品在打折',
      '促销日历给我看看',
      '咱们去年搞过哪些促销活动',
      '正在跑的活动都是几折',
      '我想了解一下所有促销的起止时间',
    ],
  },
  input: z.strictObject({ state: z.enum(['planned', 'running', 'over']).optional() }),
  output: z.strictObject({ promotions: z.array(Promotion) }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: ({ promotions }, language) =>
    promotions.length === 0
      ? { en: 'There are no such promotions.', zh: '没有这样的促销活动。' }[language]
      : promotions.map((promotion) => lineOfPromotion(promotion, language)).join('\n'),

  async handler({ state }, { read }) {
    const promotions = await read(({ insight }) => insight.promotions.list());
    return { promotions: promotions.filter((one) => state === undefined || one.state === state) };
  },
});
