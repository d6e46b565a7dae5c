import { termsMeant } from '../words.ts';

/** Words of trade and service that customers and documents use for the same thing, a group a line. */
const groups = `
shipping shipment delivery deliver dispatch
warranty guarantee
broken damaged defective faulty
phone telephone
cost price charge fee
refund reimburse
store shop branch
purchase buy order
exchange swap replace
rent hire rental
discount reduction offer
invoice bill
complain complaint dissatisfied satisfied
repair fix mend
clean wash
expire expiry validity lapse
collect pickup
password passcode
newsletter email mail
erase delete remove
instalment installment
open closed close hours
allow permit
employee staff
postcode zip
christmas december
color colour
lesson class course
sick ill
kid child
送货 配送 送达 快递 物流 发货 邮寄
寄到 送到 配送
邮费 运费 快递费
保修 质保 三包
损坏 坏了 坏的 破损 故障
退钱 退款
退换 退货
换货 更换 换成 换码
门店 店铺 实体店
开门 营业 关门 打烊
过年 春节 除夕 正月
周日 星期天 周末
周六 星期六 周末
专票 专用发票
清洗 机洗 水洗 洗涤
租赁 出租 租用
打折 折扣 优惠
降价 差价 价保
没人 无人
查看 查询 查阅
停车 车位
支付 付款
密码 口令
生病 病了
`;

const whereIs = "\\b(?:where(?:['’]s| is| are)|how (?:do|can|could) (?:i|we) (?:get to|find|reach))";
const places = 'shop|store|office|branch|place|school|studio|company|clinic|restaurant|hotel';
const stands = '(?: located| situated| based| at)?(?=\\W*$)';

/** What is said in several words, and the single word for it. */
const phrases: readonly [RegExp, string][] = [
  [/\bmoney back\b/giu, 'refund'],
  [new RegExp(`${whereIs} you${stands}`, 'giu'), 'shop address'],
  [new RegExp(`${whereIs} your (${places})${stands}`, 'giu'), '$1 address'],
  [/你们(?:的?[店门公司学校办室]{0,3})?在(?:哪[里儿]?|什么地方)(?=\W*$)/gu, '门店地址'],
  [/\bamex\b/giu, 'American Express'],
  [/\bsend(?:ing)? (?:(?:\w+ )?stuff |it |them |this |things? )?back\b/giu, 'return'],
  [/\bpick(?:ing)?(?: (?:it|them))? up\b/giu, 'collect'],
  [/^我们?想(?=[换办买订约改做加报退开])/gu, ''],
  [/(?<=[换办买订约改做加报退开])一?个(?=\p{Script=Han})(?![人月性体别税])/gu, ''],
  [/[退还]?钱.{0,8}退|退.{0,3}钱/gu, '退款'],
];

let known: ReadonlyMap<string, readonly string[]> | undefined;

function openGroups(): ReadonlyMap<string, readonly string[]> {
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const line of groups.trim().split('\n')) {
    const words = line.split(' ').map((word) => termsMeant(word));
    for (const [word] of words) {
      if (word === undefined) continue;
      const others = words.flatMap(([other]) => (other === undefined || other === word ? [] : other));
      found.set(word, [...new Set([...(found.get(word) ?? []), ...others])]);
    }
  }
  known = found;
  return found;
}

/** What else a term of a question may be called in its own language. */
export const synonymsOf = (term: string): readonly string[] => openGroups().get(term) ?? [];

/** A question with a single word in the place of several that say the same. */
export const inSingleWords = (question: string): string =>
  phrases.reduce((text, [pattern, word]) => text.replace(pattern, word), question);
