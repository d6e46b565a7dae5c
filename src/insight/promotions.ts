import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { products, promotions, type RecordValues } from '../../db/index.ts';
import { toMajor, toMinor } from '../crm/index.ts';
import { dayIn, didYouMean, quoted, RapportError, type Scope } from '../trust/index.ts';

/** What a promotion is made of; of one that is changed, what is absent stays. */
export interface PromotionFields {
  name?: string | undefined;
  /** Both days within, YYYY-MM-DD. */
  startsOn?: string | undefined;
  endsOn?: string | undefined;
  /** Above 0, at most 100; takes the place of `amountOff`, and the other way. */
  percentOff?: number | undefined;
  /** Off the price of one unit, in major units of the workspace's currency. */
  amountOff?: string | undefined;
  /** What it is for: everything where it names neither category nor products. */
  category?: string | undefined;
  productIds?: readonly string[] | undefined;
}

/** A promotion as it is shown. */
export interface ShownPromotion {
  id: string;
  name: string;
  startsOn: string;
  endsOn: string;
  state: 'planned' | 'running' | 'over';
  percentOff?: number;
  amountOff?: string;
  category?: string;
  products?: string[];
}

/** Promotions: forecasts count on their days, recommendations on their prices. */
export interface Promotions {
  /** The latest first, at most 50. */
  list(): Promise<ShownPromotion[]>;
  /**
   * @throws RapportError invalid_input for days in the wrong order, two discounts or a category nothing is of,
   *   conflict where there is one of this name from this day on
   */
  create(fields: PromotionFields): Promise<ShownPromotion>;
  /** Changes one, by id or name. @throws RapportError not_found, ambiguous, and as `create` does */
  change(promotion: string, fields: PromotionFields): Promise<ShownPromotion>;
  /** @throws RapportError not_found, ambiguous */
  remove(promotion: string): Promise<ShownPromotion>;
}

type Row = typeof promotions.$inferSelect;
const mostListed = 50;

