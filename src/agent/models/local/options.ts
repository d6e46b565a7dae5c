import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { escapePattern } from '../../../language/index.ts';

/** What people say for the values that parameters may take, whichever tool has them. */
const spokenValues: Readonly<Record<string, RegExp>> = {
  revenue: /\b(?:revenues?|turnover|sales|income|earn)\b|销售额|营收|收入|业绩|营业额/iu,
  units: /\b(?:units|pieces|how many|quantit(?:y|ies)|stock)\b|销量|多少[件台个套份]|备货|备多少|件数/iu,
  orders: /\b(?:orders|number of orders)\b|订单数|订单量|多少(?:个|张|笔)?订单/iu,
  pipeline: /\bpipeline\b|商机|管道|漏斗/iu,
  category: /\bcategor(?:y|ies)\b|类别|品类|产品类|分类/iu,
  product: /\bproducts?\b|产品|商品/iu,
  owner: /\b(?:owners?|reps?|sales ?(?:person|people)|person)\b|负责人|销售员?|人/iu,
  region: /\b(?:regions?|cit(?:y|ies)|countr(?:y|ies))\b|地区|区域|城市/iu,
  channel: /\bchannels?\b|渠道/iu,
  churn: /\b(?:churn|leav\w*|risk\w*|lose|losing)\b|流失|离开|风险/iu,
  purchases: /\b(?:purchases?|buy\w*|orders?|spend\w*)\b|购买|买|下单|订单/iu,
  purchase: /\b(?:purchases?|buy\w*|orders?)\b|购买|下单|复购/iu,
  forecast: /\bforecasts?\b|销售预测|预测(?!流失)/iu,
  recommendation: /\brecommend\w*\b|推荐/iu,
  churn_risk: /\b(?:churn|leav\w*|risk\w*)\b|流失|风险/iu,
  forecast_miss: /\b(?:forecast|sales)\b|预测|偏离|区间/iu,
  liked: /\b(?:liked?|likes|loved?|loves|interested|hit)\b|喜欢|感兴趣|不错|满意/iu,
  disliked:
    /\b(?:dislike[sd]?|hate[sd]?|rejected|declined|refused|said no|stop recommending)\b|(?:\bnot|n't|\bnever|\bno longer) (?:like|want|interested|need)|不喜欢|不想要|不要|不感兴趣|别再?推荐|拒绝/iu,
  clicked: /\bclick(?:ed|s)?\b|点开|点击|点了/iu,
  kmeans: /\b(?:k-?means|clusters?|clustering|groups? found)\b|聚类|聚成|分成\S{1,3}(?:类|组)/iu,
  rfm: /\brfm\b/iu,
  urgent: /\b(?:urgent(?:ly)?|critical|emergency)\b|紧急|加急|特急/iu,
  high: /\bhigh\b|高/iu,
  low: /\blow\b|低/iu,
  waiting: /\bwaiting\b|在等|等待/iu,
  open: /\b(?:re-?open(?:ed)?|open|again|came back)\b|重新打开|重开|再次打开|又出现/iu,
  closed: /\bclosed?\b|关闭|关掉|结案/iu,
  resolved: /\b(?:resolved?|solved?|fixed|done)\b|解决|处理完|办结/iu,
  done: /\b(?:done|finished|completed)\b|完成|处理过/iu,
  cancel: /\bcancel\w*\b|取消/iu,
  change_address: /\b(?:address|send|ship|deliver)\b|地址|寄到|送到/iu,
  change_payment: /\b(?:pay|payment|card|paypal)\b|支付|付款/iu,
  return: /\b(?:return\w*|refund\w*|send back)\b|退货|退款|退掉|退/iu,
  exchange: /\b(?:exchange\w*|swap\w*)\b|换货|换个|更换/iu,
  negative: /\b(?:complain\w*|gripes?|criticis\w+|unhappy about|negative)\b|抱怨|吐槽|投诉|不满|差评|负面/iu,
  positive: /\b(?:prais\w+|compliment\w*|positive|like most)\b|夸|表扬|好评|正面/iu,
  customers: /\bcustomers?\b|客户|顾客/iu,
  staff: /\b(?:staff|internal\w*|colleagues)\b|内部|员工/iu,
  en: /\benglish\b|英文|英语/iu,
  zh: /\b(?:chinese|mandarin)\b|中文|汉语/iu,
  day: /\b(?:days?|daily)\b|天|日/iu,
  week: /\b(?:weeks?|weekly)\b|周|星期|礼拜/iu,
  month: /\b(?:months?|monthly)\b|月/iu,
  quarter: /\b(?:quarters?|quarterly)\b|季/iu,
  value: /\b(?:worth|value|valuable|spend)\b|价值|值钱|金额/iu,
  date: /\b(?:soonest|next|earliest|date)\b|最早|最先|日期/iu,
};
/** What turns a parameter on that is either so or not. */
const spokenFlags: Readonly<Record<string, RegExp>> = {
  chart: /\b(?:charts?|draw|plot|graph|picture|visuali[sz]e|diagram)\b|图|画/iu,
  includeOwned: /\b(?:already (?:own|has|have|bought)|including what)\b|已经?(?:有|买)/iu,
  availableOnly: /\b(?:in stock|available)\b|有货|现货/iu,
  kept: /\b(?:latest|last) (?:stored|kept|saved) score\b|上次保存/iu,
  dryRun:
    /\b(?:dry[- ]?run|without (?:writing|saving|changing)|just (?:check|preview|test)|try(?:ing)?(?: out)?|preview)\b|试(?:着|一下|运行)|预览|先不要?写/iu,
  conversation: /\b(?:whole|this|entire) conversation\b|整个对话|这次对话/iu,
};
/** Parameters that group: their values count only behind "by" or 按. */
const grouping = /^(?:by|groupBy)$/;
const beforeGroup =
  /\b(?:by|per|each|every|for each|split by|across)\s+(?:the\s+)?(?:\w+\s+)?$|(?:按照?|各|每个?|分)\p{Script=Han}{0,2}$/iu;
/** Answers to what the words do not decide would bend them: these are never chosen by a word alone. */
const never = new Set(['expectedVersion', 'detail', 'sort']);

/** The values a parameter may take, where it may take but a few. */
export function optionsOf(schema: unknown): readonly string[] {
  const { def, options } = schema as {
    def: { type: string; innerType?: { options?: readonly unknown[] } };
    options?: readonly unknown[];
  };
  const all = options ?? def.innerType?.options ?? [];
  return all.every((option) => typeof option === 'string') ? (all as string[]) : [];
}

const isFlag = (schema: unknown): boolean => {
  const { def } = schema as { def: { type: string; innerType?: { def: { type: string } } } };
  return (def.innerType?.def.type ?? def.type) === 'boolean';
};

/** Chooses values and flags by what was said; where several were, the one said last before the rest decides. */
export function choose(tool: Tool, text: string, put: (name: string, value: unknown) => void): void {
  for (const [name, schema] of Object.entries(tool.input.shape)) {
    if (isFlag(schema) && spokenFlags[name]?.test(text)) put(name, true);
    const options = never.has(name) ? [] : optionsOf(schema);
    const said = options.filter((option) => isSaid(name, option, text));
    put(name, said.find((option) => stronger.has(option)) ?? said[0]);
  }
}

/** Denials hold the very words they deny. */
const stronger = new Set(['disliked', 'urgent', 'kmeans', 'exchange', 'open']);

function isSaid(name: string, option: string, text: string): boolean {
  const pattern =
    spokenValues[option] ?? new RegExp(`\\b${escapePattern(option.replaceAll('_', ' '))}`, 'iu');
  if (!grouping.test(name)) return pattern.test(text);
  return Array.from(text.matchAll(new RegExp(pattern.source, 'giu'))).some(({ index }) =>
    beforeGroup.test(text.slice(0, index)),
  );
}
