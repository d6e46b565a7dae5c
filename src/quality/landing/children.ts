import { and, eq, inArray, isNull } from 'drizzle-orm';
import {
  orderLines,
  payments,
  type products,
  productVariants,
  type RecordRow,
  returns,
} from '../../../db/index.ts';
import { toMinor } from '../../crm/index.ts';
import type { Search } from '../../search/index.ts';
import { canonicalJson, newId, quoted, RapportError, type Scope } from '../../trust/index.ts';
import type { ImportKind, ImportProblem, MappedChildren } from '../contract.ts';
import type { PreparedRow } from './prepare.ts';
import { idsOfExternal } from './references.ts';

type ChildKind = keyof MappedChildren;
type Line = NonNullable<MappedChildren['order_line']>[number];
/** A child record that is to stand, and what tells it from its parent's others. */
interface Child {
  kind: ChildKind;
  identity: unknown;
  values: Record<string, unknown>;
}

/** What the lines of a batch's orders name. */
export interface Goods {
  product(given: Pick<Line, 'product' | 'productName' | 'variant'>): string | undefined;
  variant(sku: string | undefined): string | undefined;
}

/** Finds the products and variants that the orders of a batch name, in a few statements. */
export async function findGoods(
  scope: Scope,
  search: Search,
  source: string,
  rows: readonly PreparedRow[],
): Promise<Goods> {
  const { tx, workspace } = scope;
  const lines = rows.flatMap(({ children }) => [...(children.order_line ?? []), ...(children.return ?? [])]);
  const given = (read: (line: Line) => string | undefined) => [
    ...new Set(lines.flatMap((line) => read(line as Line) ?? [])),
  ];
  const skus = given((line) => line.variant);
  const variants =
    skus.length === 0
      ? []
      : await tx
          .select({ id: productVariants.id, sku: productVariants.sku, productId: productVariants.productId })
          .from(productVariants)
          .where(
            and(
              eq(productVariants.workspaceId, workspace.id),
              inArray(productVariants.sku, skus),
              isNull(productVariants.deletedAt),
            ),
          );
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]));
  const ids = given((line) => line.product);
  const byExternalId = await idsOfExternal(scope, source, 'product', ids);
  const byCode = await search.named('product', ids, 'code');
  const byName = await search.named(
    'product',
    given((line) => line.productName),
    'name',
  );
  const only = (found: readonly string[] | undefined) => (found?.length === 1 ? found[0] : undefined);
  return {
    product: ({ product, productName, variant }) =>
      (product === undefined ? undefined : (byExternalId.get(product) ?? only(byCode.get(product)))) ??
      (variant === undefined ? undefined : bySku.get(variant)?.productId) ??
      (productName === undefined ? undefined : only(byName.get(productName))),
    variant: (sku) => (sku === undefined ? undefined : bySku.get(sku)?.id),
  };
}

/**
 * The records that are to stand under the record a row makes.
 * @returns or the row's problem, where one of them cannot
 */
export function childrenOf(
  kind: ImportKind,
  { line, children, columns }: PreparedRow,
  goods: Goods,
  currency: string,
  now: Date,
): Child[] | ImportProblem {
  const money = (amount: string | undefined) => (amount === undefined ? null : toMinor(amount, currency));
  try {
    if (kind === 'product')
      return (children.product_variant ?? []).map(({ sku, options = {}, price, stock, available }) => ({
        kind: 'product_variant',
        identity: sku ?? options,
        values: {
          sku: sku ?? null,
          options,
          priceMinor: money(price),
          stock: stock === undefined ? null : whole(stock, 'stock'),
          available: available !== 'false',
        },
      }));
    if (kind !== 'order') return [];
    const lines = (children.order_line ?? []).map((given, index): Child => {
      const productId = goods.product(given);
      if (productId === undefined) throw unknownProduct(given);
      const variantId = goods.variant(given.variant) ?? null;
      const values = {
        productId,
        variantId,
        quantity: whole(given.quantity ?? '1', 'quantity'),
        unitPriceMinor: money(given.unitPrice) ?? 0,
        discountMinor: money(given.discount) ?? 0,
      };
      return { kind: 'order_line', identity: [index, productId, variantId], values };
    });
    const paid = (children.payment ?? []).map((given, index): Child => {
      const paidAt = given.paidAt === undefined ? null : new Date(given.paidAt);
      const values = {
        method: given.method ?? String(columns.paymentMethod ?? 'unknown'),
        kind: given.kind ?? 'payment',
        amountMinor: money(given.amount) ?? 0,
        paidAt,
      };
      return { kind: 'payment', identity: index, values };
    });
    const back = (children.return ?? []).map((given, index): Child => {
      const productId = goods.product(given);
      const variantId = goods.variant(given.variant) ?? null;
      const returned = lines.find(({ values }) =>
        variantId === null ? values.productId === productId : values.variantId === variantId,
      );
      if (!returned) throw unknownProduct(given);
      const values = {
        orderLineId: returned,
        quantity: whole(given.quantity ?? '1', 'quantity'),
        refundMinor: money(given.refund) ?? 0,
        reason: given.reason ?? null,
        status: given.status ?? 'requested',
        requestedAt:
          given.requestedAt === undefined
            ? ((columns.orderedAt as Date) ?? now)
            : new Date(given.requestedAt),
      };
      return { kind: 'return', identity: index, values };
    });
    return [...lines, ...paid, ...back];
  } catch (error) {
    if (!(error instanceof RapportError)) throw error;
    return { line, column: 'children', reason: error.message };
  }
}

