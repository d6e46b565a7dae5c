import { givesOrders } from '../../knowledge/index.ts';
import { parseAmounts, parseDates } from '../../language/index.ts';
import { findRequirements } from '../requirements/find-requirements.ts';
import { summarizeText } from '../summary/summarize.ts';
import { readUnits } from '../summary/units.ts';
import { peopleIn } from './people.ts';
import { tasksIn } from './tasks.ts';
import type { ChangeDraft, Channel, DealDraft, Said, TaskDraft } from './types.ts';

export interface Drafting {
  /** The day it is, YYYY-MM-DD. */
  today: string;
  /** Of sums that name none. */
  currency: string;
}

const channels: readonly [Channel, RegExp][] = [
  ['email', /^(?:From|Subject|发件人|主题)\s*[:：].+/mu],
  ['email', /\be-?mail(?:ed)? (?:from|with)\b|邮件(?:往来|里|回复)|来信/iu],
  [
    'call',
    /\b(?:call(?:ed)?|phoned?|rang|on the phone)\b|通了?(?:个)?电话|打了?(?:个)?电话|通话|致电|来电/iu,
  ],
  [
    'meeting',
    /\b(?:met|meeting|visit(?:ed)?|lunch|workshop|demo|fair)\b|拜访|见面|见了|开会|会议|面谈|来访|参观/iu,
  ],
  ['chat', /\b(?:chat(?:ted)?|whatsapp|slack|wechat)\b|微信|聊天|群里/iu],
];
const dealCue =
  /\b(?:deal|offer|quote[d]?|order|worth|contract|licen[cs]es?|budget)\b|商机|报价|订单|合同|预算|采购/iu;
const shortest = 600;
const mostTasks = 10;
const mostPeople = 10;
const mostRead = 20_000;
/** Runs that nobody speaks in, and that patterns would stumble over. */
const noWords = /[\p{Script=Latin}\d]{80,}|\p{Script=Han}{200,}/gu;

/**
 * What a transcript, an e-mail thread or notes would put into the CRM; nothing is looked up and nothing written.
 * Sentences that speak to an assistant stay in the note and give nothing else. Texts are read up to 20,000 characters.
 */
export function draftChanges(given: string, { today, currency }: Drafting): ChangeDraft {
  const written = given.slice(0, mostRead).replace(noWords, (run) => ' '.repeat(run.length));
  const { units } = readUnits(written);
  const told = units.filter(({ text: sentence }) => !givesOrders(sentence));
  const text = units
    .filter(({ text: sentence }) => givesOrders(sentence))
    .reduce(
      (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
      written,
    );
  const speakers = new Map<string, Said>();
  for (const { speaker, start } of told)
    if (speaker !== undefined && !speakers.has(speaker)) {
      const at = text.lastIndexOf(speaker, start);
      speakers.set(speaker, { value: speaker, start: at, end: at + speaker.length });
    }
  const people = peopleIn(text, [...speakers.values()]).slice(0, mostPeople);
  const tasks = tasksIn(told, today).slice(0, mostTasks);
  const deal = dealIn(text, { today, currency }, tasks);
  return {
    people,
    interaction: interactionIn(written, today),
    ...(deal && { deal }),
    tasks,
  };
}

function interactionIn(text: string, today: string): ChangeDraft['interaction'] {
  const found = channels
    .map(([channel, pattern]) => ({ channel, match: pattern.exec(text) }))
    .find(({ match }) => match !== null);
  const summary = summarizeText(text, 4);
  const isShort = text.trim().length <= shortest;
  const from = isShort ? [whole(text)] : summary.sentences.map((one) => said(one.text, one.start!));
  const past = parseDates(text, { now: `${today}T12:00:00Z` }).find(
    ({ kind, to, bound }) => kind === 'date' && to <= today && bound === undefined,
  );
  return {
    channel: found?.channel ?? 'note',
    ...(found?.match && { channelSaid: said(found.match[0], found.match.index) }),
    occurredOn: past && { value: past.from, start: past.start, end: past.end },
    summary: isShort
      ? text.trim()
      : summary.sentences
          .map(({ speaker, text: words }) => (speaker ? `${speaker}: ${words}` : words))
          .join('\n'),
    from,
  };
}

const said = (value: string, start: number): Said => ({ value, start, end: start + value.length });

function whole(text: string): Said {
  const start = text.length - text.trimStart().length;
  return said(text.trim(), start);
}

function dealIn(
  text: string,
  { today, currency }: Drafting,
  tasks: readonly TaskDraft[],
): DealDraft | undefined {
  const asked = findRequirements(text, { writtenOn: today, currency });
  const budget = asked.find(({ kind }) => kind === 'budget');
  const needs = asked.filter(({ kind }) => kind === 'need').map(({ text: need, start }) => said(need, start));
  const [sum] = dealCue.test(text) ? parseAmounts(text) : [];
  const amount = budget
    ? {
        ...said(budget.value!, budget.start),
        end: budget.end,
        currency: budget.currency!,
        isAssumed: budget.currencyAssumed === true,
      }
    : sum && {
        value: sum.value,
        start: sum.start,
        end: sum.end,
        currency: sum.currency ?? currency,
        isAssumed: sum.currency === undefined,
      };
  // The day of a task is no day of the deal.
  const deadline = asked.find(
    ({ kind, value, start, end }) =>
      kind === 'deadline' &&
      value !== undefined &&
      !tasks.some(({ dueOn }) => dueOn && dueOn.start < end && start < dueOn.end),
  );
  const isDeal = amount !== undefined || (needs.length > 0 && asked.some(({ kind }) => kind !== 'need'));
  if (!isDeal) return undefined;
  return {
    ...(amount && { amount }),
    ...(deadline && {
      expectedCloseOn: { value: deadline.value!, start: deadline.start, end: deadline.end },
    }),
    needs,
  };
}
