import type { RecordRow, RecordValues } from '../../../db/index.ts';
import { didYouMean, type Language, quoted, RapportError, type Scope } from '../../trust/index.ts';
import {
  addressLine,
  findOrder,
  type GivenAddress,
  methodLabel,
  methodNamed,
  type PaymentMethod,
  wholeAddress,
} from './account.ts';
import { chosenLines, chosenSwaps, differenceOf, type GivenItem, type Swap } from './goods.ts';
import { type OrderOperation, type OrderPolicy, permission } from './policy.ts';
import { requireBalance, type Settlement, settle, settlementViews, settlementWords } from './settling.ts';
import { paidWith, stateOf, variantName, type WholeOrder, wholeOrder } from './view.ts';
import { listed, type Said, spoken } from './words.ts';

/** What shall be done with an order, and what that needs. */
export interface OrderChange {
  order: string;
  /** Other orders that are cancelled with it. */
  also?: readonly string[] | undefined;
  reason?: string | undefined;
  address?: GivenAddress | undefined;
  /** By its id, its name, its kind or the last digits of a card. */
  paymentMethod?: string | undefined;
  items?: readonly GivenItem[] | undefined;
  expectedVersion?: number | undefined;
}

/** What was done: in a sentence, and the money that moves. */
export interface DoneChange {
  summary: Said;
  settlements: Settlement[];
}

type Deed = (
  surroundings: Surroundings,
  change: OrderChange,
) => Promise<{ patch: Partial<RecordValues<'order'>>; settlements?: Settlement[]; summary: Said }>;

interface Surroundings {
  scope: Scope;
  whole: WholeOrder;
  policy: OrderPolicy;
  language: Language;
}

/**
 * Does one thing with an order that its policy allows.
 * @throws RapportError with the reason and what can be done instead
 */
export async function changeOrder(
  scope: Scope,
  policy: OrderPolicy,
  operation: OrderOperation,
  change: OrderChange,
  language: Language,
): Promise<DoneChange & { whole: WholeOrder }> {
  const { id } = await findOrder(scope, change.order, language);
  await scope.records.image('order', id); // held from here on, so that two changes at once take turns
  const order = await findOrder(scope, id, language);
  const whole = await wholeOrder(scope, order);
  const answer = permission(policy, operation, stateOf(whole));
  if (!answer.allowed) {
    const { message, more } = spoken(language, answer.because, answer.instead);
    throw new RapportError('conflict', message, { ...more, details: { operation, status: order.status } });
  }
  const {
    patch,
    settlements = [],
    summary,
  } = await deeds[operation]({ scope, whole, policy, language }, change);
  await settle(scope, whole, policy, settlements, language);
  await scope.records.update('order', order.id, patch, change.expectedVersion);
  const ends = (in_: Language) =>
    settlementWords(settlementViews(scope, whole, policy, settlements, in_), in_);
  const money = settlements.length > 0;
  return {
    settlements,
    summary: {
      en: `${summary.en}${money ? `; ${ends('en')}` : ''}.`,
      zh: `${summary.zh}${money ? `；${ends('zh')}` : ''}。`,
    },
    whole: await wholeOrder(scope, await findOrder(scope, order.id, language)),
  };
}

