import { parseDates } from '../../language/index.ts';
import type { Unit } from '../summary/units.ts';
import type { Said, TaskDraft } from './types.ts';

const verbs =
  'send|call(?! with| from|:)|ring|phone|e-?mail|mail|write|follow up|schedule|prepare|book|share|set up|draft|check|arrange|invite|get back|come back|reply|answer|introduce|confirm|review|update|quote|create|organi[sz]e|provide|forward|discuss|meet|visit|ask|remind|sign|order|fix|look into|clarify';
const english: readonly { pattern: RegExp; isPromise: boolean }[] = [
  {
    pattern: /^(?:to-?do|action(?: items?)?|next steps?|follow-?up)s?\s*[:–-]\s*(?<what>.+)/iu,
    isPromise: false,
  },
  {
    pattern: new RegExp(
      `\\b(?:please|could you|can you|kindly|would you)\\s+(?:also |then |please )?(?<what>(?:${verbs})\\b.+)`,
      'iu',
    ),
    isPromise: false,
  },
  {
    pattern: new RegExp(
      `\\b(?:I|we)(?:['’]ll| will| need to| have to| should| must| promised to| agreed to| am going to| are going to|['’]m going to| want to)\\s+(?:also |then )?(?<what>(?:${verbs})\\b.+)`,
      'u',
    ),
    isPromise: true,
  },
  { pattern: new RegExp(`^(?:[-*•]\\s*)?(?<what>(?:${verbs})\\b.+)`, 'iu'), isPromise: false },
];
const chineseVerbs =
  '发|寄|打电话|打个电话|致电|跟进|回访|安排|准备|预约|约|联系|提醒|回复|答复|报价|起草|确认|整理|提供|拜访|演示|介绍|签|更新|检查|转发|给';
const chinese: readonly { pattern: RegExp; isPromise: boolean }[] = [
  { pattern: /^(?:待办|下一步|后续(?:工作|计划)?|行动项|跟进事项)[：:]?\s*(?<what>.+)/u, isPromise: false },
  {
    pattern: new RegExp(
      `(?:请|麻烦|烦请|记得|别忘了)(?:您|你|你们|尽快|务必)?(?<what>[^，。；]{0,12}?(?:${chineseVerbs}).+)`,
      'u',
    ),
    isPromise: false,
  },
  {
    pattern: new RegExp(
      `(?:我|我们|咱们)(?:会|要|需要|得|应该|答应|承诺|来|负责)(?<what>[^，。；]{0,12}?(?:${chineseVerbs}).+)`,
      'u',
    ),
    isPromise: true,
  },
  {
    pattern: new RegExp(
      `^(?:[-*•]\\s*)?(?<what>(?:(?:[今明后]天|(?:本|这|下)?周[一二三四五六日天]|\\d+月\\d+[日号])(?:之?前)?)?(?:再)?(?:给.{1,6})?(?:${chineseVerbs}).+)`,
      'u',
    ),
    isPromise: false,
  },
];
/** What is only thought of. */
const unsure = /\b(?:if|whether|maybe|perhaps|might|not)\b|如果|要不要|也许|可能|不用|不必|没/iu;
const longestTitle = 120;

/**
 * What is to be done by what a text says, with its day: “please send the contract by Friday”, “待办：寄样品”.
 *
 * @param today  what "Friday" is counted from, YYYY-MM-DD
 */
export function tasksIn(units: readonly Unit[], today: string): TaskDraft[] {
  const tasks: TaskDraft[] = [];
  for (const { text, start, speaker } of units) {
    for (const { pattern, isPromise } of [...english, ...chinese]) {
      const match = pattern.exec(text);
      const what = match?.groups?.what;
      if (!match || what === undefined || unsure.test(text.slice(0, match.index + match[0].length))) continue;
      const from = start + match.index + match[0].length - what.length;
      const title = what.replace(/[\s.。!！?？;；,，]+$/u, '').slice(0, longestTitle);
      const day = dayIn(text, start, today);
      tasks.push({
        title: { value: title, start: from, end: from + title.length },
        ...(day && { dueOn: day }),
        ...(isPromise && speaker !== undefined && { promisedBy: speaker }),
      });
      break;
    }
  }
  return tasks;
}

function dayIn(text: string, offset: number, today: string): Said | undefined {
  const span = parseDates(text, { now: `${today}T12:00:00Z`, prefer: 'future', quarters: 'coming' }).find(
    ({ kind, to }) => (kind === 'date' || kind === 'range') && to >= today,
  );
  return span && { value: span.anchor ?? span.bare.to, start: offset + span.start, end: offset + span.end };
}
