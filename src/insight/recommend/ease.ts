import { buyersOfEach, customersOfItem, type Interactions, itemsOfCustomer } from './interactions.ts';
import { giveWay, type Pace, unwatched, within } from './pace.ts';
import { invertSymmetric } from './symmetric-inverse.ts';

export interface EaseSettings {
  /** How strongly weights are drawn towards zero; in customers. */
  ridge: number;
  /** Whether each item's share of buyers is taken off first and added again, as an intercept does. */
  centred: boolean;
}

/** How much each item speaks for each other, and where every score starts. */
export interface ItemWeights {
  items: number;
  /** items × items: row = the item somebody has, column = the item it speaks for; nought on the diagonal. */
  weights: Float32Array;
  offsets: Float64Array;
}

/**
 * Fits the linear model that best tells each item of a customer from the others: the closed form of EASE,
 * through the smaller of the two Gram matrices, items by items or customers by customers.
 *
 * @throws RangeError where the ridge is not above zero
 * @see Steck (2019), "Embarrassingly shallow autoencoders for sparse data", equation 8; for the other Gram
 *   matrix the Woodbury identity
 */
export async function fitEase(
  interactions: Interactions,
  { ridge, centred }: EaseSettings,
  pace: Pace = unwatched,
): Promise<ItemWeights> {
  const { items, customers } = interactions;
  if (!(ridge > 0)) throw new RangeError('the ridge must be above zero');
  const means = new Float64Array(items);
  if (centred)
    for (const [item, buyers] of buyersOfEach(interactions).entries()) means[item] = buyers / customers;
  const precision =
    items <= customers
      ? await precisionByItems(interactions, means, ridge, pace)
      : await precisionByCustomers(interactions, means, ridge, pace);
  const weights = new Float32Array(items * items);
  const offsets = means.slice();
  const scales = Float64Array.from({ length: items }, (_, item) => -1 / precision[item * items + item]!);
  for (let item = 0; item < items; item++) {
    const row = item * items;
    for (let other = 0; other < items; other++) {
      const weight = item === other ? 0 : precision[row + other]! * scales[other]!;
      weights[row + other] = weight;
      offsets[other]! -= means[item]! * weight;
    }
  }
  return { items, weights, offsets };
}

/** (Xᵀ X − customers · m mᵀ + ridge · I)⁻¹, up to a factor. */
async function precisionByItems(
  interactions: Interactions,
  means: Float64Array,
  ridge: number,
  pace: Pace,
): Promise<Float64Array> {
  const { items, customers } = interactions;
  const gram = new Float64Array(items * items);
  for (let customer = 0; customer < customers; customer++) {
    countPairs(gram, itemsOfCustomer(interactions, customer), items);
    if (customer % 1_000 === 999) await giveWay(pace, 0);
  }
  for (let item = 0; item < items; item++) {
    for (let other = 0; other < items; other++)
      gram[item * items + other]! -= customers * means[item]! * means[other]!;
    gram[item * items + item]! += ridge;
  }
  await invertSymmetric(gram, items, pace);
  return gram;
}

/** The same as I − Xᶜᵀ (Xᶜ Xᶜᵀ + ridge · I)⁻¹ Xᶜ, where Xᶜ = X − 1 mᵀ. */
async function precisionByCustomers(
  interactions: Interactions,
  means: Float64Array,
  ridge: number,
  pace: Pace,
): Promise<Float64Array> {
  const { items, customers } = interactions;
  const kernel = await invertedKernel(interactions, means, ridge, within(pace, 0, 0.7));
  const sums = new Float64Array(customers);
  let total = 0;
  for (let customer = 0; customer < customers; customer++) {
    for (let other = 0; other < customers; other++) sums[customer]! += kernel[customer * customers + other]!;
    total += sums[customer]!;
  }
  const ofItems = new Float64Array(items);
  for (let item = 0; item < items; item++)
    for (const customer of customersOfItem(interactions, item)) ofItems[item]! += sums[customer]!;

  const { itemStarts, customersOf } = interactions;
  const precision = new Float64Array(items * items);
  const column = new Float64Array(customers);
  for (let item = 0; item < items; item++) {
    column.fill(0);
    for (let at = itemStarts[item]!; at < itemStarts[item + 1]!; at++) {
      const row = kernel.subarray(customersOf[at]! * customers, (customersOf[at]! + 1) * customers);
      for (let other = 0; other < customers; other++) column[other]! += row[other]!;
    }
    for (let other = 0; other <= item; other++) {
      let value =
        ofItems[item]! * means[other]! +
        means[item]! * ofItems[other]! -
        total * means[item]! * means[other]!;
      const end = itemStarts[other + 1]!;
      for (let at = itemStarts[other]!; at < end; at++) value -= column[customersOf[at]!]!;
      precision[item * items + other] = value;
      precision[other * items + item] = value;
    }
    precision[item * items + item]! += 1;
    if (item % 64 === 63) await giveWay(pace, 0.7 + (0.3 * item) / items);
  }
  return precision;
}

async function invertedKernel(
  interactions: Interactions,
  means: Float64Array,
  ridge: number,
  pace: Pace,
): Promise<Float64Array> {
  const { items, customers } = interactions;
  const kernel = new Float64Array(customers * customers);
  for (let item = 0; item < items; item++) {
    countPairs(kernel, customersOfItem(interactions, item), customers);
    if (item % 256 === 255) await giveWay(pace, 0);
  }
  const usual = new Float64Array(customers);
  for (let customer = 0; customer < customers; customer++)
    for (const item of itemsOfCustomer(interactions, customer)) usual[customer]! += means[item]!;
  const square = means.reduce((sum, mean) => sum + mean * mean, 0);
  for (let customer = 0; customer < customers; customer++) {
    for (let other = 0; other < customers; other++)
      kernel[customer * customers + other]! += square - usual[customer]! - usual[other]!;
    kernel[customer * customers + customer]! += ridge;
  }
  await invertSymmetric(kernel, customers, pace);
  return kernel;
}

/** Adds one for each pair of members, and of each with itself. */
function countPairs(counts: Float64Array, members: Uint32Array, size: number): void {
  for (let one = 0; one < members.length; one++) {
    const row = members[one]! * size;
    for (let other = 0; other < members.length; other++) counts[row + members[other]!]!++;
  }
}