const deeds: Readonly<Record<OrderOperation, Deed>> = {
  async cancel({ whole, policy, language }, { reason }) {
    const cancelReason = reasonNamed(policy, reason, language);
    const held = [...paidWith(whole.payments)].filter(([, amountMinor]) => amountMinor > 0);
    return {
      patch: { status: 'cancelled', cancelReason },
      settlements: held.map(([method, amountMinor]) => ({ kind: 'refund', method, amountMinor })),
      summary: {
        en: `The order ${whole.order.number} is cancelled (${cancelReason})`,
        zh: `订单${whole.order.number}取消（${reasonInChinese(policy, cancelReason)}）`,
      },
    };
  },

  async change_address({ whole, language }, { address: given }) {
    if (!given) throw missing('address', { en: 'the new address', zh: '新地址' }, language);
    const address = wholeAddress(given);
    return {
      patch: { shippingAddress: address },
      summary: {
        en: `The order ${whole.order.number} goes to ${addressLine(address)}`,
        zh: `订单${whole.order.number}寄往 ${addressLine(address)}`,
      },
    };
  },

  async change_payment({ scope, whole, language }, { paymentMethod }) {
    const { currency } = scope.workspace;
    const method = chosenMethod(scope, whole, paymentMethod, language);
    const held = [...paidWith(whole.payments)].filter(([, amountMinor]) => amountMinor > 0);
    const [paid] = held;
    if (!paid || held.length > 1) {
      const { message, more } = spoken(
        language,
        {
          en: 'The order is not paid with exactly one payment method.',
          zh: '该订单不是用单一支付方式付款的。',
        },
        { en: 'A person may help.', zh: '可转人工处理。' },
      );
      throw new RapportError('conflict', message, more);
    }
    const [name, amountMinor] = paid;
    if (name === method.name) {
      const labelOf = (one: PaymentMethod) => methodLabel(one, currency, language);
      const others = whole.methods.filter((other) => other.name !== name).map(labelOf);
      const { message, more } = spoken(
        language,
        {
          en: `The order is paid with the ${labelOf(method)} already.`,
          zh: `该订单已经是用${labelOf(method)}支付的。`,
        },
        others.length === 0
          ? { en: 'No other payment method is kept for this customer.', zh: '该客户没有保存其他支付方式。' }
          : { en: `Others: ${listed(others, 'en')}.`, zh: `其他：${listed(others, 'zh')}。` },
      );
      throw new RapportError('invalid_input', message, more);
    }
    requireBalance(method, amountMinor, currency, language);
    return {
      patch: { paymentMethod: method.name },
      settlements: [
        { kind: 'payment', method: method.name, amountMinor },
        { kind: 'refund', method: name, amountMinor },
      ],
      summary: {
        en: `The order ${whole.order.number} is paid another way`,
        zh: `订单${whole.order.number}更改支付方式`,
      },
    };
  },

  async change_items({ scope, whole, language }, { items, paymentMethod }) {
    const swaps = await swapsOf(scope, whole, items, language);
    const method = chosenMethod(scope, whole, paymentMethod, language);
    const difference = differenceOf(swaps);
    requireBalance(method, difference, scope.workspace.currency, language);
    for (const swap of swaps) await putInstead(scope, swap);
    const settlement: Settlement = {
      kind: difference > 0 ? 'payment' : 'refund',
      method: method.name,
      amountMinor: Math.abs(difference),
    };
    return {
      patch: { totalMinor: whole.order.totalMinor + difference, itemsChangedAt: scope.now },
      settlements: difference === 0 ? [] : [settlement],
      summary: {
        en: `In the order ${whole.order.number}, ${swapWords(whole, swaps, 'en')}; after that it stays as it is`,
        zh: `订单${whole.order.number}：${swapWords(whole, swaps, 'zh')}；此后不能再改动或取消`,
      },
    };
  },

  async return({ scope, whole, policy, language }, { items, paymentMethod, reason }) {
    if (!items?.length) throw missing('items', { en: 'what goes back', zh: '要退的商品' }, language);
    const chosen = chosenLines(whole, items, language);
    const name = refundTarget(scope, whole, policy, paymentMethod, language);
    const prices = chosen.map(({ line, quantity }) => priceOf(line, quantity));
    for (const [index, { line, quantity }] of chosen.entries())
      await scope.records.insert('return', {
        orderId: whole.order.id,
        orderLineId: line.id,
        kind: 'return',
        quantity,
        refundMinor: prices[index]!,
        paymentMethod: name,
        reason: reason ?? null,
        status: 'requested',
        requestedAt: scope.now,
      });
    const refund: Settlement = {
      kind: 'refund',
      method: name,
      amountMinor: prices.reduce((sum, price) => sum + price, 0),
    };
    const words = (language: Language) =>
      settlementWords(settlementViews(scope, whole, policy, [refund], language), language);
    const names = chosen.map(({ line }) => whole.products.get(line.productId)?.name ?? line.id);
    return {
      patch: { status: 'return requested' },
      summary: {
        en: `Of the order ${whole.order.number} ${listed(names, 'en')} may be sent back; then ${words('en')}`,
        zh: `订单${whole.order.number}退货：${listed(names, 'zh')}；寄回后${words('zh')}`,
      },
    };
  },

  async exchange({ scope, whole, policy, language }, { items, paymentMethod, reason }) {
    const swaps = await swapsOf(scope, whole, items, language);
    const method = chosenMethod(scope, whole, paymentMethod, language);
    const difference = differenceOf(swaps);
    requireBalance(method, difference, scope.workspace.currency, language);
    for (const { line, quantity, variant, priceMinor } of swaps)
      await scope.records.insert('return', {
        orderId: whole.order.id,
        orderLineId: line.id,
        kind: 'exchange',
        quantity,
        refundMinor: 0,
        newVariantId: variant.id,
        differenceMinor: quantity * (priceMinor - line.unitPriceMinor),
        paymentMethod: method.name,
        reason: reason ?? null,
        status: 'requested',
        requestedAt: scope.now,
      });
    const later: Settlement = {
      kind: difference > 0 ? 'payment' : 'refund',
      method: method.name,
      amountMinor: Math.abs(difference),
    };
    const words = (language: Language) =>
      difference === 0
        ? { en: 'the price is the same', zh: '价格相同' }[language]
        : settlementWords(settlementViews(scope, whole, policy, [later], language), language);
    return {
      patch: { status: 'exchange requested' },
      summary: {
        en: `Of the order ${whole.order.number}, ${swapWords(whole, swaps, 'en')} once the old is sent back; ${words('en')}`,
        zh: `订单${whole.order.number}换货：${swapWords(whole, swaps, 'zh')}，寄回后办理；${words('zh')}`,
      },
    };
  },
};

