import type { AspectReading, SentimentAspect } from '../models.ts';
import { stem } from './stem.ts';
import { tokenSpans } from './tokens.ts';

/** Words that say what is spoken of, as stems of English words and as Chinese words. */
const english: Readonly<Record<SentimentAspect, string>> = {
  price:
    'price pricing cost expensive cheap cheaper fee discount quote quotation budget overpriced affordable money value invoice bill billing charge charged overcharged refund rate surcharge',
  support:
    'support service helpdesk hotline agent ticket response reply answer callback help chatbot complaint',
  delivery:
    'delivery deliver delivered shipping shipment shipped courier parcel package packaging arrive arrived delay delayed logistics warehouse pallet driver dispatch late transport',
  quality:
    'quality defect defective broken material build finish durable scratch scratched workmanship faulty leak damaged sturdy flimsy',
  reliability:
    'crash crashed downtime outage uptime reliable reliability stable stability freeze bug buggy slow fast speed performance timeout lag sync error',
  usability:
    'easy usability interface intuitive complicated confusing design ux ui navigation simple clunky cumbersome onboarding training manual documentation setup',
  product:
    'product feature app software tool system dashboard report function integration api version update release demo machine device sample platform',
  contract:
    'contract renewal terms clause agreement cancellation subscription licence license notice penalty sla payment',
  people:
    'team staff consultant engineer technician manager trainer salesman rep representative colleague crew employee people installer advisor',
};
const chinese: Readonly<Record<SentimentAspect, string>> = {
  price:
    '价格 价钱 报价 费用 收费 太贵 很贵 嫌贵 便宜 优惠 折扣 打折 性价比 涨价 降价 预算 成本 账单 发票 扣费 退款 划算 实惠 话费 手续费 运费 加价 贵',
  support: '服务 售后 客服 支持 响应 回复 答复 热线 工单 投诉 帮助 态度 人工 机器人',
  delivery:
    '物流 快递 发货 送货 交货 交付 到货 配送 交期 包装 送达 运输 仓库 外卖 送餐 骑手 延误 延期 晚到 包裹',
  quality: '质量 品质 做工 材质 破损 坏了 瑕疵 缺陷 划痕 漏水 耐用 次品 假货 正品 手感 味道 口感',
  reliability: '稳定 崩溃 闪退 宕机 停机 卡顿 死机 报错 故障 速度 性能 掉线 超时 同步 很卡 太卡 又卡',
  usability: '易用 好用 难用 上手 界面 操作 复杂 繁琐 直观 简单 设计 培训 说明书 文档 安装 上线 流程',
  product: '产品 功能 软件 系统 应用 工具 报表 看板 接口 版本 更新 升级 演示 设备 样品 平台 机器 方案',
  contract: '合同 续约 续费 条款 协议 退订 订阅 授权 违约 账期 付款 合作',
  people: '团队 员工 顾问 工程师 师傅 经理 老师 讲师 销售 业务员 对接人 技术员 工作人员 人员 司机',
};
export const aspectNames: Readonly<Record<SentimentAspect, Readonly<Record<'en' | 'zh', string>>>> = {
  price: { en: 'price', zh: '价格' },
  support: { en: 'support', zh: '服务' },
  delivery: { en: 'delivery', zh: '物流' },
  quality: { en: 'quality', zh: '质量' },
  reliability: { en: 'reliability', zh: '稳定性' },
  usability: { en: 'usability', zh: '易用性' },
  product: { en: 'product', zh: '产品' },
  contract: { en: 'contract', zh: '合同' },
  people: { en: 'people', zh: '人员' },
};

const aspects = Object.keys(english) as SentimentAspect[];
const byStem = new Map(
  aspects.flatMap((aspect) => english[aspect].split(' ').map((word) => [stem(word), aspect] as const)),
);
const hanPattern = new RegExp(
  aspects.map((aspect) => `(?<${aspect}>${chinese[aspect].split(' ').join('|')})`).join('|'),
  'gu',
);

/** A part of a text that says one thing. */
export interface Clause {
  text: string;
  score: number;
  words: readonly string[];
}

const clauseEnd =
  /[,;!?，；。！？、\n]+|\.(?=\s|$)|(?<=\p{Script=Han})\s+|\b(?:but|however|although|though|while|whereas|yet)\b|(?=但是|但|不过|可是|然而|只是|就是)/giu;
const mostClauses = 200;

/** The clauses of a text, at most two hundred. */
export const clausesOf = (text: string): string[] =>
  text
    .split(clauseEnd)
    .filter(
      (clause): clause is string => clause !== undefined && /[\p{L}\p{Extended_Pictographic}]/u.test(clause),
    )
    .slice(0, mostClauses);

/** What a text speaks of and how, by the clauses that name it; in the order it comes up. */
export function aspectsOf(clauses: readonly Clause[]): AspectReading[] {
  const found = new Map<SentimentAspect, Clause[]>();
  for (const clause of clauses)
    for (const aspect of aspectsIn(clause.text)) found.set(aspect, [...(found.get(aspect) ?? []), clause]);
  return Array.from(found, ([aspect, said]) => {
    const score = said.reduce((sum, clause) => sum + clause.score, 0) / said.length;
    const label = score > 0.25 ? 'positive' : score < -0.25 ? 'negative' : 'neutral';
    const words = [...new Set(said.flatMap((clause) => clause.words))].slice(0, 3);
    return { aspect, label, score, words };
  });
}

/** Whether words name what feelings are about: "delivery", “物流”. */
export const namesAspect = (words: string): boolean => aspectsIn(words).size > 0;

function aspectsIn(clause: string): Set<SentimentAspect> {
  const named = new Set<SentimentAspect>();
  for (const { text, han } of tokenSpans(clause)) {
    const aspect = han ? undefined : byStem.get(stem(text.toLowerCase()));
    if (aspect !== undefined) named.add(aspect);
  }
  for (const { groups } of clause.matchAll(hanPattern))
    for (const aspect of aspects) if (groups?.[aspect] !== undefined) named.add(aspect);
  // "The support system" speaks of support: the product is named along with almost everything.
  if (named.size > 1) named.delete('product');
  return named;
}
