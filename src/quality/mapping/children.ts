import { textOf } from '../../files/index.ts';
import type { MappedChildren } from '../contract.ts';
import { type Notation, parseBooleanCell, parseDateCell, parseNumberCell } from './cells.ts';
import { headerKey } from './header-key.ts';

type ChildKind = keyof MappedChildren;

/** The parts of a nested record: the field, the names it goes by (the likeliest first), how it is read. */
const parts: Readonly<
  Record<
    ChildKind,
    Readonly<
      Record<string, readonly [names: string, reads: 'text' | 'texts' | 'number' | 'boolean' | 'date']>
    >
  >
> = {
  product_variant: {
    externalId: ['itemid variantid id key', 'text'],
    sku: ['sku variantsku code 货号', 'text'],
    price: ['price unitprice saleprice 价格 单价 售价', 'number'],
    stock: ['stock quantity inventory inventoryquantity qty 库存', 'number'],
    available: ['available isavailable instock active 在售 有货', 'boolean'],
  },
  order_line: {
    product: ['productid productsku 商品id 产品id', 'text'],
    productName: ['productname name title product item 商品名称 商品 产品 品名', 'text'],
    variant: ['itemid variantid', 'text'],
    sku: ['sku variantsku 货号', 'text'],
    quantity: ['quantity qty count 数量', 'number'],
    unitPrice: ['unitprice price saleprice 单价 价格', 'number'],
    discount: ['discount discountamount totaldiscount 折扣 优惠', 'number'],
  },
  payment: {
    method: ['method paymentmethod paymentmethodid gateway source 支付方式', 'text'],
    kind: ['kind transactiontype type 类型', 'text'],
    amount: ['amount total value 金额', 'number'],
    paidAt: ['paidat date createdat processedat time timestamp 支付时间', 'date'],
  },
  return: {
    product: ['productid', 'text'],
    variant: ['itemid variantid sku', 'text'],
    quantity: ['quantity qty 数量', 'number'],
    refund: ['refund refundamount amount 退款金额', 'number'],
    reason: ['reason note 原因 退货原因', 'text'],
    status: ['status 状态', 'text'],
    requestedAt: ['requestedat createdat date 申请时间', 'date'],
  },
  fulfilment: {
    carrier: ['carrier trackingcompany shippingcompany courier 快递公司 物流公司', 'text'],
    trackingNumbers: [
      'trackingnumbers trackingids trackingid trackingnumber tracking 物流单号 快递单号 运单号',
      'texts',
    ],
    variants: ['itemids variantids skus items lineitems lines 商品', 'texts'],
    shippedAt: ['shippedat createdat date 发货时间', 'date'],
  },
  payment_method: {
    name: ['id paymentmethodid name key 编号', 'text'],
    kind: ['source kind type method 类型 方式', 'text'],
    brand: ['brand cardbrand network issuer 发卡行 卡组织', 'text'],
    lastFour: ['lastfour last4 lastfourdigits 尾号', 'text'],
    balance: ['balance remaining amount 余额', 'number'],
  },
};

/** A nested value that cannot be read. */
export interface ChildProblem {
  name: string;
  value: string;
}

/** The nested records of a list, by our names; `problem` is the first value that cannot be read. */
export function mapChildren(
  kind: ChildKind,
  records: readonly Readonly<Record<string, unknown>>[],
  notation: Notation,
): { children: Record<string, unknown>[]; problem?: ChildProblem } {
  const children: Record<string, unknown>[] = [];
  for (const record of records) {
    const byKey = new Map(Object.entries(record).map(([name, value]) => [headerKey(name), { name, value }]));
    const child: Record<string, unknown> = {};
    for (const [part, [names, reads]] of Object.entries(parts[kind])) {
      const found = names.split(' ').flatMap((name) => byKey.get(name) ?? [])[0];
      const text = textOf(found?.value).trim();
      if (!found || text === '') continue;
      if (reads === 'texts') {
        child[part] = textsOf(found.value);
        continue;
      }
      const value = readAs(reads, text, found.value, notation);
      if (value === null) return { children, problem: { name: found.name, value: text } };
      child[part] = value;
    }
    const options = byKey.get('options')?.value ?? byKey.get('attributes')?.value;
    if (kind === 'product_variant' && typeof options === 'object' && options !== null)
      child.options = Object.fromEntries(
        Object.entries(options).map(([name, value]) => [name, textOf(value)]),
      );
    children.push(child);
  }
  return { children };
}

/** A list of texts: of records that stand in it their own numbers; a single text may be a list with commas. */
function textsOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value : textOf(value).split(/[;,，；]/);
  const texts = items.map((item) => {
    if (typeof item !== 'object' || item === null) return textOf(item).trim();
    const byKey = new Map(
      Object.entries(item).map(([name, inner]) => [headerKey(name), textOf(inner).trim()]),
    );
    return ['itemid', 'variantid', 'sku', 'id'].map((key) => byKey.get(key)).find(Boolean) ?? '';
  });
  return texts.filter(Boolean);
}

function readAs(reads: string, text: string, value: unknown, notation: Notation): string | null {
  if (reads === 'number')
    return typeof value === 'number'
      ? (parseNumberCell(text, {})?.value ?? null)
      : (parseNumberCell(text, notation)?.value ?? null);
  if (reads === 'boolean') return parseBooleanCell(text);
  if (reads === 'date') return parseDateCell(text, notation);
  return text;
}

/** What the lines of an order come to, as a plain decimal; undefined where one has no price. */
export function totalOf(lines: NonNullable<MappedChildren['order_line']>): string | undefined {
  const unit = 10n ** 8n;
  let total = 0n;
  for (const { unitPrice, quantity = '1', discount = '0' } of lines) {
    if (unitPrice === undefined) return undefined;
    total += (scaled(unitPrice) * scaled(quantity)) / unit - scaled(discount);
  }
  const sign = total < 0n ? '-' : '';
  const absolute = total < 0n ? -total : total;
  const fraction = String(absolute % unit)
    .padStart(8, '0')
    .replace(/0+$/, '');
  return `${sign}${absolute / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(8, '0').slice(0, 8));
  return decimal.startsWith('-') ? -value : value;
}
