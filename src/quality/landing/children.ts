import { toMinor } from '../../crm/index.ts';
import { quoted, RapportError } from '../../trust/index.ts';
import type { ImportKind, ImportProblem, MappedChildren } from '../contract.ts';
import { type Goods, unknownGoods } from './goods.ts';
import type { PreparedRow } from './prepare.ts';

/** A child record that is to stand, and what tells it from its parent's others. */
export interface Child {
  kind: keyof MappedChildren;
  identity: unknown;
  /** Columns; where they name other children of the same parent, these stand in for their ids. */
  values: Record<string, unknown>;
}

type Money = (amount: string | undefined) => number | null;

/**
 * The records that are to stand under the record a row makes.
 * @returns or the row's problem, where one of them cannot
 */
export function childrenOf(
  kind: ImportKind,
  row: PreparedRow,
  goods: Goods,
  currency: string,
  now: Date,
): Child[] | ImportProblem {
  const money: Money = (amount) => (amount === undefined ? null : toMinor(amount, currency));
  try {
    if (kind === 'product') return variantsOf(row, money);
    if (kind === 'contact') return methodsOf(row, money);
    return kind === 'order' ? orderPartsOf(row, goods, money, now) : [];
  } catch (error) {
    if (!(error instanceof RapportError)) throw error;
    return { line: row.line, column: 'children', reason: error.message };
  }
}

const variantsOf = ({ children }: PreparedRow, money: Money): Child[] =>
  (children.product_variant ?? []).map(({ externalId, sku, options = {}, price, stock, available }) => ({
    kind: 'product_variant',
    identity: externalId ?? sku ?? options,
    values: {
      externalId: externalId ?? null,
      sku: sku ?? null,
      options,
      priceMinor: money(price),
      stock: stock === undefined ? null : whole(stock, 'stock'),
      available: available !== 'false',
    },
  }));

const methodsOf = ({ children }: PreparedRow, money: Money): Child[] =>
  (children.payment_method ?? []).map(({ name, kind, brand, lastFour, balance }, index) => {
    const given = [brand, lastFour].filter(Boolean).join(' ') || kind;
    const called = name ?? given ?? `payment method ${index + 1}`;
    const values = {
      name: called,
      kind: methodKind(kind ?? called),
      brand: brand ?? null,
      lastFour: lastFour ?? null,
      balanceMinor: money(balance),
    };
    return { kind: 'payment_method', identity: called, values };
  });

const methodKinds: readonly [RegExp, string][] = [
  [/gift|store ?credit|礼品卡|礼券|储值/iu, 'gift_card'],
  [/paypal|贝宝/iu, 'paypal'],
  [/alipay|支付宝/iu, 'alipay'],
  [/we ?chat|微信/iu, 'wechat_pay'],
  [/debit|借记|储蓄/iu, 'debit_card'],
  [/card|visa|master|amex|信用卡|银行卡/iu, 'credit_card'],
];

/** The kind of a payment method, whatever its system calls it. */
const methodKind = (text: string): string =>
  methodKinds.find(([pattern]) => pattern.test(text))?.[1] ?? text.trim().toLowerCase();

function orderPartsOf({ children, columns }: PreparedRow, goods: Goods, money: Money, now: Date): Child[] {
  const lines = (children.order_line ?? []).map((given, index): Child => {
    const productId = goods.product(given);
    if (productId === undefined) throw unknownGoods(given);
    const values = {
      productId,
      variantId: goods.variant(given) ?? null,
      quantity: whole(given.quantity ?? '1', 'quantity'),
      unitPriceMinor: money(given.unitPrice) ?? 0,
      discountMinor: money(given.discount) ?? 0,
    };
    return { kind: 'order_line', identity: [index, productId], values };
  });
  const paid = (children.payment ?? []).map((given, index): Child => {
    const values = {
      method: given.method ?? String(columns.paymentMethod ?? 'unknown'),
      kind: given.kind ?? 'payment',
      amountMinor: money(given.amount) ?? 0,
      paidAt: given.paidAt === undefined ? null : new Date(given.paidAt),
    };
    return { kind: 'payment', identity: index, values };
  });
  const back = (children.return ?? []).map((given, index): Child => {
    const productId = goods.product(given);
    const variantId = goods.variant(given) ?? null;
    const returned = lines.find(({ values }) =>
      variantId === null ? values.productId === productId : values.variantId === variantId,
    );
    if (!returned) throw unknownGoods(given);
    const values = {
      orderLineId: returned,
      quantity: whole(given.quantity ?? '1', 'quantity'),
      refundMinor: money(given.refund) ?? 0,
      reason: given.reason ?? null,
      status: given.status ?? 'requested',
      requestedAt:
        given.requestedAt === undefined ? ((columns.orderedAt as Date) ?? now) : new Date(given.requestedAt),
    };
    return { kind: 'return', identity: index, values };
  });
  const sent = (children.fulfilment ?? []).map((given, index): Child => {
    const left = [...lines];
    const orderLineIds = (given.variants ?? []).flatMap((number) => {
      const variantId = goods.variant({ variant: number });
      const place = left.findIndex(({ values }) => variantId !== undefined && values.variantId === variantId);
      return place < 0 ? [] : left.splice(place, 1);
    });
    const values = {
      carrier: given.carrier ?? null,
      trackingNumbers: given.trackingNumbers ?? [],
      orderLineIds,
      shippedAt: given.shippedAt === undefined ? null : new Date(given.shippedAt),
    };
    return { kind: 'fulfilment', identity: index, values };
  });
  return [...lines, ...paid, ...back, ...sent];
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

function whole(text: string, name: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && Math.abs(number) <= 2_147_483_647) return number;
  throw new RapportError('invalid_input', `${name}: ${quoted(text)} is no whole number.`);
}
