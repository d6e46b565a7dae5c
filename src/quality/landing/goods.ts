import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { productVariants } from '../../../db/index.ts';
import type { Search } from '../../search/index.ts';
import { quoted, RapportError, type Scope } from '../../trust/index.ts';
import type { MappedChildren } from '../contract.ts';
import type { PreparedRow } from './prepare.ts';
import { idsOfExternal } from './references.ts';

type Line = NonNullable<MappedChildren['order_line']>[number];

/** A product or variant as a line names it. */
export type NamedGoods = Pick<Line, 'product' | 'productName' | 'variant' | 'sku'>;

/** What the lines of a batch's orders name. */
export interface Goods {
  product(given: NamedGoods): string | undefined;
  variant(given: NamedGoods): string | undefined;
}

/**
 * Finds the products and variants that the orders of a batch name, in a few statements.
 * @param isRehearsal  whether goods that nobody knows may be those of a file before, which was not written
 */
export async function findGoods(
  scope: Scope,
  search: Search,
  source: string,
  rows: readonly PreparedRow[],
  isRehearsal: boolean,
): Promise<Goods> {
  const { tx, workspace } = scope;
  const lines = rows.flatMap(({ children }) => [...(children.order_line ?? []), ...(children.return ?? [])]);
  const given = (read: (line: Line) => string | undefined) => [
    ...new Set(lines.flatMap((line) => read(line as Line) ?? [])),
  ];
  const numbers = [...given((line) => line.variant), ...given((line) => line.sku)];
  const { externalId, sku } = productVariants;
  const variants =
    numbers.length === 0
      ? []
      : await tx
          .select({ id: productVariants.id, externalId, sku, productId: productVariants.productId })
          .from(productVariants)
          .where(
            and(
              eq(productVariants.workspaceId, workspace.id),
              or(inArray(externalId, numbers), inArray(sku, numbers)),
              isNull(productVariants.deletedAt),
            ),
          );
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]));
  const byNumber = new Map(variants.map((variant) => [variant.externalId, variant]));
  const known = (number: string | undefined) =>
    number === undefined ? undefined : (byNumber.get(number) ?? bySku.get(number));
  const variantOf = ({ variant, sku }: NamedGoods) => known(variant) ?? known(sku);
  const ids = given((line) => line.product);
  const byExternalId = await idsOfExternal(scope, source, 'product', ids);
  const codes = [...new Set([...ids, ...given((line) => line.sku)])];
  const byCode = await search.named('product', codes, 'code');
  const byName = await search.named(
    'product',
    given((line) => line.productName),
    'name',
  );
  const only = (found: readonly string[] | undefined) => (found?.length === 1 ? found[0] : undefined);
  return {
    product: (given) =>
      (given.product === undefined
        ? undefined
        : (byExternalId.get(given.product) ?? only(byCode.get(given.product)))) ??
      variantOf(given)?.productId ??
      (given.sku === undefined ? undefined : only(byCode.get(given.sku))) ??
      (given.productName === undefined ? undefined : only(byName.get(given.productName))) ??
      (isRehearsal ? 'pro_rehearsed' : undefined),
    variant: (given) => variantOf(given)?.id,
  };
}

/** The refusal of goods that nobody knows. */
export const unknownGoods = (given: NamedGoods): RapportError =>
  new RapportError(
    'not_found',
    `No product of the order is known as ${quoted(given.productName ?? given.product ?? given.variant ?? given.sku ?? '')}: import the products first.`,
  );
