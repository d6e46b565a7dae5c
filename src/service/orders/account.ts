import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Address, orders, paymentMethods, type RecordRow } from '../../../db/index.ts';
import { toMajor } from '../../crm/index.ts';
import { createSearch } from '../../search/index.ts';
import { isId, type Language, quoted, RapportError, rowsById, type Scope } from '../../trust/index.ts';
import { listed, type Said, spoken } from './words.ts';

export type Order = RecordRow<'order'>;
export type PaymentMethod = RecordRow<'payment_method'>;

/**
 * Whose rows alone this actor may see: of a customer their own, of everybody else all.
 * @throws RapportError forbidden for a visitor who has not said who they are
 */
export function ownerOf({ actor }: Scope, language: Language): string | undefined {
  if (actor.role !== 'customer') return undefined;
  if (actor.contactId !== undefined) return actor.contactId;
  const { message, more } = spoken(
    language,
    { en: 'Nobody has said yet whose orders these are.', zh: '尚未确认您的身份。' },
    {
      en: 'Ask for their e-mail, or name and postcode, then call identify_customer.',
      zh: '请先询问邮箱，或姓名和邮编，再调用 identify_customer。',
    },
  );
  throw new RapportError('forbidden', message, more);
}

/**
 * The order of this number or id; for a customer among their own alone, and another's is told as none.
 * @throws RapportError not_found, or ambiguous where several have the number
 */
export async function findOrder(scope: Scope, text: string, language: Language): Promise<Order> {
  const { tx, workspace } = scope;
  const owner = ownerOf(scope, language);
  const bare = text.trim().replace(/^#/, '');
  const numbers = [...new Set([bare, bare.toUpperCase()])].flatMap((number) => [number, `#${number}`]);
  const found = await tx
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.workspaceId, workspace.id),
        isNull(orders.deletedAt),
        isId('order', text) ? eq(orders.id, text) : inArray(orders.number, numbers),
        owner === undefined ? undefined : eq(orders.contactId, owner),
      ),
    )
    .limit(5);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const ids = found.map(({ id }) => id);
    const { message, more } = spoken(
      language,
      {
        en: `${found.length} orders have the number ${quoted(text)}.`,
        zh: `有${found.length}个订单的编号是${quoted(text)}。`,
      },
      { en: `Which one: ${listed(ids, language)}?`, zh: `是哪一个：${listed(ids, language)}？` },
    );
    throw new RapportError('ambiguous', message, {
      ...more,
      details: { candidates: ids.map((id) => ({ id })) },
    });
  }
  const own = owner === undefined ? [] : (await ordersOf(scope, owner, 5)).map(({ number }) => number);
  const { message, more } = spoken(
    language,
    owner === undefined
      ? { en: `There is no order ${quoted(text)}.`, zh: `没有订单${quoted(text)}。` }
      : { en: `There is no order ${quoted(text)} of yours.`, zh: `您没有订单${quoted(text)}。` },
    own.length > 0
      ? { en: `The orders there are: ${listed(own, language)}.`, zh: `现有订单：${listed(own, language)}。` }
      : { en: 'Check the number, such as #W1234567.', zh: '请核对订单号，例如 #W1234567。' },
  );
  throw new RapportError('not_found', message, more);
}

/** A customer's orders, the newest first. */
export const ordersOf = ({ tx, workspace }: Scope, contactId: string, most: number): Promise<Order[]> =>
  tx
    .select()
    .from(orders)
    .where(
      and(eq(orders.workspaceId, workspace.id), isNull(orders.deletedAt), eq(orders.contactId, contactId)),
    )
    .orderBy(sql`${orders.orderedAt} is null`, desc(orders.orderedAt), asc(orders.number))
    .limit(most);

/** The ways a customer pays. */
export const methodsOf = async (
  { tx, workspace }: Scope,
  contactId: string | null,
): Promise<PaymentMethod[]> =>
  contactId === null
    ? []
    : tx
        .select()
        .from(paymentMethods)
        .where(
          and(
            eq(paymentMethods.workspaceId, workspace.id),
            isNull(paymentMethods.deletedAt),
            eq(paymentMethods.contactId, contactId),
          ),
        )
        .orderBy(asc(paymentMethods.id));

const kindNames: Readonly<Record<string, Said & { words: RegExp }>> = {
  gift_card: { en: 'gift card', zh: '礼品卡', words: /gift ?cards?|giftcard|礼品卡|礼品券/iu },
  credit_card: { en: 'credit card', zh: '信用卡', words: /credit card|信用卡/iu },
  debit_card: { en: 'debit card', zh: '借记卡', words: /debit card|借记卡|储蓄卡/iu },
  paypal: { en: 'PayPal', zh: 'PayPal', words: /pay ?pal|贝宝/iu },
  alipay: { en: 'Alipay', zh: '支付宝', words: /alipay|支付宝/iu },
  wechat_pay: { en: 'WeChat Pay', zh: '微信支付', words: /we ?chat|微信/iu },
};

