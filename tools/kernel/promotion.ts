import { z } from 'zod';
import type { Language } from '../../src/trust/index.ts';

/** A promotion as results show it. */
export const Promotion = z.strictObject({
  id: z.string(),
  name: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  state: z.enum(['planned', 'running', 'over']),
  percentOff: z.number().optional(),
  amountOff: z.string().optional(),
  category: z.string().optional(),
  products: z.array(z.string()).optional(),
});

const states = {
  planned: { en: 'planned', zh: '未开始' },
  running: { en: 'running', zh: '进行中' },
  over: { en: 'over', zh: '已结束' },
};

/** A promotion in one line. */
export function lineOfPromotion(promotion: z.output<typeof Promotion>, language: Language): string {
  const { name, startsOn, endsOn, state, percentOff, amountOff, category, products } = promotion;
  const off = percentOff === undefined ? amountOff : `${percentOff} %`;
  const what = category ?? products?.join(language === 'zh' ? '、' : ', ');
  return language === 'zh'
    ? `促销“${name}”：${startsOn} 至 ${endsOn}${off === undefined ? '' : `，优惠 ${off}`}，${what ?? '全部产品'}（${states[state].zh}）`
    : `Promotion "${name}": ${startsOn} to ${endsOn}${off === undefined ? '' : `, ${off} off`}, ${what ?? 'all products'} (${states[state].en})`;
}