/** What the lines of an order come to, in minor units. */
export const totalOf = (children: readonly Child[]): number =>
  children
    .filter(({ kind }) => kind === 'order_line')
    .reduce(
      (sum, { values }) =>
        sum + Number(values.quantity) * Number(values.unitPriceMinor) - Number(values.discountMinor),
      0,
    );

const unknownProduct = (given: Pick<Line, 'product' | 'productName' | 'variant'>) =>
  new RapportError(
    'not_found',
    `No product of the order is known as ${quoted(given.productName ?? given.product ?? given.variant ?? '')}: import the products first.`,
  );

function whole(text: string, name: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && Math.abs(number) <= 2_147_483_647) return number;
  throw new RapportError('invalid_input', `${name}: ${quoted(text)} is no whole number.`);
}

/**
 * Writes the children of records: those that are missing are added, those that differ changed, none is taken
 * away.
 * @returns the parents whose children changed
 */
export async function writeChildren(
  scope: Scope,
  children: ReadonlyMap<string, readonly Child[]>,
  newParents: ReadonlySet<string>,
): Promise<Set<string>> {
  const { tx, workspace, records, now } = scope;
  const changed = new Set<string>();
  const idOfChild = new Map<Child, string>();
  const all = Array.from(children, ([parent, list]) => list.map((child) => ({ parent, child }))).flat();
  for (const [kind, group] of Map.groupBy(all, ({ child }) => child.kind)) {
    const { table, parentColumn } = tables[kind];
    const oldParents = [...new Set(group.map(({ parent }) => parent))].filter((id) => !newParents.has(id));
    const standing =
      oldParents.length === 0
        ? []
        : await tx
            .select()
            .from(table)
            .where(
              and(
                eq(table.workspaceId, workspace.id),
                inArray(parentIdOf(kind), oldParents),
                isNull(table.deletedAt),
              ),
            )
            .orderBy(table.id);
    const byIdentity = new Map<string, Record<string, unknown>>();
    for (const [parent, rows] of Map.groupBy(standing as Record<string, unknown>[], (row) =>
      String(row[parentColumn]),
    ))
      for (const [index, row] of rows.entries())
        byIdentity.set(canonicalJson([parent, identityOf(kind, row, index)]), row);
    const added: Record<string, unknown>[] = [];
    const patches = new Map<string, Record<string, unknown>>();
    for (const { parent, child } of group) {
      const { orderLineId } = child.values;
      const values = {
        ...child.values,
        [parentColumn]: parent,
        ...(kind === 'return' && { orderLineId: idOfChild.get(orderLineId as Child) }),
      };
      const known = byIdentity.get(canonicalJson([parent, child.identity]));
      const id = known ? String(known.id) : newId(kind, now);
      idOfChild.set(child, id);
      if (!known) added.push({ ...values, id });
      else if (differs(values, known)) patches.set(id, values);
      else continue;
      changed.add(parent);
    }
    if (added.length > 0) await records.insertMany(kind, added as never);
    if (patches.size > 0) await records.updateMany(kind, patches as never);
  }
  return changed;
}

const differs = (values: Record<string, unknown>, row: Record<string, unknown>): boolean =>
  Object.entries(values).some(([column, value]) => canonicalJson(value) !== canonicalJson(row[column]));

function identityOf(kind: ChildKind, row: Record<string, unknown>, index: number): unknown {
  const { sku, options } = row as unknown as RecordRow<'product_variant'>;
  if (kind === 'product_variant') return sku ?? options;
  return kind === 'order_line' ? [index, row.productId, row.variantId] : index;
}

type ChildTable = typeof products;
const tables: Readonly<Record<ChildKind, { table: ChildTable; parentColumn: string }>> = {
  product_variant: { table: productVariants as unknown as ChildTable, parentColumn: 'productId' },
  order_line: { table: orderLines as unknown as ChildTable, parentColumn: 'orderId' },
  payment: { table: payments as unknown as ChildTable, parentColumn: 'orderId' },
  return: { table: returns as unknown as ChildTable, parentColumn: 'orderId' },
};

const parentIdOf = (kind: ChildKind) =>
  ({
    product_variant: productVariants.productId,
    order_line: orderLines.orderId,
    payment: payments.orderId,
    return: returns.orderId,
  })[kind];

export type { Child };
