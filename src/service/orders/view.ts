import { and, asc, eq, isNull } from 'drizzle-orm';
import {
  type Address,
  fulfilments,
  orderLines,
  payments,
  type RecordRow,
  returns,
} from '../../../db/index.ts';
import { localMoment, toMajor } from '../../crm/index.ts';
import { type Language, rowsById, type Scope } from '../../trust/index.ts';
import { methodLabel, methodsOf, type Order, type PaymentMethod } from './account.ts';
import {
  type OrderOperation,
  type OrderPolicy,
  type OrderState,
  orderOperations,
  permission,
  statusNames,
} from './policy.ts';

/** An order with all that belongs to it. */
export interface WholeOrder {
  order: Order;
  lines: RecordRow<'order_line'>[];
  payments: RecordRow<'payment'>[];
  fulfilments: RecordRow<'fulfilment'>[];
  returns: RecordRow<'return'>[];
  /** The ways its customer pays. */
  methods: PaymentMethod[];
  products: Map<string, RecordRow<'product'>>;
  variants: Map<string, RecordRow<'product_variant'>>;
}

/** Reads all that belongs to an order, each in the order it came about. */
export async function wholeOrder(scope: Scope, order: Order): Promise<WholeOrder> {
  const { tx, workspace } = scope;
  const lines = await partsOf(scope, orderLines, order.id);
  const goneBack = await partsOf(scope, returns, order.id);
  const variantIds = [
    ...lines.map(({ variantId }) => variantId),
    ...goneBack.map(({ newVariantId }) => newVariantId),
  ];
  return {
    order,
    lines,
    payments: await partsOf(scope, payments, order.id),
    fulfilments: await partsOf(scope, fulfilments, order.id),
    returns: goneBack,
    methods: await methodsOf(scope, order.contactId),
    products: await rowsById(
      tx,
      workspace.id,
      'product',
      lines.map(({ productId }) => productId),
    ),
    variants: await rowsById(
      tx,
      workspace.id,
      'product_variant',
      variantIds.filter((id) => id !== null),
    ),
  };
}

/** The standing rows of one kind that belong to an order. */
async function partsOf<
  Table extends typeof orderLines | typeof payments | typeof fulfilments | typeof returns,
>({ tx, workspace }: Scope, of: Table, orderId: string): Promise<Table['$inferSelect'][]> {
  const table = of as typeof orderLines;
  return tx
    .select()
    .from(table)
    .where(and(eq(table.workspaceId, workspace.id), eq(table.orderId, orderId), isNull(table.deletedAt)))
    .orderBy(asc(table.id));
}

/** What the policy looks at. */
export const stateOf = ({ order, returns }: Pick<WholeOrder, 'order' | 'returns'>): OrderState => ({
  status: order.status,
  itemsChanged: order.itemsChangedAt !== null,
  returns: returns.length > 0 ? 1 : 0,
});

/** What each payment method still holds of the order, in minor units; those that hold nothing left out. */
export function paidWith(
  paid: readonly Pick<RecordRow<'payment'>, 'method' | 'kind' | 'amountMinor'>[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { method, kind, amountMinor } of paid)
    sums.set(method, (sums.get(method) ?? 0) + (kind === 'refund' ? -amountMinor : amountMinor));
  for (const [method, sum] of sums) if (sum === 0) sums.delete(method);
  return sums;
}

/** An order as its customer may see it. */
export interface OrderView {
  id: string;
  number: string;
  version: number;
  customer?: string;
  status: string;
  /** The state in the reader's language. */
  statusName: string;
  orderedAt?: string;
  total: string;
  lines: LineView[];
  address?: Address;
  payments: { kind: string; method: string; label: string; amount: string; paidAt?: string }[];
  fulfilments: { carrier?: string; trackingNumbers: string[]; lines: string[]; shippedAt?: string }[];
  returns: ReturnView[];
  cancelReason?: string;
  itemsChanged?: true;
  /** What can still be done with it; where it cannot, why, and what can be done instead. */
  can: Record<OrderOperation, { allowed: boolean; because?: string; instead?: string }>;
  /** The ways its customer pays. */
  paymentMethods: MethodView[];
}

export interface LineView {
  id: string;
  product: string;
  productId: string;
  /** The variant by the shop's own number, or ours where it has none. */
  variant?: string;
  options: Record<string, string>;
  quantity: number;
  price: string;
}

