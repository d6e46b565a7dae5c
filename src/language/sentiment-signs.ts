import type { SentimentDoubt } from '../models.ts';
import { isOtherLanguage } from './other-language.ts';

const strong =
  /\b(?:very|really|extremely|absolutely|totally|completely|utterly|incredibly|so|too|deeply|highly|thoroughly|furious|livid|outraged|appalled|disgusted|terrible|horrible|awful|worst|hate|hated|thrilled|ecstatic|delighted|amazing|fantastic|excellent|outstanding|perfect|best|love|loved|never again)\b|非常|十分|极其|极度|极|特别|相当|太|超级|超|最|完全|彻底|简直|死了|透了|坏了|要命|忍无可忍|再也不|强烈|无比|万分|[!！]{2,}/iu;
const faint =
  /\b(?:a bit|a little|somewhat|slightly|rather|fairly|kind of|sort of|not too|mildly|minor|could be better)\b|有点|有些|稍微|稍|略|还行|一般般|不太|比较|还可以|凑合/iu;

/** How strongly a text says what it says: 1 strongly, ½ faintly, ¾ plainly. */
export function strengthOf(text: string): number {
  if (strong.test(text)) return 1;
  return faint.test(text) ? 0.5 : 0.75;
}

const sarcasm =
  /\bthanks (?:a lot )?for (?:nothing|ruining|wasting|breaking|losing)|\b(?:oh|well|wow|gee)?,? ?(?:great|wonderful|fantastic|lovely|brilliant|perfect|awesome|nice|superb)\b[^.!?\n]{0,24}\b(?:another|again|yet|now the|just what i needed)\b|\bnice job\b[^.]{0,30}\b(?:broke|broken|again|lost)|\bso much for\b|\byeah,? right\b|\blove (?:how|it when|being|waiting)\b|\bsure, because\b|\bcongratulations\b[^.]{0,24}\b(?:lost|losing|ruined)|\bjust what i needed\b|呵呵|真行|服了|(?:真棒|厉害|好极了|太好了|真好|谢谢|感谢)[^。！？]{0,12}(?:又|没了|坏|毁|崩|全没|丢|浪费)|恭喜[^。！？]{0,10}失去|可真[^。！？]{0,6}利索|“[^”]{1,6}”(?:啊|呢|呀)|又双叒/iu;

/** Why a reading of a text may be wrong, by the text itself. */
export const doubtsOf = (text: string): SentimentDoubt[] => [
  ...(isOtherLanguage(text) ? (['other_language'] as const) : []),
  ...(sarcasm.test(text) ? (['sarcasm'] as const) : []),
];
