import { type Day, momentOf } from './calendar.ts';
import { currency } from './identity.ts';
import type { Person } from './people.ts';
import type { Purchase } from './purchases.ts';
import { createRandom, type Random } from './random.ts';
import { reviewText } from './reviews.ts';
import { type CompanyRow, type Language, type Row, stamped } from './rows.ts';
import { feelingOn, warmth } from './story.ts';
import type { World } from './world.ts';

const methods: Record<Language, readonly string[]> = {
  en: ['credit card', 'bank transfer', 'PayPal'],
  zh: ['Alipay', 'WeChat Pay', 'bank transfer'],
};
const returnReasons: Record<Language, readonly string[]> = {
  en: ['Arrived damaged', 'Wrong model delivered', 'No longer needed', 'Does not work with our system'],
  zh: ['到货破损', '型号发错', '不再需要', '与现有系统不兼容'],
};

/** The orders of a person with their lines, payments, returns, reviews and the looking around before. */
export function* ordersOf(
  person: Person,
  purchases: readonly Purchase[],
  world: World,
): Generator<CompanyRow> {
  const random = createRandom(world.seed, 'orders', person.number);
  for (const purchase of purchases) yield* orderOf(person, purchase, world, random);
  yield* usageOf(person, purchases, world, random);
}

function* orderOf(person: Person, purchase: Purchase, world: World, random: Random): Generator<CompanyRow> {
  const { today } = world.calendar;
  const orderedAt = momentOf(purchase.day, random.integer(8 * 60 + 30, 20 * 60));
  const status = statusOf(today - purchase.day, random);
  const paymentMethod = random.pick(methods[person.language]);
  const totalMinor = purchase.items.reduce(
    (sum, item) => sum + item.unitPriceMinor * item.quantity - item.discountMinor,
    0,
  );
  const { account } = person;
  const { orderId, number } = purchase;
  yield {
    kind: 'order',
    row: stamped(orderId, orderedAt, {
      number,
      contactId: person.row.id,
      companyId: account.row.id,
      ownerId: account.owner.row.id,
      orderedAt,
      status,
      channel: random.pick(['web shop', 'sales', 'sales', 'phone']),
      currency,
      totalMinor,
      shippingAddress: { city: account.row.city ?? '', country: account.row.country ?? '' },
      paymentMethod,
      promotionId: purchase.promotionId,
    }),
  };
  yield payment(orderId, 'payment', paymentMethod, totalMinor, orderedAt, world);
  if (status === 'cancelled') yield payment(orderId, 'refund', paymentMethod, totalMinor, orderedAt, world);

  const first = purchase.items[0]!.product;
  if (random.chance(0.4))
    yield event(person, 'view', first.row.id, purchase.day - random.integer(1, 6), null, world, random);
  for (const item of purchase.items) {
    const line = stamped(world.nextId('orl'), orderedAt, {
      orderId,
      productId: item.product.row.id,
      variantId: item.variant?.id ?? null,
      quantity: item.quantity,
      unitPriceMinor: item.unitPriceMinor,
      discountMinor: item.discountMinor,
    });
    yield { kind: 'order_line', row: line };
    if (status !== 'delivered') continue;
    if (item.product.category === 'Hardware')
      yield* returned(person, purchase.day, line, paymentMethod, world, random);
    if (random.chance(0.12)) yield* reviewed(person, purchase.day, line, world, random);
  }
}

/** What became of an order of this age in days. */
function statusOf(age: number, random: Random): string {
  if (random.chance(0.03)) return 'cancelled';
  if (age <= 3) return 'pending';
  if (age <= 7) return 'processed';
  return age <= 12 ? 'shipped' : 'delivered';
}

function payment(
  orderId: string,
  kind: string,
  method: string,
  amountMinor: number,
  paidAt: Date,
  world: World,
): CompanyRow {
  return {
    kind: 'payment',
    row: stamped(world.nextId('pay'), paidAt, { orderId, method, kind, amountMinor, paidAt }),
  };
}

function* returned(
  person: Person,
  ordered: Day,
  line: Row<'order_line'>,
  method: string,
  world: World,
  random: Random,
): Generator<CompanyRow> {
  const day = ordered + random.integer(10, 25);
  const wanted = 0.03 + 0.12 * (1 - warmth(person.leaves, day));
  if (!random.chance(wanted) || day >= world.calendar.today) return;
  const requestedAt = momentOf(day, random.integer(9 * 60, 18 * 60));
  const status = world.calendar.today - day < 10 ? 'requested' : 'refunded';
  const refundMinor = line.unitPriceMinor * line.quantity - (line.discountMinor ?? 0);
  const reason = random.pick(returnReasons[person.language]);
  yield {
    kind: 'return',
    row: stamped(world.nextId('ret'), requestedAt, {
      orderId: line.orderId,
      orderLineId: line.id,
      quantity: line.quantity,
      refundMinor,
      reason,
      status,
      requestedAt,
    }),
  };
  if (status === 'refunded') yield payment(line.orderId, 'refund', method, refundMinor, requestedAt, world);
}

function* reviewed(
  person: Person,
  ordered: Day,
  line: Row<'order_line'>,
  world: World,
  random: Random,
): Generator<CompanyRow> {
  const day = ordered + random.integer(14, 40);
  if (day >= world.calendar.today) return;
  const feeling = feelingOn(person.leaves, day, random);
  const rating = { positive: 5, neutral: 4, negative: 2 }[feeling] - (random.chance(0.3) ? 1 : 0);
  const reviewedAt = momentOf(day, random.integer(9 * 60, 22 * 60));
  yield {
    kind: 'product_review',
    row: stamped(world.nextId('rev'), reviewedAt, {
      productId: line.productId,
      contactId: person.row.id,
      rating,
      text: reviewText(person.language, feeling, random),
      reviewedAt,
    }),
  };
}

/** Every six weeks, hours spent in the software they bought: fewer as the relation cools. */
function* usageOf(
  person: Person,
  purchases: readonly Purchase[],
  world: World,
  random: Random,
): Generator<CompanyRow> {
  const first = purchases.find(({ items }) => items.some(({ product }) => product.category === 'Software'));
  if (!first) return;
  const { product } = first.items.find((item) => item.product.category === 'Software')!;
  const usual = random.integer(20, 90);
  for (let day = first.day + 42; day < world.calendar.today; day += 42) {
    const hours = Math.round(usual * warmth(person.leaves, day) * (0.8 + 0.4 * random.next()));
    if (hours > 0) yield event(person, 'usage', product.row.id, day, hours, world, random);
  }
}

function event(
  person: Person,
  kind: string,
  productId: string,
  day: Day,
  value: number | null,
  world: World,
  random: Random,
): CompanyRow {
  const occurredAt = momentOf(day, random.integer(9 * 60, 21 * 60));
  const row = { productId, contactId: person.row.id, kind, value, occurredAt };
  return { kind: 'product_event', row: stamped(world.nextId('evt'), occurredAt, row) };
}
