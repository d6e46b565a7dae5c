import { sentencesOf } from '../../knowledge/index.ts';
import { parseAmounts, parseDates } from '../../language/index.ts';
import { rivalsIn } from '../competitors/mentions.ts';
import { decisionMakersIn } from './people.ts';
import { type Requirement, type RequirementKind, requirementKinds, type Span } from './types.ts';
import { clausesOf, isLimit, wishesIn } from './wishes.ts';

export interface FindingRequirements {
  /** The day it was written, YYYY-MM-DD: what "next Friday" is counted from. */
  writtenOn: string;
  /** Of sums that name none. */
  currency: string;
}

const aboutMoney =
  /\b(?:budget|spend|pay|cost|price|afford|set aside|at most|no more than|not exceed|up to|maximum|max|limit|approved|per month|a year|left)\b|预算|最多|不超过|花|出|准备了?|费用|给到|封顶|以内|控制在|批了|还剩/iu;
/** From which sum on somebody has to be asked. */
const threshold =
  /\b(?:anything|everything|purchases?|orders?|invoices?) (?:above|over|beyond|from)\b|超过.{0,12}(?:审批|批准|报批|签字)/iu;
const aboutTime =
  /\b(?:before|by|until|till|deadline|due|go(?:es)?[- ]live|live|launch|start|decid\w*|decision|ends?|expir\w*|target|finish\w*|ready|rush|sometime|need|sign|deliver\w*|running)\b|前|截止|上线|决定|到期|完成|搞定|目标|开始|交付|签|不急|再说|期限|启动|定下来|投标|验收/iu;
const openEnded = /(?:before |by )?the end of the (?:fiscal|financial) year|财年(?:结束|末|底)之?前?/giu;
const qualifier =
  /(?:up to|at most|no more than|around|about|max(?:imum)?(?: of)?|最多(?:能?[花出]|给)?|不超过|预算(?:在|是|为)?)\s*$/iu;
const rupees = /\bRs\.?\s?(?<sum>\d[\d,]*(?:\.\d+)?)/gu;

/**
 * What a document or the notes of a call say the customer needs, each with its place: needs, limits, deadlines,
 * budgets, who decides, and who else they look at. Nothing that is not said is made up.
 */
export function findRequirements(text: string, { writtenOn, currency }: FindingRequirements): Requirement[] {
  const found: Requirement[] = [];
  for (const sentence of sentencesOf(text)) {
    const words = text.slice(sentence.start, sentence.end);
    const add = (kind: RequirementKind, { start, end }: Span, more: Partial<Requirement> = {}) =>
      found.push({ kind, text: text.slice(start, end), start, end, sentence: words, ...more });

    const sums = threshold.test(words) ? [] : sumsIn(text, sentence);
    if (aboutMoney.test(words))
      for (const { value, currency: named, ...span } of sums)
        add('budget', span, { value, currency: named ?? currency, ...(!named && { currencyAssumed: true }) });
    const days = aboutTime.test(words) ? deadlinesIn(text, sentence, writtenOn) : [];
    for (const { value, ...span } of days) add('deadline', span, value === undefined ? {} : { value });
    for (const span of decisionMakersIn(text, sentence)) add('decision_maker', span);
    for (const { start, end } of rivalsIn(words))
      add('competitor', { start: sentence.start + start, end: sentence.start + end });
    const settled = found.filter(({ sentence: own, kind }) => own === words && kind !== 'competitor');

    for (const clause of clausesOf(text, sentence)) {
      const said = text.slice(clause.start, clause.end);
      const isElse = settled.some(
        (other) => other.start < clause.end && clause.start < other.end && other.kind !== 'decision_maker',
      );
      const wishes = wishesIn(text, clause).filter((wish) => !settled.some((other) => covers(other, wish)));
      if (isLimit(said) && !isElse) add('constraint', clause);
      else for (const wish of wishes) add('need', wish);
    }
  }
  const order = (kind: RequirementKind) => requirementKinds.indexOf(kind);
  return found.sort((one, other) => order(one.kind) - order(other.kind) || one.start - other.start);
}

/** Whether one span lies on most of the other. */
const covers = (one: Span, other: Span): boolean =>
  Math.min(one.end, other.end) - Math.max(one.start, other.start) > (other.end - other.start) / 2;

function sumsIn(text: string, { start, end }: Span): (Span & { value: string; currency?: string })[] {
  const words = text.slice(start, end);
  const known = parseAmounts(words).map(({ start: from, end: to, value, currency }) => ({
    start: from,
    end: to,
    value,
    ...(currency !== undefined && { currency }),
  }));
  const indian = Array.from(words.matchAll(rupees), ({ 0: sum, index, groups }) => ({
    start: index,
    end: index + sum.length,
    value: Number(groups!.sum!.replaceAll(',', '')).toFixed(2),
    currency: 'INR',
  })).filter(
    (sum) => !known.some((other) => other.start < sum.end && sum.start < other.end && other.currency),
  );
  return [...known.filter((sum) => !indian.some((other) => covers(other, sum))), ...indian].map(
    ({ start: from, end: to, ...sum }) => {
      const before = qualifier.exec(words.slice(0, from))?.[0].length ?? 0;
      return { ...sum, start: start + from - before, end: start + to };
    },
  );
}

function deadlinesIn(text: string, { start, end }: Span, today: string): (Span & { value?: string })[] {
  const words = text.slice(start, end);
  const dated = parseDates(words, { now: `${today}T12:00:00Z`, prefer: 'future', quarters: 'coming' })
    .filter(
      ({ kind, to, bound }) =>
        (kind === 'date' || kind === 'range') && to >= today && bound !== 'since' && bound !== 'after',
    )
    .map(({ start: from, end: to, bare, bound, anchor }) => ({
      start: start + from,
      end: start + to,
      value: (bound === undefined ? undefined : anchor) ?? bare.to,
    }));
  const open = Array.from(words.matchAll(openEnded), ({ 0: said, index }) => ({
    start: start + index,
    end: start + index + said.length,
  })).filter((span) => !dated.some((other) => covers(other, span)));
  return [...dated, ...open];
}
