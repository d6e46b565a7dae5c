import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import { externalIds, products, productVariants, type RecordRow } from '../../../db/index.ts';
import { toMajor } from '../../crm/index.ts';
import { createSearch } from '../../search/index.ts';
import {
  didYouMean,
  isId,
  type Language,
  quoted,
  RapportError,
  rowsById,
  type Scope,
} from '../../trust/index.ts';
import { variantName } from './view.ts';
import { listed, spoken } from './words.ts';

type Product = RecordRow<'product'>;
type Variant = RecordRow<'product_variant'>;

/** What is looked for among a shop's products. */
export interface VariantQuery {
  /** A product by name, id or number; without one the products there are. */
  product?: string | undefined;
  /** What it must be like: `{ color: 'red' }`. */
  options?: Readonly<Record<string, string>> | undefined;
  /** The variant the others are compared with, by id or number. */
  compareWith?: string | undefined;
  availableOnly?: boolean | undefined;
}

export interface VariantView {
  id: string;
  /** The shop's own number of it. */
  variant: string;
  options: Record<string, string>;
  price?: string;
  available: boolean;
  /** Against the one it is compared with: what it costs more, and the options that differ. */
  difference?: string;
  differs?: Record<string, string>;
}

export interface FoundVariants {
  product: { id: string; name: string; variants: number; available: number } | null;
  /** What the product comes in: every option with the values it may have. */
  options: Record<string, string[]>;
  variants: VariantView[];
  /** Without a product: those the shop has. */
  products: { id: string; name: string; variants: number; available: number }[];
}

/** The variants of a product, in the order they were added. */
export const variantsOf = ({ tx, workspace }: Scope, productId: string): Promise<Variant[]> =>
  tx
    .select()
    .from(productVariants)
    .where(
      and(
        eq(productVariants.workspaceId, workspace.id),
        isNull(productVariants.deletedAt),
        eq(productVariants.productId, productId),
      ),
    )
    .orderBy(asc(productVariants.id));

/** Whether so many of a variant can be had; where no stock is kept, its availability alone decides. */
export const isAvailable = ({ available, stock }: Variant, quantity = 1): boolean =>
  available && (stock === null || stock >= quantity);

/** The variant of this id or shop's number. */
export const variantNamed = (variants: readonly Variant[], text: string): Variant | undefined => {
  const wanted = text.trim().toLowerCase();
  return variants.find(({ id, externalId, sku }) =>
    [id, externalId, sku].some((name) => name?.toLowerCase() === wanted),
  );
};

/**
 * The variants of a product that are like this, compared with one of them where that is asked.
 * @throws RapportError not_found, ambiguous, or invalid_input for an option the product does not have
 */
export async function findVariants(
  scope: Scope,
  { product: text, options = {}, compareWith, availableOnly }: VariantQuery,
  language: Language,
): Promise<FoundVariants> {
  if (text === undefined)
    return { product: null, options: {}, variants: [], products: await productsOf(scope) };
  const product = await productNamed(scope, text, language);
  const all = await variantsOf(scope, product.id);
  const values = optionValues(all);
  const wanted = Object.entries(options).map(([name, value]) => {
    const known = Object.keys(values).find((candidate) => alike(candidate, name));
    if (known !== undefined) return [known, value] as const;
    const { message, more } = spoken(
      language,
      {
        en: `${quoted(product.name)} has no option ${quoted(name)}. ${didYouMean(name, Object.keys(values))}`,
        zh: `${quoted(product.name)}没有选项${quoted(name)}。`,
      },
      {
        en: `Options: ${listed(Object.keys(values), 'en')}.`,
        zh: `可选项：${listed(Object.keys(values), 'zh')}。`,
      },
    );
    throw new RapportError('invalid_input', message, more);
  });
  const other = compareWith === undefined ? undefined : variantNamed(all, compareWith);
  if (compareWith !== undefined && !other) {
    const { message, more } = spoken(
      language,
      {
        en: `${quoted(compareWith)} is no variant of ${quoted(product.name)}.`,
        zh: `${quoted(compareWith)}不是${quoted(product.name)}的款式。`,
      },
      { en: 'Give a variant of the same product.', zh: '请给出同一商品的款式。' },
    );
    throw new RapportError('not_found', message, more);
  }
  const found = all.filter(
    (variant) =>
      (!availableOnly || isAvailable(variant)) &&
      wanted.every(([name, value]) => alike(variant.options[name] ?? '', value)),
  );
  return {
    product: {
      id: product.id,
      name: product.name,
      variants: all.length,
      available: all.filter((variant) => isAvailable(variant)).length,
    },
    options: values,
    variants: found.map((variant) => variantView(variant, product, other)),
    products: [],
  };
}

