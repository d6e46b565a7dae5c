import { type Calendar, type Day, dateOf, dayOf, momentOf } from './calendar.ts';
import { type Article, articles, type Category, type Industry } from './catalogue-data.ts';
import { currency } from './identity.ts';
import { type Row, rowId, stamped } from './rows.ts';

/** An article with the rows that stand for it. */
export interface Product extends Article {
  row: Row<'product'>;
  variants: Row<'product_variant'>[];
}

/** A price cut in force on the days from `starts` to `ends`, both included. */
export interface Promotion {
  row: Row<'promotion'>;
  category: Category;
  percentOff: number;
  starts: Day;
  ends: Day;
}

export interface Catalogue {
  products: readonly Product[];
  bySku: ReadonlyMap<string, Product>;
  promotions: readonly Promotion[];
}

const costShares: Record<Category, number> = {
  Software: 0.2,
  Hardware: 0.65,
  Services: 0.5,
  Consulting: 0.55,
  Training: 0.45,
};

export function createCatalogue(calendar: Calendar): Catalogue {
  const opened = momentOf(calendar.start, 0);
  let variantNumber = 0;
  const products = articles.map((article, index): Product => {
    const id = rowId('pro', index + 1);
    const priceMinor = article.price * 100;
    return {
      ...article,
      row: stamped(id, opened, {
        name: `${article.name} ${article.nameChinese}`,
        sku: article.sku,
        category: article.category,
        description: article.description,
        priceMinor,
        costMinor: Math.round(priceMinor * costShares[article.category]),
        currency,
        stock: article.stock ?? null,
        leadTimeDays: article.leadTimeDays,
      }),
      variants: combinations(article.options ?? {}).map(({ options, dearer }, position, all) =>
        stamped(rowId('var', ++variantNumber), opened, {
          productId: id,
          sku: `${article.sku}-${position + 1}`,
          options,
          priceMinor: Math.round(priceMinor * (1 + 0.15 * dearer)),
          stock: Math.floor((article.stock ?? 0) / all.length),
        }),
      ),
    };
  });
  return {
    products,
    bySku: new Map(products.map((product) => [product.sku, product])),
    promotions: createPromotions(calendar),
  };
}

/** How much an industry wants a product, before anything else is known: 1, or 4 where it is meant for it. */
export const appeal = (product: Product, industry: Industry): number =>
  product.industries.includes(industry) ? 4 : 1;

export const promotionOn = (
  promotions: readonly Promotion[],
  day: Day,
  category: Category,
): Promotion | undefined =>
  promotions.find(
    (promotion) => promotion.category === category && day >= promotion.starts && day <= promotion.ends,
  );

function combinations(options: Readonly<Record<string, readonly string[]>>) {
  const names = Object.keys(options);
  if (names.length === 0) return [];
  return names.reduce<{ options: Record<string, string>; dearer: number }[]>(
    (partial, name) =>
      partial.flatMap((chosen) =>
        options[name]!.map((value, position) => ({
          options: { ...chosen.options, [name]: value },
          dearer: chosen.dearer + position,
        })),
      ),
    [{ options: {}, dearer: 0 }],
  );
}

const yearlyPromotions = [
  {
    name: 'Spring training weeks 春季培训周',
    code: 'SPRING',
    category: 'Training',
    percentOff: 15,
    from: '03-10',
    to: '03-31',
  },
  {
    name: 'Half-year software offer 年中软件优惠',
    code: 'HALFYEAR',
    category: 'Software',
    percentOff: 12,
    from: '06-05',
    to: '06-20',
  },
  {
    name: 'Back to work services 开工服务季',
    code: 'READY',
    category: 'Services',
    percentOff: 10,
    from: '09-01',
    to: '09-15',
  },
  {
    name: 'Double Eleven hardware 双十一硬件节',
    code: 'DOUBLE11',
    category: 'Hardware',
    percentOff: 18,
    from: '11-01',
    to: '11-11',
  },
] as const;

/** Every year's promotions that begin within the simulated time or the 90 days after it. */
function createPromotions(calendar: Calendar): Promotion[] {
  const lastDay = calendar.today + 90;
  const firstYear = Number(dateOf(calendar.start).slice(0, 4));
  const years = Array.from(
    { length: Number(dateOf(lastDay).slice(0, 4)) - firstYear + 1 },
    (_, index) => firstYear + index,
  );
  return years
    .flatMap((year) => yearlyPromotions.map((promotion) => ({ ...promotion, year })))
    .map((promotion) => ({
      ...promotion,
      starts: dayOf(`${promotion.year}-${promotion.from}`),
      ends: dayOf(`${promotion.year}-${promotion.to}`),
    }))
    .filter(({ starts }) => starts >= calendar.start && starts <= lastDay)
    .map(({ name, code, category, percentOff, year, starts, ends }, index) => ({
      category,
      percentOff,
      starts,
      ends,
      row: stamped(rowId('prm', index + 1), momentOf(Math.min(starts, calendar.today) - 1, 9 * 60), {
        name: `${name} ${year}`,
        code: `${code}${year % 100}`,
        percentOff,
        category,
        startsOn: dateOf(starts),
        endsOn: dateOf(ends),
      }),
    }));
}
