/** Which customers bought which items, both by number, read from either side. Each pair stands once. */
export interface Interactions {
  customers: number;
  items: number;
  /** Where the items of each customer begin in `itemsOf`; one longer than there are customers. */
  customerStarts: Uint32Array;
  /** The items of each customer, ascending. */
  itemsOf: Uint32Array;
  /** Where the customers of each item begin in `customersOf`. */
  itemStarts: Uint32Array;
  /** The customers of each item, ascending. */
  customersOf: Uint32Array;
}

/**
 * Lays out who bought what.
 *
 * @param histories the items of each customer, each item from 0 up to `items` and not twice
 */
export function layOut(histories: readonly ArrayLike<number>[], items: number): Interactions {
  const customerStarts = new Uint32Array(histories.length + 1);
  const itemStarts = new Uint32Array(items + 1);
  for (const [customer, history] of histories.entries())
    customerStarts[customer + 1] = customerStarts[customer]! + history.length;
  const itemsOf = new Uint32Array(customerStarts[histories.length]!);
  for (const [customer, history] of histories.entries()) {
    itemsOf.set(history, customerStarts[customer]!);
    itemsOf.subarray(customerStarts[customer], customerStarts[customer + 1]).sort();
  }
  for (const item of itemsOf) itemStarts[item + 1]!++;
  for (let item = 0; item < items; item++) itemStarts[item + 1]! += itemStarts[item]!;
  const customersOf = new Uint32Array(itemsOf.length);
  const next = itemStarts.slice();
  for (let customer = 0; customer < histories.length; customer++)
    for (let at = customerStarts[customer]!; at < customerStarts[customer + 1]!; at++)
      customersOf[next[itemsOf[at]!]!++] = customer;
  return { customers: histories.length, items, customerStarts, itemsOf, itemStarts, customersOf };
}

/** The items of one customer. */
export const itemsOfCustomer = ({ customerStarts, itemsOf }: Interactions, customer: number): Uint32Array =>
  itemsOf.subarray(customerStarts[customer], customerStarts[customer + 1]);

/** The customers of one item. */
export const customersOfItem = ({ itemStarts, customersOf }: Interactions, item: number): Uint32Array =>
  customersOf.subarray(itemStarts[item], itemStarts[item + 1]);

/** How many customers bought each item. */
export const buyersOfEach = ({ items, itemStarts }: Interactions): Uint32Array =>
  Uint32Array.from({ length: items }, (_, item) => itemStarts[item + 1]! - itemStarts[item]!);

/** How many customers bought both items. */
export function boughtBoth(interactions: Interactions, one: number, other: number): number {
  const left = customersOfItem(interactions, one);
  const right = customersOfItem(interactions, other);
  let both = 0;
  for (let at = 0, across = 0; at < left.length && across < right.length; ) {
    const [first, second] = [left[at]!, right[across]!];
    if (first === second) both++;
    if (first <= second) at++;
    if (second <= first) across++;
  }
  return both;
}
