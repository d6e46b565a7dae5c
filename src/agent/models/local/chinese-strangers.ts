import { familyName, wholeName } from './chinese-names.ts';
import { chineseFunctionWords } from './lexicon.zh.ts';
import type { Mention } from './mention.ts';
import { free, mentionAt, type Span } from './spans.ts';

/** What is left of Chinese sentences when all grammar is taken away. */
export function chineseRuns(text: string, taken: readonly Mention[]): Span[] {
  let masked = text;
  for (const { start, end } of taken)
    masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end);
  masked = masked.replace(chineseFunctionWords, (word) => ' '.repeat(word.length));
  return Array.from(
    masked.matchAll(/\p{Script=Han}{2,8}(?:·\p{Script=Han}{1,8})?/gu),
    ({ 0: run, index }) => ({ start: index, end: index + run.length }),
  );
}

const beforeStranger =
  /(?:^|[：:，,、。；;\s（(“"]|叫做?|名叫|姓名是?|名字[是叫]|线索|客户|联系人|潜客|lead|遇到|遇见|认识了?|碰到了?|见到了?|遇见了|遇到了|见了|把|给|跟|和|与|找|位|个|名)$/iu;

const behindStranger =
  /^(?:$|[，,、。；;：:\s（(”"）)]|的|改|转|设|标|分|归|交|是|这|对|负责|删|从|由|为|作|要|和|与|跟|两[个位姐兄]|都)/u;

/** Whoever something is given to. */
const given =
  /(?<=(?:分|转|交|分配|移交|派|转交|指派|划)给)(?!我|他|她|谁|你)\p{Script=Han}{2,4}(?=$|[，,。！!？?\s吧])/gu;

/** Chinese names nobody here bears, where a name is expected and something ends it. */
export function chineseStrangers(text: string, taken: readonly Mention[]): Mention[] {
  const found = Array.from(text.matchAll(given), ({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
  }))
    .filter((place) => free(taken, place))
    .map((place) => mentionAt(text, place, { type: 'name' }));
  for (const { index } of text.matchAll(familyName)) {
    if (!beforeStranger.test(text.slice(0, index))) continue;
    for (const length of [4, 3, 2]) {
      const place = { start: index, end: index + length };
      const written = text.slice(place.start, place.end);
      if (
        place.end > text.length ||
        !wholeName.test(written) ||
        !behindStranger.test(text.slice(place.end)) ||
        !free([...taken, ...found], place)
      )
        continue;
      if (
        written.replace(chineseFunctionWords, '') === '' ||
        /[了吧吗呢啊的过着啦嘛呀哦呗哈]$/u.test(written)
      )
        continue;
      found.push(mentionAt(text, place, { type: 'name' }));
      break;
    }
  }
  return found;
}

/** How the names of Chinese firms end. */
export const firmEnding = /(?:有限公司|有限责任公司|股份公司|集团公司|集团)$/u;

/** Chinese firms by their legal form, known or not. */
export const chineseFirms = (text: string): Mention[] =>
  Array.from(
    text.matchAll(
      /(?:(?<=[把给跟和叫为是在到]|公司|^|[^\p{Script=Han}]))\p{Script=Han}{3,14}?(?:有限公司|有限责任公司|股份公司|集团公司)/gu,
    ),
    ({ 0: { length }, index }) => mentionAt(text, { start: index, end: index + length }, { type: 'name' }),
  );