export interface ReturnView {
  kind: string;
  line: string;
  quantity: number;
  status: string;
  reason?: string;
  /** Of an exchange: what comes instead. */
  variant?: string;
  options?: Record<string, string>;
  refund?: string;
  difference?: string;
  paymentMethod?: string;
}

export interface MethodView {
  id: string;
  name: string;
  kind: string;
  label: string;
  balance?: string;
}

/** What a variant is called: the shop's own number of it, its sku, or our id. */
export const variantName = ({ externalId, sku, id }: RecordRow<'product_variant'>): string =>
  externalId ?? sku ?? id;

export function orderView(
  scope: Scope,
  whole: WholeOrder,
  policy: OrderPolicy,
  customer: string | undefined,
  language: Language,
): OrderView {
  const { order, methods, products, variants } = whole;
  const { timeZone } = scope.workspace;
  const money = (minor: number) => `${toMajor(minor, order.currency)} ${order.currency}`;
  const labelOf = (name: string) => {
    const method = methods.find((candidate) => candidate.name === name);
    return method ? methodLabel({ ...method, balanceMinor: null }, scope.workspace.currency, language) : name;
  };
  const at = (moment: Date | null) => (moment === null ? undefined : localMoment(timeZone, moment));
  const can = orderOperations.map((operation) => {
    const answer = permission(policy, operation, stateOf(whole));
    const view = answer.allowed
      ? { allowed: true }
      : { allowed: false, because: answer.because[language], instead: answer.instead[language] };
    return [operation, view] as const;
  });
  return {
    id: order.id,
    number: order.number,
    version: order.version,
    ...(customer !== undefined && { customer }),
    status: order.status,
    statusName: statusNames[order.status]?.[language] ?? order.status,
    ...(order.orderedAt && { orderedAt: at(order.orderedAt)! }),
    total: money(order.totalMinor),
    lines: whole.lines.map((line) => {
      const variant = line.variantId === null ? undefined : variants.get(line.variantId);
      return {
        id: line.id,
        product: products.get(line.productId)?.name ?? line.productId,
        productId: line.productId,
        ...(variant && { variant: variantName(variant) }),
        options: variant?.options ?? {},
        quantity: line.quantity,
        price: money(line.unitPriceMinor),
      };
    }),
    ...(order.shippingAddress && { address: order.shippingAddress }),
    payments: whole.payments.map(({ kind, method, amountMinor, paidAt }) => ({
      kind,
      method,
      label: labelOf(method),
      amount: money(amountMinor),
      ...(paidAt && { paidAt: at(paidAt)! }),
    })),
    fulfilments: whole.fulfilments.map(({ carrier, trackingNumbers, orderLineIds, shippedAt }) => ({
      ...(carrier !== null && { carrier }),
      trackingNumbers,
      lines: orderLineIds,
      ...(shippedAt && { shippedAt: at(shippedAt)! }),
    })),
    returns: whole.returns.map((back) => {
      const variant = back.newVariantId === null ? undefined : variants.get(back.newVariantId);
      return {
        kind: back.kind,
        line: back.orderLineId,
        quantity: back.quantity,
        status: back.status,
        ...(back.reason !== null && { reason: back.reason }),
        ...(variant && { variant: variantName(variant), options: variant.options }),
        ...(back.kind === 'return' && { refund: money(back.refundMinor) }),
        ...(back.differenceMinor !== null && { difference: money(back.differenceMinor) }),
        ...(back.paymentMethod !== null && { paymentMethod: back.paymentMethod }),
      };
    }),
    ...(order.cancelReason !== null && { cancelReason: order.cancelReason }),
    ...(order.itemsChangedAt && { itemsChanged: true }),
    can: Object.fromEntries(can) as OrderView['can'],
    paymentMethods: methods.map((method) => methodView(scope, method, language)),
  };
}

export const methodView = ({ workspace }: Scope, method: PaymentMethod, language: Language): MethodView => ({
  id: method.id,
  name: method.name,
  kind: method.kind,
  label: methodLabel(method, workspace.currency, language),
  ...(method.balanceMinor !== null && {
    balance: `${toMajor(method.balanceMinor, workspace.currency)} ${workspace.currency}`,
  }),
});
