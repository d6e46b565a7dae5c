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
    ],
    zh: [
      '现在有哪些促销活动',
      '列出促销活动',
      '有什么促销',
      '看一下促销',
      '计划了哪些促销',
      '正在进行的促销',
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
