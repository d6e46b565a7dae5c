import { canonicalJson } from '../../src/trust/index.ts';
import type { Snapshot } from '../../src/wire.ts';
import type { ShopOrder, ShopProduct, ShopUser } from './formats.ts';

type Row = Record<string, unknown>;

/** The shop at one moment: every row by its own id, in a form that can be compared as text. */
export interface ShopState {
  users: ReadonlyMap<string, string>;
  orders: ReadonlyMap<string, string>;
  products: ReadonlyMap<string, string>;
}

/** Customers by e-mail and products by name, with the ids they have in the published tables. */
export interface ShopIds {
  users: ReadonlyMap<string, string>;
  products: ReadonlyMap<string, string>;
}

/** The published tables as a state. */
export const publishedState = (
  users: readonly ShopUser[],
  orders: readonly ShopOrder[],
  products: readonly ShopProduct[],
): ShopState => ({
  users: new Map(users.map((user) => [user.user_id, userText(user)])),
  orders: new Map(orders.map((order) => [order.order_id, orderText(order)])),
  products: new Map(products.map((product) => [product.product_id, textOf(product)])),
});

export const userText = (user: ShopUser): string => textOf({ ...user, orders: user.orders.toSorted() });

/** An order as text; a payment of nothing is none. */
export const orderText = (order: ShopOrder): string =>
  textOf({ ...order, payment_history: order.payment_history.filter(({ amount }) => amount !== 0) });

/** A row as text, its amounts in whole cents: the published ones carry what floating point left of them. */
const textOf = (row: object): string => canonicalJson(JSON.parse(JSON.stringify(row, inCents)));

const inCents = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

/** The records of our shop, in the form of the published tables. */
export function stateOf(snapshot: Snapshot, ids: ShopIds): ShopState {
  const rows = (kind: string) => Object.values(snapshot[kind] ?? {});
  const under = (kind: string, parent: string) =>
    Map.groupBy(rows(kind).toSorted(byId), (row) => String(row[parent]));
  const products = new Map(rows('product').map((row) => [String(row.id), row]));
  const variants = new Map(rows('product_variant').map((row) => [String(row.id), row]));
  const ofContact = under('order', 'contactId');
  const methods = under('payment_method', 'contactId');
  const ofProduct = under('product_variant', 'productId');
  const parts = {
    lines: under('order_line', 'orderId'),
    payments: under('payment', 'orderId'),
    fulfilments: under('fulfilment', 'orderId'),
    returns: under('return', 'orderId'),
  };
  const userOf = (contact: Row): ShopUser => {
    const [first_name = '', ...rest] = String(contact.name).split(' ');
    const [email = ''] = contact.emails as string[];
    return {
      user_id: ids.users.get(email) ?? String(contact.id),
      name: { first_name, last_name: rest.join(' ') },
      address: addressOf(contact.address),
      email,
      payment_methods: Object.fromEntries(
        (methods.get(String(contact.id)) ?? []).map((method) => [method.name, methodOf(method)]),
      ),
      orders: (ofContact.get(String(contact.id)) ?? []).map(({ number }) => String(number)),
    };
  };
  const users = new Map(rows('contact').map((contact) => [String(contact.id), userOf(contact)]));
  const productIdOf = (id: unknown) => ids.products.get(String(products.get(String(id))?.name)) ?? String(id);
  const itemOf = (id: unknown) => String(variants.get(String(id))?.externalId);
  const orderOf = (order: Row): ShopOrder => {
    const of = (part: keyof typeof parts) => parts[part].get(String(order.id)) ?? [];
    const lines = of('lines');
    const itemIdOfLine = (id: unknown) => itemOf(lines.find((line) => line.id === id)?.variantId);
    const returned = of('returns').filter(({ kind }) => kind === 'return');
    const exchanged = of('returns').filter(({ kind }) => kind === 'exchange');
    return {
      order_id: String(order.number),
      user_id: users.get(String(order.contactId))?.user_id ?? '',
      address: addressOf(order.shippingAddress),
      items: lines.map(({ productId, variantId, unitPriceMinor }) => ({
        name: String(products.get(String(productId))?.name),
        product_id: productIdOf(productId),
        item_id: itemOf(variantId),
        price: major(unitPriceMinor),
        options: variants.get(String(variantId))?.options as Record<string, string>,
      })),
      status:
        order.itemsChangedAt === null ? String(order.status) : `${String(order.status)} (item modified)`,
      fulfillments: of('fulfilments').map(({ trackingNumbers, orderLineIds }) => ({
        tracking_id: trackingNumbers as string[],
        item_ids: (orderLineIds as string[]).map(itemIdOfLine),
      })),
      payment_history: of('payments').map(({ kind, amountMinor, method }) => ({
        transaction_type: String(kind),
        amount: major(amountMinor),
        payment_method_id: String(method),
      })),
      ...(order.cancelReason !== null && { cancel_reason: String(order.cancelReason) }),
      ...(returned.length > 0 && {
        return_items: returned.map(({ orderLineId }) => itemIdOfLine(orderLineId)).sort(),
        return_payment_method_id: String(returned[0]!.paymentMethod),
      }),
      ...(exchanged.length > 0 && {
        exchange_items: exchanged.map(({ orderLineId }) => itemIdOfLine(orderLineId)).sort(),
        exchange_new_items: exchanged.map(({ newVariantId }) => itemOf(newVariantId)).sort(),
        exchange_payment_method_id: String(exchanged[0]!.paymentMethod),
        exchange_price_difference:
          exchanged.reduce((sum, { differenceMinor }) => sum + Number(differenceMinor), 0) / 100,
      }),
    };
  };
  const productOf = ({ id, name }: Row): ShopProduct => ({
    name: String(name),
    product_id: productIdOf(id),
    variants: Object.fromEntries(
      (ofProduct.get(String(id)) ?? []).map(({ externalId, options, available, priceMinor }) => [
        externalId,
        {
          item_id: String(externalId),
          options: options as Record<string, string>,
          available: available === true,
          price: major(priceMinor),
        },
      ]),
    ),
  });
  return publishedState([...users.values()], rows('order').map(orderOf), rows('product').map(productOf));
}

const byId = (one: Row, other: Row): number => (String(one.id) < String(other.id) ? -1 : 1);
const major = (minor: unknown): number => Number(minor) / 100;

function addressOf(address: unknown): ShopOrder['address'] {
  const {
    line1 = '',
    line2 = '',
    city = '',
    region = '',
    postcode = '',
    country = '',
  } = (address ?? {}) as Record<string, string>;
  return { address1: line1, address2: line2, city, country, state: region, zip: postcode };
}

const methodOf = ({
  name,
  kind,
  brand,
  lastFour,
  balanceMinor,
}: Row): ShopUser['payment_methods'][string] => ({
  source: String(kind),
  id: String(name),
  ...(brand !== null && { brand: String(brand) }),
  ...(lastFour !== null && { last_four: String(lastFour) }),
  ...(balanceMinor !== null && { balance: major(balanceMinor) }),
});
