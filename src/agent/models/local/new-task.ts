import type { WorkspaceDescription } from '../../directory.ts';
import { dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import type { Change } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { isA, type Mention } from './mention.ts';

/** Getting in touch with somebody is what a follow-up date says. */
const getsInTouch =
  /\bfollow(?:ing)?[- ]?up\b|\b(?:(?:contact|call|ring|phone|chase|ping|e-?mail|check in with|touch base with|reach out to|get back to|speak (?:to|with)|talk to) <R\d+>|give <R\d+> a (?:call|ring))(?: back)?(?: (?:on )?<D\d+>)?[.!]?$|跟进|回访|联系|给<R\d+>(?:打|回)(?:个|一个)?电话[。！]?$/u;

/**
 * "remind me to …", “提醒我…”: something to be done. Where no tasks are kept, getting in touch with somebody is a
 * follow-up date instead.
 */
export const isReminder = (
  { masked, mentions, language }: Clause,
  { kinds }: WorkspaceDescription,
): boolean => {
  const keepsTasks = kinds.some(({ kind, isInUse }) => kind === 'task' && isInUse === true);
  return (
    lexicons[language].reminder.test(masked) &&
    (keepsTasks || !getsInTouch.test(masked)) &&
    mentions.some(isA('date'))
  );
};

/** "I need a to-do: …", “给<M>派个任务：……”. */
export const dictatesTask = ({ language, payload, whole, start }: Clause): boolean =>
  payload !== undefined && lexicons[language].dictatesTask.test(whole.slice(start, payload.start));

/** What a new task is: its title without the order to note it, the day it is due, for whom and with whom. */
export function taskOf(clause: Clause): Change[] {
  const said = clause.payload?.said ?? clause;
  const mentions = said === clause ? clause.mentions : [...clause.mentions, ...said.mentions];
  const day = said.mentions.find(isA('date')) ?? clause.mentions.find(isA('date'));
  const member = mentions.find(isA('member'));
  const one = (kind: string) =>
    mentions.filter(isA('record')).find(({ is }) => is.kind === kind && is.candidates.length === 1);
  const priority = priorityIn(clause) ?? (said === clause ? undefined : priorityIn(said));
  const given: (readonly [string, string | undefined])[] = [
    ['title', titleOf(said, said !== clause)],
    ['dueOn', day && dayOf(day.is.span)],
    ['owner', member?.is.members[0]?.name],
    ['contact', one('contact')?.text],
    ['deal', one('deal')?.text],
    ['priority', priority],
  ];
  return given.flatMap(([field, value]): Change[] =>
    value === undefined || value === '' ? [] : [{ field, is: 'set', value }],
  );
}

const priorities: readonly { priority: string; pattern: RegExp }[] = [
  { priority: 'high', pattern: /\b(?:high|urgent)\b|高优先级|优先级[^，。]{0,3}高|紧急|加急/iu },
  {
    priority: 'low',
    pattern: /\blow[- ]priority\b|\bpriority\W+(?:is )?low\b|低优先级|优先级[^，。]{0,3}低/iu,
  },
  { priority: 'normal', pattern: /\bnormal[- ]priority\b|优先级[^，。]{0,3}(?:普通|一般|中)/iu },
];

const priorityIn = ({ text }: Clause): string | undefined =>
  /priority|urgent|优先级|紧急|加急/iu.test(text)
    ? priorities.find(({ pattern }) => pattern.test(text))?.priority
    : undefined;

const priorityWords =
  /[，,]?\s*(?:\b(?:at|with|as) )?(?:(?:a )?\b(?:high|low|normal|urgent)[- ]priority\b|\bpriority (?:is )?(?:high|low|normal|urgent)\b|优先级(?:为|是|设为)?(?:高|低|普通|紧急)|(?:高|低)优先级)/giu;
/** What opens the order to note a task. */
const opening =
  /^.*?(?:\b(?:remind me|reminder|task|to-?do|forget)s?\b[^:]{0,40}?(?:\bto\b|\bof\b|\babout\b|\bthat\b|:)|(?:任务|待办|提醒(?:一下)?我?|别让我忘了?)[：:，,\s]*(?=.))\s*/iu;
/** The order alone, behind what is to be done. */
const closing =
  /[，,。;；\s]*(?:(?:请|帮我|麻烦|给我|再)*(?:建|加|记|设|写|派|新建|创建|添加)(?:成|为|个|一个|一条|条|上)*(?:任务|待办|提醒)|(?:please )?(?:add|make|create|set|put)(?: it| that| this)?(?: (?:as|up as|down as|on|in))?(?: (?:a|my))?\s*(?:task|to-?do(?: list)?|reminder))[.。!！]*$/iu;
/** “记得”, "I have to": what is left of an order to oneself. */
const ownOrder =
  /^(?:(?:我|我们)?(?:要|得|需要|记得|记着|别忘了?)|i (?:have|need|must|should)(?: to)? |please |请|帮我|麻烦)+/iu;

function titleOf(said: Clause, isDictated: boolean): string {
  const day = said.mentions.find(isA('date'));
  const words = (day === undefined ? said.text : withoutDay(said.text, day)).replace(priorityWords, '');
  const opened = isDictated ? words : words.replace(opening, '');
  return tidy(tidy(opened).replace(closing, '')).replace(ownOrder, '').trim();
}

const tidy = (text: string): string =>
  text
    .replace(/^[\s,，.:：;；-]+|[\s,，.。!！?？;；]+$/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** A text without the day something is due, and the words that say so. */
const withoutDay = (text: string, { start, end }: Mention): string =>
  `${text
    .slice(0, start)
    .replace(
      /(?:[,，;；]?\s*\b(?:it(?:'s| is) )?(?:due|deadline|until)(?: (?:by|on|at|is))?|\s*\b(?:on|by|at|for|before|until|till)|[,，]?(?:截止|到期|期限)(?:日期|时间)?(?:是|为|在|到)?)\s*$/iu,
      '',
    )} ${text.slice(end).replace(/^\s*(?:之?前|以前|截止|到期|due\b)/iu, '')}`;
