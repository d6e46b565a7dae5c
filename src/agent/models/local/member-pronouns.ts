import { isA, type Mention } from './mention.ts';
import { mentionAt } from './spans.ts';

/** Where somebody is to get something, by “him” or “her”. */
const receiver =
  /(?:归|交给|转给|划给|分给|派给|拨给|调给|过给|移给|让给|交接给|移交给|过户给|换成?|改成|写|填|挂[到在]?)(?<he>[他她])(?=$|[吧了啊哈呗，。！；,!;\s]|名下|头上|手[里上]|那[边里]|负责|管|跟|带|来)|(?:让|由|叫)(?<she>[他她])(?=把|接|来|去|负责|管|跟|带|盯)|\b(?:assign|give|hand|pass|move|transfer|reassign|switch|shift|goes?|going|over)\b[^.?!;]{0,40}? to (?<one>him|her)(?=$|[.,;!]| (?:please|now|instead|too|as well|today)\b)/dgiu;
/** Behind a colleague's name: what is theirs is spoken of, and not they. */
const possessive = /^(?:'s\b|’s\b|的|名下|手|那[边里]|这边|负责|管)/u;

/** “……统统划给他”, "Lena is back, so give Ann to her": the colleague named before, where somebody is to get something. */
export function memberPronouns(text: string, named: readonly Mention[]): Mention[] {
  return Array.from(text.matchAll(receiver)).flatMap((match) => {
    const { he, she, one } = match.indices!.groups!;
    const [start, end] = (he ?? she ?? one)!;
    const before = named.filter((mention) => isA('member')(mention) && mention.end <= start);
    const meant = before.findLast((mention) => !possessive.test(text.slice(mention.end))) ?? before.at(-1);
    return meant === undefined ? [] : [mentionAt(text, { start, end }, meant.is)];
  });
}