/** A payment method as a person knows it: "Mastercard ending in 9212", “礼品卡（余额 51.00 USD）”. */
export function methodLabel(method: PaymentMethod, currency: string, language: Language): string {
  const kind = kindNames[method.kind]?.[language] ?? method.kind;
  const brand = method.brand === null ? kind : method.brand[0]!.toUpperCase() + method.brand.slice(1);
  if (method.lastFour !== null)
    return { en: `${brand} ending in ${method.lastFour}`, zh: `尾号${method.lastFour}的${brand}` }[language];
  if (method.balanceMinor === null) return brand;
  const balance = `${toMajor(method.balanceMinor, currency)} ${currency}`;
  return { en: `${brand} (${balance} left)`, zh: `${brand}（余额 ${balance}）` }[language];
}

/**
 * The payment method a customer means: by its id or name, by its kind where they have one of it, by the last
 * four digits of a card.
 * @throws RapportError not_found with those there are, or ambiguous
 */
export function methodNamed(
  methods: readonly PaymentMethod[],
  text: string,
  currency: string,
  language: Language,
): PaymentMethod {
  const wanted = text.trim().toLowerCase();
  const exact = methods.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (exact) return exact;
  const labels = methods.map((method) => `${methodLabel(method, currency, language)} [${method.name}]`);
  const meant = methods.filter(
    ({ kind, brand, lastFour }) =>
      (lastFour !== null && wanted.includes(lastFour)) ||
      (brand !== null && wanted.includes(brand.toLowerCase()) && !/\d{4}/.test(wanted)) ||
      (kindNames[kind]?.words.test(wanted) === true && !/\d{4}/.test(wanted)),
  );
  if (meant.length === 1) return meant[0]!;
  const hint: Said = {
    en:
      methods.length === 0
        ? 'No payment method is kept for this customer.'
        : `One of: ${listed(labels, 'en')}.`,
    zh: methods.length === 0 ? '该客户没有保存支付方式。' : `可选：${listed(labels, 'zh')}。`,
  };
  const { message, more } = spoken(
    language,
    meant.length > 1
      ? {
          en: `${quoted(text)} may be ${meant.length} payment methods.`,
          zh: `${quoted(text)}可能是${meant.length}种支付方式。`,
        }
      : {
          en: `There is no payment method ${quoted(text)} of this customer.`,
          zh: `该客户没有支付方式${quoted(text)}。`,
        },
    hint,
  );
  throw new RapportError(meant.length > 1 ? 'ambiguous' : 'not_found', message, {
    ...more,
    details: { candidates: methods.map(({ id, name }, index) => ({ id, name, label: labels[index] })) },
  });
}

/** How somebody says who they are. */
export interface Identity {
  email?: string | undefined;
  name?: string | undefined;
  postcode?: string | undefined;
}

/**
 * The customer of this e-mail, or of this name and postcode. One answer for all who are none.
 * @throws RapportError invalid_input where neither is whole, not_found
 */
export async function identify(
  scope: Scope,
  { email, name, postcode }: Identity,
  language: Language,
): Promise<{ contactId: string; name: string }> {
  const { tx, workspace, actor } = scope;
  if (email === undefined && (name === undefined || postcode === undefined)) {
    const { message, more } = spoken(
      language,
      { en: 'A customer is known by e-mail, or by name and postcode.', zh: '请提供邮箱，或姓名和邮编。' },
      { en: 'Ask for one of the two.', zh: '请询问其中之一。' },
    );
    throw new RapportError('invalid_input', message, more);
  }
  const search = createSearch({ tx, workspaceId: workspace.id });
  const [as, text] = email === undefined ? (['name', name!] as const) : (['email', email] as const);
  const ids = (await search.named('contact', [text], as)).get(text) ?? [];
  const rows = [...(await rowsById(tx, workspace.id, 'contact', ids)).values()];
  const plain = (code: string | undefined) => code?.replace(/\s/gu, '').toUpperCase();
  const found = rows.filter(
    ({ deletedAt, address }) =>
      deletedAt === null && (email !== undefined || plain(address?.postcode) === plain(postcode)),
  );
  const [customer] = found;
  const isOther = actor.contactId !== undefined && actor.contactId !== customer?.id;
  if (customer && found.length === 1 && !isOther) return { contactId: customer.id, name: customer.name };
  const { message, more } = spoken(
    language,
    { en: 'No customer is known by these details.', zh: '没有找到与这些信息相符的客户。' },
    {
      en: 'Check the spelling, or try the other way: e-mail, or name and postcode.',
      zh: '请核对，或换一种方式：邮箱，或姓名和邮编。',
    },
  );
  throw new RapportError('not_found', message, more);
}

/** An address as it is given: parts may be left open. */
export type GivenAddress = { [Part in keyof Address]?: Address[Part] | undefined };

/** An address without the parts that were left open. */
export const wholeAddress = (given: GivenAddress): Address =>
  Object.fromEntries(Object.entries(given).filter(([, part]) => part));

/** An address as one line. */
export const addressLine = ({ line1, line2, city, region, postcode, country }: Address): string =>
  [line1, line2, city, region, postcode, country].filter(Boolean).join(', ');
