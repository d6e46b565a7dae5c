import { type Day, momentOf } from './calendar.ts';
import { type Category, categories } from './catalogue-data.ts';
import { productName } from './deals.ts';
import { hostileMail } from './hostile.ts';
import type { Person } from './people.ts';
import type { Purchase } from './purchases.ts';
import { createRandom, type Random } from './random.ts';
import { type CompanyRow, type Language, stamped } from './rows.ts';
import { representatives } from './staff.ts';
import { warmth } from './story.ts';
import type { World } from './world.ts';

interface Complaint {
  queue: string;
  about: readonly Category[];
  subject: string;
  description: string;
}

const anything = categories;
const complaints: Record<Language, readonly Complaint[]> = {
  en: [
    {
      queue: 'delivery',
      about: ['Hardware'],
      subject: 'Where is my {product}?',
      description: 'Order {order} has not arrived. Tracking has not moved for five days.',
    },
    {
      queue: 'returns',
      about: ['Hardware'],
      subject: 'Return of {product}',
      description: 'We would like to send back {product} from {order}: wrong model.',
    },
    {
      queue: 'technical',
      about: ['Hardware', 'Software'],
      subject: '{product} does not start',
      description: 'Since this morning {product} shows an error and stops. We need it for the late shift.',
    },
    {
      queue: 'technical',
      about: ['Software'],
      subject: 'How do I export from {product}?',
      description: 'A colleague needs last year as a spreadsheet. Where is the button?',
    },
    {
      queue: 'scheduling',
      about: ['Services', 'Consulting', 'Training'],
      subject: 'New date for {product}',
      description:
        'The date for {product} does not suit us any more. Please propose another one for {order}.',
    },
    {
      queue: 'billing',
      about: anything,
      subject: 'Wrong invoice for {order}',
      description: 'The invoice for {order} does not show the agreed discount. Please correct it.',
    },
  ],
  zh: [
    {
      queue: 'delivery',
      about: ['Hardware'],
      subject: '{product}什么时候到',
      description: '订单{order}还没有到，物流五天没有更新。',
    },
    {
      queue: 'returns',
      about: ['Hardware'],
      subject: '{product}退货',
      description: '订单{order}里的{product}型号不对，想退货。',
    },
    {
      queue: 'technical',
      about: ['Hardware', 'Software'],
      subject: '{product}无法启动',
      description: '今天早上开始{product}报错停机，晚班急用。',
    },
    {
      queue: 'technical',
      about: ['Software'],
      subject: '{product}怎么导出数据',
      description: '同事需要去年的数据表，在哪里导出？',
    },
    {
      queue: 'scheduling',
      about: ['Services', 'Consulting', 'Training'],
      subject: '{product}改期',
      description: '{product}原定的时间不方便了，请为订单{order}另约时间。',
    },
    {
      queue: 'billing',
      about: anything,
      subject: '{order}发票有误',
      description: '订单{order}的发票没有体现约定的折扣，请更正。',
    },
  ],
};
const dueHours = { low: 96, normal: 48, high: 24, urgent: 4 };
const millisecondsPerHour = 3_600_000;
/** One ticket in so many tries to give orders. */
const hostileEvery = 25;

/** What a customer asked the service desk: more often as the relation cools. */
export function* ticketsOf(
  person: Person,
  purchases: readonly Purchase[],
  world: World,
): Generator<CompanyRow> {
  const random = createRandom(world.seed, 'tickets', person.number);
  for (const purchase of purchases) {
    const day = purchase.day + random.integer(2, 20);
    const likely = 0.06 + 0.35 * (1 - warmth(person.leaves, day));
    if (day >= world.calendar.today || !random.chance(likely)) continue;
    yield ticketOf(day, person, purchase, world, random);
  }
}

function ticketOf(day: Day, person: Person, purchase: Purchase, world: World, random: Random): CompanyRow {
  const serial = world.nextNumber('tickets', 1_001);
  const openedAt = momentOf(day, random.integer(8 * 60, 19 * 60));
  const priority = random.pick(['low', 'normal', 'normal', 'normal', 'high', 'high', 'urgent'] as const);
  const age = world.calendar.today - day;
  const status = random.pick(
    age > 45 ? ['resolved', 'closed', 'closed'] : ['open', 'open', 'pending', 'resolved'],
  );
  const solved = status === 'resolved' || status === 'closed';
  const { product } = purchase.items[0]!;
  const complaint = random.pick(
    complaints[person.language].filter(({ about }) => about.includes(product.category)),
  );
  const fill = (template: string) =>
    template
      .replaceAll('{product}', productName(product, person.language))
      .replaceAll('{order}', purchase.number);
  const hostile = serial % hostileEvery === 0 ? hostileMail(person.language, serial) : undefined;
  return {
    kind: 'ticket',
    row: stamped(world.nextId('tic'), openedAt, {
      number: `T-${serial}`,
      subject: hostile?.subject ?? fill(complaint.subject),
      description: hostile?.text ?? fill(complaint.description),
      contactId: person.row.id,
      companyId: person.account.row.id,
      orderId: purchase.orderId,
      status,
      priority,
      queue: complaint.queue,
      ownerId: random.pick(representatives(world.staff, person.language)).row.id,
      channel: random.pick(['email', 'chat', 'phone']),
      sentiment: priority === 'low' ? 'neutral' : 'negative',
      untrusted: true,
      openedAt,
      dueAt: new Date(openedAt.getTime() + dueHours[priority] * millisecondsPerHour),
      resolvedAt: solved ? solvedAt(openedAt, age, random) : null,
    }),
  };
}

/** Within a week, and never after the simulated time. */
const solvedAt = (openedAt: Date, ageInDays: number, random: Random): Date =>
  new Date(
    openedAt.getTime() +
      random.integer(1, Math.min(7 * 24, Math.max(1, (ageInDays - 1) * 24))) * millisecondsPerHour,
  );
