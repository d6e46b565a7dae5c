import type { Span } from './types.ts';

const cueBefore =
  /(?:\b(?:stage|status|to|into|at|in|from|as|mark(?:ed)?|set|is|was|still|back|now|of|the|=|put)\b[^.;,!?]{0,30}|→\s*|->\s*|:\s*|阶段[^，。；]{0,6}|状态[^，。；]{0,6}|改成|改为|改到|标成|标为|设为|设成|转到|转为|推到|推进到|推进|进入|退回到?|回到|还在|还是|仍在|处于|[停卡躺]在|改|转|放到?|到了?|从|为|成|先|单)\s*$/iu;
const cueBehind = /^\s*(?:阶段|状态|里|改|转|的(?:客户|商机|单子)|stage\b|pile\b|deals?\b|leads?\b|->|→|:)/iu;
const verbs = /\b(?:lost|won)\s+(?:the|a|an|my|our|his|her|their)\b/iu;
const outcome = /^(?:赢单|丢单|输单|成交|已联系|已确认|closed (?:won|lost))$/iu;

/** Whether a word that names a stage says here at which one something is: not in "send a proposal". */
export function isStage(text: string, { start, end }: Span): boolean {
  const written = text.slice(start, end);
  const [before, behind] = [text.slice(0, start), text.slice(end)];
  if (outcome.test(written)) return true;
  if (verbs.test(text.slice(start, end + 6))) return false;
  const isHan = /\p{Script=Han}/u.test(written);
  if (
    !isHan &&
    /\b(?:an?|the|our|their|his|her|my|this|that|your)\s+$/i.test(before) &&
    !/^\p{Lu}/u.test(written)
  )
    return false;
  const isCapital = /^\p{Lu}/u.test(written);
  if (isCapital && !/(?:^|[.!?]\s+)$/.test(before)) return true;
  if (cueBehind.test(behind)) return true;
  if (isCapital) return /^\s*(?:to\b|->|→|:)/.test(behind);
  if (isHan) return cueBefore.test(before);
  return /\b(?:stage|status|mark(?:ed)?|set|move[ds]?|put)\b[^.;!?]{0,60}$/i.test(before);
}
