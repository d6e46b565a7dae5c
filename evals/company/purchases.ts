import type { Day } from './calendar.ts';
import { appeal, type Product, promotionOn } from './catalogue.ts';
import type { Person } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { Row } from './rows.ts';
import { warmth } from './story.ts';
import type { World } from './world.ts';

/** One visit to the till: what, how many, at which price, in minor units. */
export interface Purchase {
  orderId: string;
  /** What people call the order: SO-10042. */
  number: string;
  day: Day;
  items: {
    product: Product;
    variant: Row<'product_variant'> | undefined;
    quantity: number;
    unitPriceMinor: number;
    discountMinor: number;
  }[];
  promotionId: string | null;
}

const ordersPerYearAndWeight = 1.4;
const bothAtOnce = 0.45;
const companionLater = 0.4;

/**
 * Everything a person buys in the two years, oldest first. Each day an order is as likely as the person is
 * busy, the day is good for business and the relation is warm; it starts from one product they like, brings
 * some of its companions along and leaves others for the next time.
 */
export function purchasesOf(person: Person, world: World): Purchase[] {
  if (person.profile.role !== 'customer') return [];
  const random = createRandom(world.seed, 'purchases', person.number);
  const { calendar } = world;
  const daily = (ordersPerYearAndWeight * person.profile.weight) / 365;
  const wished: Product[] = [];
  const purchases: Purchase[] = [];
  for (
    let day = Math.max(person.joined + 1, calendar.start);
    day < Math.min(person.leaves ?? calendar.today, calendar.today);
    day++
  ) {
    const eagerness = 0.25 + 0.75 * warmth(person.leaves, day);
    const firstDays = purchases.length === 0 && day > person.joined + 20 ? 5 : 1;
    if (!random.chance(daily * eagerness * firstDays * calendar.demand(day, person.language))) continue;
    purchases.push(purchaseOn(day, basketOn(day, person, wished, world, random), world, random));
  }
  return purchases;
}

function basketOn(day: Day, person: Person, wished: Product[], world: World, random: Random): Product[] {
  const { products, bySku, promotions } = world.catalogue;
  const interest = person.row.custom?.productInterest;
  const anchor =
    wished.length > 0 && random.chance(0.6)
      ? wished.shift()!
      : random.weighted(
          products,
          (product) =>
            (appeal(product, person.account.industry) *
              (product.category === interest ? 2 : 1) *
              (promotionOn(promotions, day, product.category) ? 2.5 : 1)) /
            (product.price + 200),
        );
  const basket = [anchor];
  for (const sku of anchor.companions) {
    const companion = bySku.get(sku)!;
    if (random.chance(bothAtOnce)) basket.push(companion);
    else if (random.chance(companionLater) && !wished.includes(companion)) wished.push(companion);
  }
  return basket.filter((product, index) => basket.indexOf(product) === index);
}

function purchaseOn(day: Day, basket: readonly Product[], world: World, random: Random): Purchase {
  const promotions = basket.map((product) => promotionOn(world.catalogue.promotions, day, product.category));
  const items = basket.map((product, index) => {
    const variant = product.variants.length > 0 ? random.pick(product.variants) : undefined;
    const quantity = quantityOf(product, random);
    const unitPriceMinor = variant?.priceMinor ?? product.row.priceMinor ?? 0;
    const percentOff = promotions[index]?.percentOff ?? 0;
    const discountMinor = Math.round((unitPriceMinor * quantity * percentOff) / 100);
    return { product, variant, quantity, unitPriceMinor, discountMinor };
  });
  return {
    orderId: world.nextId('ord'),
    number: `SO-${world.nextNumber('orders', 10_001)}`,
    day,
    items,
    promotionId: promotions.find((promotion) => promotion)?.row.id ?? null,
  };
}

function quantityOf(product: Product, random: Random): number {
  if (product.category !== 'Hardware') return random.chance(0.8) ? 1 : 2;
  return product.price < 100 ? random.integer(2, 12) : random.integer(1, 5);
}
