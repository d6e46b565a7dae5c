import type { Span } from './types.ts';

/** What introduces a wish; what is wished for follows. */
const englishNeed =
  /\b(?:(?:(?:do|does)(?: really)? )?needs?(?: to (?:have|get|see))?|would (?:like|love|prefer)(?: to(?: (?:have|get|see))?)?|['’]d (?:like|love|prefer)(?: to(?: (?:have|get|see))?)?|wants?(?: to(?: (?:have|get|see))?)?|looking for|requires?|requirements? (?:is|are)|hop(?:es?|ing) (?:for|to)|wish(?:es)? (?:for|to)|ask(?:s|ed) (?:for|whether we (?:could|can)(?: do)?|if we (?:could|can)(?: do)?)|(?:must|should|shall) (?:cover|include|have|provide|support|offer|contain)|(?:must|nice)[- ](?:to[- ])?have:?|(?:is|are) (?:essential|important|crucial) that|what they want is|wish list:)\s+/giu;
const chineseNeed =
  /(?:(?:真正|最|主要|还|也|就)?需要的?是?|想要的?是?|希望(?:能够?|可以)?|想找|想(?!法|到|起|了|说)|需求是|诉求是|问能不能|要求(?:有|能|支持)|应(?:当|该)?(?:提供|支持|具备|包含)|必须(?:有|提供|具备|包含)|最好(?:有|能)|要包含|要有|还要)/gu;
/** A need that is denied, or that is somebody's own business. */
const denied =
  /(?:\b(?:don['’]?t|doesn['’]?t|do not|does not|no longer|didn['’]?t|not|never)\s+(?:really\s+)?$)|[不没无][\p{Script=Han}]{0,2}$/iu;

/** A sentence, or a part of one, that sets a limit. */
const englishLimit =
  /\b(?:must(?!-have| have| go live| be (?:live|running|finished|done|ready))|(?:has|have) to (?!be (?:running|live|finished|done|ready)|ask|decide|start)|can(?:not|['’]?t)|shall not|may not|not allowed|(?:is|are) (?:a must|mandatory|forbidden|prohibited)|only\b(?=\s*[,.;]|$)|on-?premises only|insists? on|no \w+(?: \w+)? (?:in|during|after)|out of scope|comply with|complian(?:t|ce))/iu;
const chineseLimit =
  /必须(?!有|提供|具备|包含|支持)|不得|不能(?!离)|不可以?|不允许|禁止|只能|绝对不|坚持|不接受|不包含|不在范围|不要求|务必|一定要/u;
const trailing = /[\s.,;:!?，。；：！？、]+$/u;
const listBreak =
  /\s*(?:,\s*(?:and|or)?\s+(?!\d{3}\b)|\s+and\s+(?=(?:an?|the|send|import|export|some|better|training|\w+ing)\b|\w+ (?:for|in|on|with|widget|module|support)\b)|[、；]|，(?:还想要|还要|还希望|以及|和)|以及|和(?=[\p{Script=Han}\d]{2,}))\s*/gu;

/** The things a clause asks for, each with its place in the text. */
export function wishesIn(text: string, { start, end }: Span): Span[] {
  const clause = text.slice(start, end);
  const cues = [...clause.matchAll(englishNeed), ...clause.matchAll(chineseNeed)]
    .filter(({ index }) => !denied.test(clause.slice(0, index)))
    .sort((one, other) => one.index - other.index);
  const spans: Span[] = [];
  let reached = 0;
  for (const { 0: cue, index } of cues) {
    const from = index + cue.length;
    if (index < reached) continue;
    const rest = clause.slice(from);
    const stop =
      /[.;。；！？!?\n]|,\s+(?:so|but|because|however|they|he|she|we|and (?:they|he|she|we))\b|，(?!还|以及|和)|\s(?:by|before|until) (?=\d|next|the end|mid|end)/iu.exec(
        rest,
      );
    const object = stop ? rest.slice(0, stop.index) : rest;
    reached = from + object.length;
    for (const part of partsOf(object))
      spans.push({ start: start + from + part.start, end: start + from + part.end });
  }
  return spans.filter((span) => span.end - span.start > 1);
}

/** The items of a list. */
function partsOf(object: string): Span[] {
  const parts: Span[] = [];
  let from = 0;
  for (const { 0: mark, index } of object.matchAll(listBreak)) {
    parts.push(bare(object, from, index));
    from = index + mark.length;
  }
  parts.push(bare(object, from, object.length));
  return parts.filter(({ start, end }) => end > start);
}

/** Without blanks and marks at its ends. */
export function bare(text: string, start: number, end: number): Span {
  const part = text.slice(start, end);
  const lead = part.length - part.replace(/^[\s"'“”‘’「」:：]+/u, '').length;
  const tail = part.length - part.replace(trailing, '').replace(/["'”’」]+$/u, '').length;
  return lead + tail >= part.length ? { start, end: start } : { start: start + lead, end: end - tail };
}

/** Whether a clause sets a limit to what may be offered. */
export const isLimit = (clause: string): boolean => englishLimit.test(clause) || chineseLimit.test(clause);

/** The clauses of a sentence, at commas and semicolons that no number stands around. */
export function clausesOf(text: string, { start, end }: Span): Span[] {
  const sentence = text.slice(start, end);
  const clauses: Span[] = [];
  let from = 0;
  for (const { 0: mark, index } of sentence.matchAll(/(?<!\d),\s+|,\s+(?!\d{3})|[，；;]\s*|\s+but\s+/gu)) {
    clauses.push(bare(sentence, from, index));
    from = index + mark.length;
  }
  clauses.push(bare(sentence, from, sentence.length));
  return clauses
    .filter((clause) => clause.end > clause.start)
    .map((clause) => ({ start: start + clause.start, end: start + clause.end }));
}
