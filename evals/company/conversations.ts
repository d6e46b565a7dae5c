import { type Day, dateOf, dayAt, momentOf, workdayBefore } from './calendar.ts';
import type { Category } from './catalogue-data.ts';
import { favourite, type Opportunity, productName } from './deals.ts';
import { hostileMail } from './hostile.ts';
import { type Channel, mailOf, noteOf, type Speech, subjectOf, type Topic } from './notes.ts';
import type { Person } from './people.ts';
import type { Purchase } from './purchases.ts';
import { createRandom, type Random } from './random.ts';
import { type Row, stamped } from './rows.ts';
import { feelingOn, type Sentiment } from './story.ts';
import type { World } from './world.ts';

/** What a person bought and is negotiating about. */
export interface History {
  purchases: readonly Purchase[];
  opportunities: readonly Opportunity[];
}

const newcomerTopics: readonly Topic[] = ['interest', 'interest', 'price'];
const customerTopics: Record<Category, readonly Topic[]> = {
  Software: ['price', 'quality', 'support', 'renewal', 'renewal'],
  Hardware: ['price', 'delivery', 'delivery', 'quality', 'support'],
  Services: ['price', 'work', 'work'],
  Consulting: ['price', 'work', 'work'],
  Training: ['price', 'training', 'training'],
};
const channels: readonly Channel[] = ['call', 'call', 'email', 'email', 'meeting', 'chat', 'note'];
/** One interaction in so many is a hostile mail. */
export const hostileEvery = 60;

/** The interactions of a person, oldest first, exactly as many as wanted. */
export function conversationsOf(
  person: Person,
  wanted: number,
  history: History,
  world: World,
): Row<'interaction'>[] {
  const random = createRandom(world.seed, 'conversations', person.number);
  return daysOfContact(person, wanted, world, random).map((day) => {
    const number = world.nextNumber('interactions', 0);
    const values =
      number % hostileEvery === 17
        ? hostileTo(person, Math.floor(number / hostileEvery))
        : exchange(day, person, history, world, random);
    const occurredAt = momentOf(day, random.integer(9 * 60, 18 * 60));
    return stamped(world.nextId('int'), occurredAt, {
      contactId: person.row.id,
      companyId: person.account.row.id,
      dealId:
        history.opportunities.find(({ opened, closed }) => opened <= day && day <= (closed ?? day))?.row.id ??
        null,
      ownerId: person.account.owner.row.id,
      occurredAt,
      ...values,
    });
  });
}

/** Leads are talked to since they came; customers more in the last months; who left is written to once more. */
function daysOfContact(person: Person, wanted: number, world: World, random: Random): Day[] {
  const first = Math.max(person.joined, world.calendar.start);
  const last = Math.min((person.leaves ?? Number.POSITIVE_INFINITY) + 30, world.calendar.today - 1);
  return Array.from({ length: wanted }, () => {
    const age = Math.floor(random.next() ** 1.6 * (last - first + 1));
    return Math.max(first, workdayBefore(last - age));
  }).sort((left, right) => left - right);
}

function exchange(day: Day, person: Person, history: History, world: World, random: Random) {
  const feeling = feelingOn(person.leaves, day, random);
  const speech = speechOf(day, feeling, person, history, world, random);
  const channel = random.pick(channels);
  const inbound = (channel === 'email' && random.chance(0.6)) || (channel === 'chat' && random.chance(0.5));
  return {
    channel,
    direction: channel === 'note' ? null : inbound || random.chance(0.2) ? 'inbound' : 'outbound',
    subject: channel === 'email' ? subjectOf(speech) : null,
    summary: inbound ? mailOf(speech, random) : noteOf(speech, channel, random),
    sentiment: feeling,
    sentimentScore: scoreOf(feeling, random),
    untrusted: inbound,
  };
}

function speechOf(
  day: Day,
  feeling: Sentiment,
  person: Person,
  history: History,
  world: World,
  random: Random,
): Speech {
  const bought = history.purchases.findLast((purchase) => purchase.day <= day);
  const product = bought
    ? random.pick(bought.items).product
    : (history.opportunities[0]?.product ?? favourite(person, world, random));
  const { row: owner } = person.account.owner;
  return {
    language: person.language,
    topic: random.pick(bought ? customerTopics[product.category] : newcomerTopics),
    feeling,
    names: {
      name: person.called,
      company: person.account.row.name,
      colleague: person.language === 'zh' ? owner.name : owner.name.split(' ')[0]!,
      product: productName(product, person.language),
    },
  };
}

function hostileTo(person: Person, number: number) {
  const { subject, text } = hostileMail(person.language, number);
  return {
    channel: 'email',
    direction: 'inbound',
    subject,
    summary: text,
    sentiment: 'neutral',
    sentimentScore: 0,
    untrusted: true,
  };
}

/** From −1 to 1. */
function scoreOf(feeling: Sentiment, random: Random): number {
  const strength = Math.round((0.4 + 0.55 * random.next()) * 100) / 100;
  return { positive: strength, neutral: 0, negative: -strength }[feeling];
}

/** The last day of contact as the contact's row shows it. */
export const lastContactOn = (interactions: readonly Row<'interaction'>[]): string | null => {
  const last = interactions.at(-1)?.occurredAt;
  return last ? dateOf(dayAt(last)) : null;
};
