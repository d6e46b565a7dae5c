import type { RecordRow } from '../../../db/index.ts';
import { type Language, quoted, RapportError, type Scope } from '../../trust/index.ts';
import { isAvailable, variantNamed, variantsOf } from './variants.ts';
import { variantName, type WholeOrder } from './view.ts';
import { listed, spoken } from './words.ts';

/** Goods of an order that a customer names: a line, what shall come instead, and how many. */
export interface GivenItem {
  /** The line's id, the shop's number of its variant, or the product's name. */
  line: string;
  /** What instead: a variant by id or the shop's number. */
  variant?: string | undefined;
  /** By default all of the line. */
  quantity?: number | undefined;
}

type Line = RecordRow<'order_line'>;

/** A line of an order, and how many of it are meant. */
export interface ChosenLine {
  line: Line;
  quantity: number;
}

/** The same with what comes instead. */
export interface Swap extends ChosenLine {
  variant: RecordRow<'product_variant'>;
  /** What one of it costs, in minor units. */
  priceMinor: number;
}

/**
 * The lines that are meant. Of several alike each is taken once.
 * @throws RapportError not_found where an item is not in the order, invalid_input where it is named too often
 */
export function chosenLines(
  { order, lines, products, variants }: WholeOrder,
  given: readonly GivenItem[],
  language: Language,
): ChosenLine[] {
  const taken = new Map<string, number>();
  const nameOf = (line: Line) => products.get(line.productId)?.name ?? line.productId;
  const shown = lines.map((line) => {
    const variant = line.variantId === null ? undefined : variants.get(line.variantId);
    return variant ? `${nameOf(line)} [${variantName(variant)}]` : `${nameOf(line)} [${line.id}]`;
  });
  return given.map(({ line: text, quantity }) => {
    const wanted = text.trim().toLowerCase();
    const meant = lines.filter((line) => {
      const variant = line.variantId === null ? undefined : variants.get(line.variantId);
      const names = [line.id, variant?.id, variant?.externalId, variant?.sku, nameOf(line)];
      return names.some((name) => name?.toLowerCase() === wanted);
    });
    const hint = { en: `It holds: ${listed(shown, 'en')}.`, zh: `其中有：${listed(shown, 'zh')}。` };
    if (meant.length === 0) {
      const { message, more } = spoken(
        language,
        {
          en: `${quoted(text)} is not in the order ${order.number}.`,
          zh: `订单${order.number}中没有${quoted(text)}。`,
        },
        hint,
      );
      throw new RapportError('not_found', message, more);
    }
    const unlike = new Set(meant.map(({ variantId, id }) => variantId ?? id));
    if (unlike.size > 1) {
      const { message, more } = spoken(
        language,
        {
          en: `${quoted(text)} may be ${meant.length} items of the order.`,
          zh: `${quoted(text)}可能是订单中的${meant.length}件商品。`,
        },
        { en: `Say which by its number. ${hint.en}`, zh: `请用编号指明。${hint.zh}` },
      );
      throw new RapportError('ambiguous', message, more);
    }
    const free = (line: Line) => line.quantity - (taken.get(line.id) ?? 0);
    const line = meant.find((candidate) => free(candidate) > 0 && free(candidate) >= (quantity ?? 1));
    if (!line) {
      const count = meant.reduce((sum, candidate) => sum + candidate.quantity, 0);
      const { message, more } = spoken(
        language,
        {
          en: `The order ${order.number} holds ${quoted(text)} only ${count === 1 ? 'once' : `${count} times`}.`,
          zh: `订单${order.number}中${quoted(text)}只有${count}件。`,
        },
        { en: 'Name each item once.', zh: '每件商品只写一次。' },
      );
      throw new RapportError('invalid_input', message, more);
    }
    const count = quantity ?? free(line);
    taken.set(line.id, (taken.get(line.id) ?? 0) + count);
    return { line, quantity: count };
  });
}

/**
 * The lines that are meant, each with the variant that comes instead: another one of the same product that
 * can be had.
 * @throws RapportError with the reason, and with what there is instead
 */
export async function chosenSwaps(
  scope: Scope,
  whole: WholeOrder,
  given: readonly GivenItem[],
  language: Language,
): Promise<Swap[]> {
  const lines = chosenLines(whole, given, language);
  const swaps: Swap[] = [];
  for (const [index, { line, quantity }] of lines.entries()) {
    const wanted = given[index]!.variant;
    const product = whole.products.get(line.productId)!;
    const variants = await variantsOf(scope, line.productId);
    const others = variants
      .filter((variant) => variant.id !== line.variantId && isAvailable(variant, quantity))
      .map((variant) => `${variantName(variant)} (${Object.values(variant.options).join(', ')})`);
    const some = others.slice(0, 6);
    const hint =
      some.length === 0
        ? { en: `No other ${product.name} can be had now.`, zh: `${product.name}目前没有其他可选款式。` }
        : {
            en: `Of ${product.name} there are: ${listed(some, 'en')}${others.length > some.length ? ', …' : ''}. find_variants shows all.`,
            zh: `${product.name}可选：${listed(some, 'zh')}${others.length > some.length ? '……' : ''}。用 find_variants 查看全部。`,
          };
    const refuse = (code: 'invalid_input' | 'not_found' | 'conflict', en: string, zh: string): never => {
      const { message, more } = spoken(language, { en, zh }, hint);
      throw new RapportError(code, message, more);
    };
    if (wanted === undefined)
      return refuse(
        'invalid_input',
        `Say what shall come instead of ${product.name}.`,
        `请说明${product.name}要换成哪一款。`,
      );
    const variant = variantNamed(variants, wanted);
    if (!variant)
      return refuse(
        'not_found',
        `${quoted(wanted)} is no variant of ${product.name}; an item can only become another of the same product.`,
        `${quoted(wanted)}不是${product.name}的款式；只能换成同一商品的其他款式。`,
      );
    if (variant.id === line.variantId)
      return refuse(
        'invalid_input',
        `${quoted(wanted)} is what the order holds already.`,
        `订单中已经是${quoted(wanted)}这一款。`,
      );
    if (!isAvailable(variant, quantity))
      return refuse('conflict', `${quoted(wanted)} cannot be had now.`, `${quoted(wanted)}目前无货。`);
    const priceMinor = variant.priceMinor ?? product.priceMinor;
    if (priceMinor === null)
      return refuse('conflict', `${quoted(wanted)} has no price yet.`, `${quoted(wanted)}还没有价格。`);
    swaps.push({ line, quantity, variant, priceMinor });
  }
  return swaps;
}

/** What a swap costs more than what stands in the order, in minor units; less where negative. */
export const differenceOf = (swaps: readonly Swap[]): number =>
  swaps.reduce(
    (sum, { line, quantity, priceMinor }) => sum + quantity * (priceMinor - line.unitPriceMinor),
    0,
  );