function variantView(variant: Variant, product: Product, other: Variant | undefined): VariantView {
  const priceOf = (one: Variant) => one.priceMinor ?? product.priceMinor;
  const money = (minor: number) => `${toMajor(minor, product.currency)} ${product.currency}`;
  const price = priceOf(variant);
  const otherPrice = other && priceOf(other);
  const differs = Object.entries(variant.options).filter(([name, value]) => other?.options[name] !== value);
  return {
    id: variant.id,
    variant: variantName(variant),
    options: variant.options,
    ...(price !== null && { price: money(price) }),
    available: isAvailable(variant),
    ...(price !== null && typeof otherPrice === 'number' && { difference: money(price - otherPrice) }),
    ...(other && other.id !== variant.id && { differs: Object.fromEntries(differs) }),
  };
}

/** Every option with the values the variants have, in their order. */
function optionValues(variants: readonly Variant[]): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const { options } of variants)
    for (const [name, value] of Object.entries(options))
      values[name] = [...new Set([...(values[name] ?? []), value])];
  return values;
}

/** Whether two words for an option or a value are one, whatever their case and punctuation. */
const alike = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** A product by id, by the number another system gave it, by code or by name. @throws RapportError */
async function productNamed(scope: Scope, text: string, language: Language): Promise<Product> {
  const { tx, workspace } = scope;
  const rowsOf = async (ids: readonly string[]) => {
    const rows = await rowsById(tx, workspace.id, 'product', ids);
    return ids.flatMap((id) => rows.get(id) ?? []).filter(({ deletedAt }) => deletedAt === null);
  };
  if (isId('product', text)) {
    const [product] = await rowsOf([text]);
    if (product) return product;
  }
  const numbered = await tx
    .select({ id: externalIds.recordId })
    .from(externalIds)
    .where(
      and(
        eq(externalIds.workspaceId, workspace.id),
        eq(externalIds.kind, 'product'),
        eq(externalIds.externalId, text.trim()),
      ),
    );
  const ofVariant = await tx
    .select({ id: productVariants.productId })
    .from(productVariants)
    .where(
      and(
        eq(productVariants.workspaceId, workspace.id),
        isNull(productVariants.deletedAt),
        sql`${text.trim()} in (${productVariants.externalId}, ${productVariants.sku}, ${productVariants.id})`,
      ),
    );
  const known = await rowsOf([...new Set([...numbered, ...ofVariant].map(({ id }) => id))]);
  if (known.length === 1) return known[0]!;
  const hits = await createSearch({ tx, workspaceId: workspace.id }).find('product', text, { limit: 20 });
  const best = ['exact', 'strong', 'weak'].map((match) => hits.filter((hit) => hit.match === match));
  const meant = await rowsOf((best.find((group) => group.length > 0) ?? []).map(({ id }) => id));
  if (meant.length === 1) return meant[0]!;
  const names = meant.map(({ id, name }) => `${quoted(name)} (${id})`).slice(0, 8);
  const { message, more } = spoken(
    language,
    meant.length > 1
      ? {
          en: `${quoted(text)} may be ${meant.length} products.`,
          zh: `${quoted(text)}可能是${meant.length}种商品。`,
        }
      : { en: `There is no product ${quoted(text)}.`, zh: `没有商品${quoted(text)}。` },
    meant.length > 1
      ? { en: `Which one: ${listed(names, 'en')}?`, zh: `是哪一种：${listed(names, 'zh')}？` }
      : {
          en: 'find_variants without a product lists them.',
          zh: '不带 product 调用 find_variants 可列出全部商品。',
        },
  );
  throw new RapportError(meant.length > 1 ? 'ambiguous' : 'not_found', message, {
    ...more,
    ...(meant.length > 1 && { details: { candidates: meant.map(({ id, name }) => ({ id, label: name })) } }),
  });
}

const mostProducts = 200;

async function productsOf({ tx, workspace }: Scope): Promise<FoundVariants['products']> {
  const rows = await tx
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(and(eq(products.workspaceId, workspace.id), isNull(products.deletedAt), eq(products.active, true)))
    .orderBy(asc(products.name))
    .limit(mostProducts);
  const counts = await tx
    .select({
      id: productVariants.productId,
      variants: count(),
      available: sql<string>`count(*) filter (where ${productVariants.available} and coalesce(${productVariants.stock}, 1) > 0)`,
    })
    .from(productVariants)
    .where(
      and(
        eq(productVariants.workspaceId, workspace.id),
        isNull(productVariants.deletedAt),
        inArray(
          productVariants.productId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(productVariants.productId);
  const byId = new Map(counts.map((row) => [row.id, row]));
  return rows.map(({ id, name }) => ({
    id,
    name,
    variants: byId.get(id)?.variants ?? 0,
    available: Number(byId.get(id)?.available ?? 0),
  }));
}
