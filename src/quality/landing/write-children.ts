import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import {
  fulfilments,
  orderLines,
  paymentMethods,
  payments,
  type products,
  productVariants,
  type RecordRow,
  returns,
} from '../../../db/index.ts';
import { canonicalJson, newId, type Scope } from '../../trust/index.ts';
import type { Child } from './children.ts';

type ChildKind = Child['kind'];

/**
 * Writes the children of records: those that are missing are added, those that differ changed, none is taken
 * away.
 * @returns the parents whose children changed
 */
export async function writeChildren(
  scope: Scope,
  children: ReadonlyMap<string, readonly Child[]>,
  isNewParent: (id: string) => boolean,
): Promise<Set<string>> {
  const { tx, workspace, records, now } = scope;
  const changed = new Set<string>();
  const idOfChild = new Map<Child, string>();
  const all = Array.from(children, ([parent, list]) => list.map((child) => ({ parent, child }))).flat();
  for (const [kind, group] of Map.groupBy(all, ({ child }) => child.kind)) {
    const { table, parentColumn, parentId } = tables[kind];
    const oldParents = [...new Set(group.map(({ parent }) => parent))].filter((id) => !isNewParent(id));
    const standing =
      oldParents.length === 0
        ? []
        : await tx
            .select()
            .from(table)
            .where(
              and(
                eq(table.workspaceId, workspace.id),
                inArray(parentId, oldParents),
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
      const values: Record<string, unknown> = { ...child.values, [parentColumn]: parent };
      if (kind === 'return') values.orderLineId = idOfChild.get(values.orderLineId as Child);
      if (kind === 'fulfilment')
        values.orderLineIds = (values.orderLineIds as Child[]).map((line) => idOfChild.get(line));
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
  const { externalId, sku, options } = row as unknown as RecordRow<'product_variant'>;
  if (kind === 'product_variant') return externalId ?? sku ?? options;
  if (kind === 'payment_method') return row.name;
  return kind === 'order_line' ? [index, row.productId] : index;
}

/** The table of each kind, and the column that names the parent. */
const tables: Readonly<Record<ChildKind, { table: ChildTable; parentColumn: string; parentId: PgColumn }>> = {
  product_variant: childTable(productVariants, 'productId', productVariants.productId),
  order_line: childTable(orderLines, 'orderId', orderLines.orderId),
  payment: childTable(payments, 'orderId', payments.orderId),
  return: childTable(returns, 'orderId', returns.orderId),
  fulfilment: childTable(fulfilments, 'orderId', fulfilments.orderId),
  payment_method: childTable(paymentMethods, 'contactId', paymentMethods.contactId),
};

type ChildTable = typeof products;

function childTable(table: unknown, parentColumn: string, parentId: PgColumn) {
  return { table: table as ChildTable, parentColumn, parentId };
}
