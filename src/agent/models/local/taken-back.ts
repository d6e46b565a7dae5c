import type { Meaning, Mention } from './mention.ts';

/** Words by which what was just said is taken back for what follows, and nothing but those. */
const instead =
  /^[\s,.…–—-]*(?:(?:oh|uh|um|er|ah|ugh)[\s,.!]+)*(?:no|nope|wait|sorry|i mean|i meant|make that|actually|scratch that|correction|oops|rather)(?:[\s,.!…–—-]+(?:no|wait|sorry|i mean|i meant|make (?:that|it)|actually|scratch that|rather|hang on|hold on|oops|it'?s|that'?s|it should be|should be|to|the|for|on))*[\s,:!.–—-]*$|^[\s，,。.…—-]*(?:(?:[哦啊呃噢嗯额诶]?不(?=[，,。])|[哦啊呃噢嗯额诶]?不对|不不|不是(?=[，,。]|不是)|说错了?|搞错了|弄错了|等等|等一下|我是说|更正|应该是)[，,。\s]*)+(?:哦|啊|是|应该是|我是说|我的意思是|改成|改为|换成|还是|到|给|为)*[\s，,：:]*$/iu;

const types = new Set<Meaning['type']>([
  'value',
  'member',
  'date',
  'duration',
  'number',
  'record',
  'phone',
  'email',
]);

/**
 * A text without what is taken back within it: "to Won, no sorry, Lost" as "to Lost", “改成丢单，哦不，是赢单” as
 * “改成赢单”.
 */
export function withoutTakenBack(text: string, mentions: readonly Mention[]): string {
  let result = text;
  for (const [index, after] of mentions.entries().toArray().toReversed()) {
    const before = mentions[index - 1];
    if (before === undefined || !areAlike(before.is, after.is)) continue;
    if (isDenied.test(text.slice(0, before.start))) continue;
    if (!instead.test(text.slice(before.end, after.start))) continue;
    result = result.slice(0, before.start) + result.slice(after.start);
  }
  return result;
}

/** "not Harris, I meant Miller": what is denied was never meant. */
const isDenied = /(?:\bnot|n't|不是)\s*$/iu;

/** Whether one can stand for the other: colleagues, days, values of one field, records of one kind. */
function areAlike(one: Meaning, other: Meaning): boolean {
  if (one.type === 'value' && other.type === 'value')
    return one.of.some(({ kind, field }) =>
      other.of.some((place) => place.kind === kind && place.field === field),
    );
  if (one.type === 'record' && other.type === 'record') return one.kind === other.kind;
  return one.type === other.type && types.has(one.type);
}