export function createPromotions(scope: Scope): Promotions {
  const { tx, workspace, now, records } = scope;
  const present = and(eq(promotions.workspaceId, workspace.id), isNull(promotions.deletedAt));
  const today = dayIn(workspace.timeZone, now);

  async function shown(rows: readonly Row[]): Promise<ShownPromotion[]> {
    const ids = [...new Set(rows.flatMap(({ productIds }) => productIds))];
    const named = await tx
      .select({ id: products.id, name: products.name })
      .from(products)
      .where(and(eq(products.workspaceId, workspace.id), inArray(products.id, ids)));
    const names = new Map(named.map(({ id, name }) => [id, name]));
    return rows.map(({ id, name, startsOn, endsOn, percentOff, amountOffMinor, category, productIds }) => ({
      id,
      name,
      startsOn,
      endsOn,
      state: today < startsOn ? 'planned' : today > endsOn ? 'over' : 'running',
      ...(percentOff !== null && { percentOff }),
      ...(amountOffMinor !== null && { amountOff: toMajor(amountOffMinor, workspace.currency) }),
      ...(category !== null && { category }),
      ...(productIds.length > 0 && { products: productIds.map((id) => names.get(id) ?? id) }),
    }));
  }

  async function found(promotion: string): Promise<Row> {
    const rows = await tx.select().from(promotions).where(present).orderBy(desc(promotions.startsOn));
    const meant = promotion.trim().toLowerCase();
    const same = rows.filter(({ id, name }) => id === meant || name.trim().toLowerCase() === meant);
    if (same.length === 1) return same[0]!;
    if (same.length === 0)
      throw new RapportError('not_found', `No promotion is called ${quoted(promotion)}.`, {
        hint: rows.length === 0 ? 'There is none yet.' : didYouMean(promotion, [...new Set(namesOf(rows))]),
      });
    throw new RapportError('ambiguous', `${same.length} promotions are called ${quoted(promotion)}.`, {
      hint: `Say which by its id: ${same.map(({ id, startsOn }) => `${id} (${startsOn})`).join(', ')}.`,
    });
  }

  /** The category as the products have it. */
  async function categoryOf(written: string): Promise<string> {
    const rows = await tx
      .selectDistinct({ category: products.category })
      .from(products)
      .where(and(eq(products.workspaceId, workspace.id), isNull(products.deletedAt)));
    const known = rows.flatMap(({ category }) => category ?? []).sort();
    const same = known.find((category) => category.toLowerCase() === written.trim().toLowerCase());
    if (same !== undefined) return same;
    throw new RapportError('invalid_input', `No product is of the category ${quoted(written)}.`, {
      ...(known.length > 0 && { hint: didYouMean(written, known) }),
    });
  }

  async function columnsOf(fields: PromotionFields): Promise<Partial<RecordValues<'promotion'>>> {
    const { name, startsOn, endsOn, percentOff, amountOff, category, productIds } = fields;
    const amountOffMinor = amountOff === undefined ? null : toMinor(amountOff, workspace.currency);
    if (amountOffMinor !== null && (amountOffMinor <= 0 || percentOff !== undefined))
      throw new RapportError(
        'invalid_input',
        'A promotion takes a share or an amount above 0 off the price.',
        {
          hint: 'Give percentOff, such as 20, or amountOff, such as 5.00.',
        },
      );
    return {
      ...(name !== undefined && { name }),
      ...(startsOn !== undefined && { startsOn }),
      ...(endsOn !== undefined && { endsOn }),
      ...(percentOff !== undefined && { percentOff, amountOffMinor: null }),
      ...(amountOffMinor !== null && { percentOff: null, amountOffMinor }),
      ...(category !== undefined && { category: await categoryOf(category), productIds: [] }),
      ...(productIds !== undefined && { category: null, productIds: [...productIds] }),
    };
  }

  return {
    list: async () =>
      shown(
        await tx
          .select()
          .from(promotions)
          .where(present)
          .orderBy(desc(promotions.startsOn), desc(promotions.id))
          .limit(mostListed),
      ),
    async create(fields) {
      const columns = await columnsOf(fields);
      const { name, startsOn, endsOn } = columns;
      if (name === undefined || startsOn === undefined || endsOn === undefined)
        throw new RapportError('invalid_input', 'A new promotion needs a name, a first and a last day.', {
          hint: 'Give name, startsOn and endsOn.',
        });
      refuseBackwards(startsOn, endsOn);
      const same = await tx
        .select({ id: promotions.id })
        .from(promotions)
        .where(and(present, eq(promotions.name, name), eq(promotions.startsOn, startsOn)));
      if (same[0])
        throw new RapportError('conflict', `There is a promotion ${quoted(name)} from ${startsOn} already.`, {
          hint: `To change it, name it as promotion: ${same[0].id}.`,
        });
      const row = await records.insert('promotion', { ...columns, name, startsOn, endsOn });
      return (await shown([row]))[0]!;
    },
    async change(promotion, fields) {
      const before = await found(promotion);
      const columns = await columnsOf(fields);
      refuseBackwards(columns.startsOn ?? before.startsOn, columns.endsOn ?? before.endsOn);
      return (await shown([await records.update('promotion', before.id, columns)]))[0]!;
    },
    async remove(promotion) {
      const { id } = await found(promotion);
      return (await shown([await records.remove('promotion', id)]))[0]!;
    },
  };
}

const namesOf = (rows: readonly Row[]): string[] => rows.map(({ name }) => name);

function refuseBackwards(startsOn: string, endsOn: string): void {
  if (startsOn > endsOn)
    throw new RapportError(
      'invalid_input',
      `The promotion from ${startsOn} to ${endsOn} ends before it begins.`,
      {
        hint: 'Give the earlier day as startsOn.',
      },
    );
}