/** What so many of a line cost, its discount shared out, in minor units. */
const priceOf = (line: RecordRow<'order_line'>, quantity: number): number =>
  quantity * line.unitPriceMinor - Math.round((line.discountMinor * quantity) / line.quantity);

async function swapsOf(
  scope: Scope,
  whole: WholeOrder,
  items: OrderChange['items'],
  language: Language,
): Promise<Swap[]> {
  if (!items?.length)
    throw missing('items', { en: 'which items become which', zh: '哪些商品换成哪一款' }, language);
  return chosenSwaps(scope, whole, items, language);
}

/** A line becomes another variant; where only some of it do, these become a line of their own. */
async function putInstead({ records }: Scope, { line, quantity, variant, priceMinor }: Swap): Promise<void> {
  const instead = { variantId: variant.id, unitPriceMinor: priceMinor };
  if (quantity === line.quantity) {
    await records.update('order_line', line.id, instead);
    return;
  }
  const { orderId, productId } = line;
  await records.update('order_line', line.id, { quantity: line.quantity - quantity });
  await records.insert('order_line', { orderId, productId, quantity, ...instead });
}

function swapWords({ products, variants }: WholeOrder, swaps: readonly Swap[], language: Language): string {
  const words = swaps.map(({ line, variant }) => {
    const product = products.get(line.productId)?.name ?? line.productId;
    const before = line.variantId === null ? undefined : variants.get(line.variantId)?.options;
    const differing = Object.entries(variant.options).flatMap(([name, value]) =>
      before?.[name] === value ? [] : [value],
    );
    const what = differing.length > 0 ? differing.join(', ') : variantName(variant);
    return { en: `${product} becomes ${what}`, zh: `${product}换成${what}` }[language];
  });
  return listed(words, language);
}

