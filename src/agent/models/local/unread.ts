import type { WorkspaceDescription } from '../../directory.ts';
import { edgeWords } from './among.ts';
import type { Clause } from './clause.ts';
import { commonWords } from './common-words.ts';
import { fieldOf, isDay } from './fields.ts';
import type { Change, Target } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { chineseFunctionWords } from './lexicon.zh.ts';
import { withoutMentions } from './mention.ts';

/**
 * What a clause about records under conditions says and no condition or change holds: days, fields and
 * words of weight. While any of it is left, it is not known whom the words mean.
 */
export function unreadIn(
  clause: Clause,
  target: Target,
  changes: readonly Change[],
  workspace: WorkspaceDescription,
): string[] {
  const held = new Set([...target.constraints, ...changes].map(({ field }) => field));
  const days = [...held].some((field) => isDay(fieldOf(workspace, target.kind, field)));
  const isYetToBe = target.constraints.some(
    ({ field, comparison, values }) =>
      field === 'lastContactOn' && /^<|between/.test(comparison) && values[0]! > workspace.today,
  );
  const values = target.constraints.flatMap((constraint) => constraint.values);
  const left = clause.mentions.filter(({ is, start }) => {
    if (is.type === 'date') return !days || isYetToBe;
    if (is.type === 'number')
      return !values.includes(is.value) && (is.money || compares.test(clause.text.slice(0, start)));
    return is.type === 'email' || is.type === 'phone' || is.type === 'quote';
  });
  const words = wordsLeft(clause);
  const isEdge = target.among?.edge !== undefined;
  return [
    ...left.map(({ text }) => text),
    ...(isEdge ? words.filter((word) => word.replace(edgeWords, '') !== '') : words),
  ];
}

/** Before a number: it is a limit, and no count of what was shown. */
const compares =
  /\b(?:over|above|under|below|than|least|most|worth|exceeding|up to)\s*$|(?:超过|大于|高于|多于|低于|小于|少于|不到|至少)$/iu;

/** Words that say how something is done, or stand for records, and narrow nothing. */
const weightless =
  /[这那]?[两二三四五六七八九十几]+[个位名家条](?:的)?|统一|一律|统统|通通|整体|一个不[落剩留]|凡是|但凡|集中|[这那]一?步|走到|处在|一并|一起|批量|集体|立即|立刻|尽快|顺手|务必|逐一|逐个|单子|人员|名单|那边|这边|那儿|手头|\b(?:kindly|asap|immediately|straight|bulk|swiftly|promptly|altogether|guys|folks|ppl|people|sitting|saying|reading|stating|exactly|stays?|remains?|lot|bunch|pair|couple|trio|heap)\b/gu;

/** A pattern that finds all places, not the first alone. */
export const everywhere = (pattern: RegExp): RegExp =>
  new RegExp(pattern.source, `g${pattern.flags.replace('g', '')}`);

/** Words of weight that are neither grammar nor known. */
export function wordsLeft(clause: Clause): string[] {
  const { operations, filters, padding, reads } = lexicons[clause.language];
  const text = withoutMentions(clause.text, clause.mentions);
  const patterns = [
    ...Object.values(operations),
    ...Object.values(filters),
    padding,
    reads.wants,
    reads.compares,
  ];
  const plain = patterns.reduce(
    (words, pattern) => words.replace(everywhere(pattern), ' , '),
    text.toLowerCase(),
  );
  const weighty = plain.replace(weightless, ' ');
  if (clause.language === 'zh')
    return weighty.replace(chineseFunctionWords, ' ').match(/\p{Script=Han}{2,}/gu) ?? [];
  const words = weighty.match(/\p{L}{3,}(?:['’]\p{L}+)?/gu) ?? [];
  return words.filter((word) => !commonWords.has(word.replace(/['’].*$/u, '')));
}
