import { type Day, dateOf, momentOf } from './calendar.ts';
import type { Product } from './catalogue.ts';
import type { Category } from './catalogue-data.ts';
import { currency } from './identity.ts';
import type { Person } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { type Language, type Row, stamped } from './rows.ts';
import { pipelineId, type StageName, stageId } from './staff.ts';
import type { World } from './world.ts';

/** A deal and the days it was open on. */
export interface Opportunity {
  row: Row<'deal'>;
  product: Product;
  opened: Day;
  closed: Day | undefined;
}

const lostReasons: Record<Language, readonly string[]> = {
  en: ['Price', 'Chose a competitor', 'No budget this year', 'Bad timing', 'Missing feature'],
  zh: ['价格太高', '选择了竞争对手', '今年没有预算', '时机不对', '缺少所需功能'],
};

/** The deals of a person, as far as they have come. */
export function dealsOf(person: Person, world: World): Opportunity[] {
  const random = createRandom(world.seed, 'deals', person.number);
  const { today, start } = world.calendar;
  const deal = (stage: StageName, opened: Day, purpose: Purpose, closed?: Day) =>
    dealIn(stage, Math.max(opened, start - 60), purpose, closed, person, world, random);
  const recently = (days: number) => today - random.integer(3, days);

  switch (person.profile.role) {
    case 'lead':
      return random.chance(0.4) ? [deal('Lead', recently(40), 'new')] : [];
    case 'qualified':
      return [deal('Qualified', recently(70), 'new')];
    case 'proposal':
      return [deal(random.chance(0.4) ? 'Negotiation' : 'Proposal', recently(100), 'new')];
    case 'lost': {
      const opened = person.joined + random.integer(5, 30);
      return [deal('Lost', opened, 'new', Math.min(opened + random.integer(20, 90), today - 1))];
    }
    case 'customer': {
      const opportunities = [deal('Won', person.joined - random.integer(20, 60), 'new', person.joined)];
      if (person.leaves !== undefined && person.leaves < today) {
        opportunities.push(deal('Lost', person.leaves - random.integer(40, 90), 'renewal', person.leaves));
        return opportunities;
      }
      if (today - person.joined > 365 && random.chance(0.6)) {
        const closed = Math.min(today - 1, person.joined + 365 + random.integer(-20, 200));
        opportunities.push(deal(random.chance(0.8) ? 'Won' : 'Lost', closed - 60, 'expansion', closed));
      }
      if (person.number < 2 || random.chance(0.45)) {
        opportunities.push(
          deal(random.pick(['Proposal', 'Negotiation', 'Qualified'] as const), recently(90), 'renewal'),
        );
      }
      return opportunities;
    }
  }
}

/** What is paid by the year. */
const isContract = ({ category, sku }: Product): boolean => category === 'Software' || sku === 'SV-SUP';

type Purpose = 'new' | 'renewal' | 'expansion';

const purposes: Record<Language, Record<Purpose, string>> = {
  en: {
    new: '{company}: {product}',
    renewal: '{company}: {product} renewal',
    expansion: '{company}: more {product}',
  },
  zh: {
    new: '{company}{product}项目',
    renewal: '{company}{product}续约',
    expansion: '{company}{product}增购',
  },
};
const units: Record<Category, readonly [number, number]> = {
  Software: [3, 15],
  Hardware: [10, 60],
  Services: [2, 8],
  Consulting: [1, 4],
  Training: [2, 10],
};

function dealIn(
  stage: StageName,
  opened: Day,
  purpose: Purpose,
  closed: Day | undefined,
  person: Person,
  world: World,
  random: Random,
): Opportunity {
  const { today, start } = world.calendar;
  const product =
    purpose === 'renewal'
      ? random.pick(world.catalogue.products.filter(isContract))
      : favourite(person, world, random);
  const expected = closed ?? today + random.integer(-12, 75);
  const createdAt = momentOf(opened, random.integer(9 * 60, 18 * 60));
  const name = purposes[person.language][purpose]
    .replace('{company}', person.account.row.name)
    .replace('{product}', productName(product, person.language));
  const row = stamped(world.nextId('dea'), createdAt, {
    name,
    contactId: person.row.id,
    companyId: person.account.row.id,
    pipelineId,
    stageId: stageId(stage),
    amountMinor: product.price * random.integer(...units[product.category]) * 100,
    currency,
    expectedCloseOn: dateOf(expected),
    closedOn: closed === undefined ? null : dateOf(closed),
    lostReason: stage === 'Lost' ? random.pick(lostReasons[person.language]) : null,
    source: person.row.leadSource ?? null,
    ownerId: person.account.owner.row.id,
  });
  if (closed !== undefined) row.updatedAt = momentOf(Math.max(closed, start), 18 * 60);
  return { row, product, opened, closed };
}

/** What speakers of a language call a product. */
export const productName = (product: Product, language: Language): string =>
  language === 'zh' ? product.nameChinese : product.name;

/** A product of the category a person asks about. */
export function favourite(person: Person, world: World, random: Random): Product {
  const category = person.row.custom?.productInterest;
  return random.pick(world.catalogue.products.filter((product) => product.category === category));
}
