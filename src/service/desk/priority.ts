import type { SentimentReading } from '../../models.ts';
import { isAngry } from './mood.ts';
import type { Priority } from './settings.ts';

/** What a message is about, as far as that makes it pressing. */
export type Pressure = 'safety' | 'legal' | 'money' | 'urgency' | 'anger';

/** How pressing something is, and what in it says so. */
export interface Urgency {
  priority: Priority;
  because: readonly (Pressure | 'discontent')[];
}

const words: Readonly<Record<Exclude<Pressure, 'anger'>, RegExp>> = {
  safety:
    /\b(?:fire|smoke|burn(?:ed|t|ing|s)?|explo(?:de|ded|des|ding|sion)|electric shock|shocked me|injur(?:y|ed|ies)|hurt (?:my|me|him|her)|bleeding|hospital|unsafe|dangerous|hazard(?:ous)?|poison(?:ed|ous)?|allergic|choking|choked)\b|起火|着火|冒烟|烧伤|烫伤|爆炸|触电|漏电|受伤|流血|住院|危险|中毒|过敏|窒息/iu,
  legal:
    /\b(?:lawyers?|attorneys?|sue|suing|lawsuit|legal action|court|small claims|regulators?|ombudsman|consumer protection|trading standards|data breach|gdpr|identity theft)\b|律师|起诉|法院|诉讼|法律途径|消费者协会|消协|12315|投诉到|工商局|市场监管|监管部门|银保监|隐私泄露|信息泄露/iu,
  money:
    /\b(?:fraud(?:ulent)?|scam(?:med)?|unauthori[sz]ed (?:charge|payment|transaction)|charged (?:me )?(?:twice|double)|double[- ]charged|stolen|hacked|(?:money|refund) (?:is|has) (?:missing|gone|not arrived)|chargeback|lost my card)\b|盗刷|诈骗|被骗|重复扣款|多扣|扣了两次|扣了两遍|账户被盗|被盗|钱不见|没到账|未到账|退款没收到/iu,
  urgency:
    /\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|right (?:now|away)|emergency|today at the latest|can(?:no|')t wait|by (?:tonight|tomorrow))\b|紧急|加急|马上|立刻|立即|尽快|今天之内|今天必须|急用|等不及|火急/iu,
};

const kinds = Object.keys(words) as (keyof typeof words)[];

/**
 * How pressing a message is, by the words for danger, law, money and haste in it and by how it reads:
 * danger and law are urgent; lost money, haste and anger are high, two of them urgent; the rest is normal.
 */
export function urgencyOf(
  text: string,
  { label, score }: Pick<SentimentReading, 'label' | 'score'>,
): Urgency {
  const pressures: Pressure[] = kinds.filter((kind) => words[kind].test(text));
  if (pressures.includes('safety') || pressures.includes('legal'))
    return { priority: 'urgent', because: pressures };
  if (isAngry(text, score)) pressures.push('anger');
  const priority = pressures.length > 1 ? 'urgent' : pressures.length === 1 ? 'high' : 'normal';
  return { priority, because: label === 'negative' ? [...pressures, 'discontent'] : pressures };
}