function chosenMethod(
  { workspace }: Scope,
  { methods }: WholeOrder,
  text: string | undefined,
  language: Language,
): PaymentMethod {
  if (text !== undefined) return methodNamed(methods, text, workspace.currency, language);
  const names = methods.map(({ name }) => name);
  const error = missing(
    'paymentMethod',
    { en: 'who pays or is paid back', zh: '支付或退款的方式' },
    language,
  );
  throw new RapportError('invalid_input', error.message, {
    hint: { en: `One of: ${listed(names, 'en')}.`, zh: `可选：${listed(names, 'zh')}。` }[language],
  });
}

/** The payment method a refund goes to, by name, where the policy lets it. @throws RapportError */
function refundTarget(
  scope: Scope,
  whole: WholeOrder,
  policy: OrderPolicy,
  text: string | undefined,
  language: Language,
): string {
  const originals = whole.payments.filter(({ kind }) => kind === 'payment').map(({ method }) => method);
  const original = originals.find((name) => name.toLowerCase() === text?.trim().toLowerCase());
  const isAllowed = (name: string, kind: string | undefined) =>
    (policy.refundTo.includes('original') && originals.includes(name)) ||
    (policy.refundTo.includes('gift_card') && kind === 'gift_card');
  if (original !== undefined && isAllowed(original, undefined)) return original;
  const method = chosenMethod(scope, whole, text, language);
  if (isAllowed(method.name, method.kind)) return method.name;
  const possible = [
    ...new Set([
      ...originals.filter((name) => isAllowed(name, undefined)),
      ...whole.methods.filter(({ name, kind }) => isAllowed(name, kind)).map(({ name }) => name),
    ]),
  ];
  const labelOf = (name: string) => {
    const known = whole.methods.find((one) => one.name === name);
    return known ? methodLabel(known, scope.workspace.currency, language) : name;
  };
  const { message, more } = spoken(
    language,
    {
      en: `The ${labelOf(method.name)} may not be refunded: it is neither what the order was paid with nor a gift card.`,
      zh: `不能退款到${labelOf(method.name)}：既不是原支付方式，也不是礼品卡。`,
    },
    {
      en: `One of: ${listed(possible.map(labelOf), 'en')}.`,
      zh: `可选：${listed(possible.map(labelOf), 'zh')}。`,
    },
  );
  throw new RapportError('conflict', message, more);
}

function reasonNamed({ cancelReasons }: OrderPolicy, text: string | undefined, language: Language): string {
  const wanted = text?.trim().toLowerCase();
  const found = cancelReasons.find(({ value, zh }) => value.toLowerCase() === wanted || zh === wanted);
  if (found) return found.value;
  const names = {
    en: listed(
      cancelReasons.map(({ value }) => value),
      'en',
    ),
    zh: listed(
      cancelReasons.map(({ zh }) => zh),
      'zh',
    ),
  };
  const { message, more } = spoken(
    language,
    text === undefined
      ? { en: 'A cancellation needs its reason.', zh: '取消订单需要说明原因。' }
      : {
          en: `${quoted(text)} is no reason an order is cancelled for. ${didYouMean(
            text,
            cancelReasons.map(({ value }) => value),
          )}`,
          zh: `${quoted(text)}不是可以取消订单的原因。`,
        },
    { en: `Reasons: ${names.en}.`, zh: `可选原因：${names.zh}。` },
  );
  throw new RapportError('invalid_input', message, more);
}

const reasonInChinese = ({ cancelReasons }: OrderPolicy, reason: string): string =>
  cancelReasons.find(({ value }) => value === reason)?.zh ?? reason;

function missing(field: string, what: Said, language: Language): RapportError {
  const { message, more } = spoken(
    language,
    { en: `${field} is missing: ${what.en}.`, zh: `缺少 ${field}：${what.zh}。` },
    { en: 'Ask for it, then call again.', zh: '请询问后重新调用。' },
  );
  return new RapportError('invalid_input', message, more);
}
