import { and, eq, inArray, isNull } from 'drizzle-orm';
import { type Address, orderLines } from '../../../db/index.ts';
import { toMajor } from '../../crm/index.ts';
import { type Language, RapportError, rowsById, type Scope } from '../../trust/index.ts';
import {
  addressLine,
  findOrder,
  type GivenAddress,
  type Identity,
  identify,
  methodsOf,
  ordersOf,
  ownerOf,
  wholeAddress,
} from './account.ts';
import { changeOrder, type OrderChange } from './changing.ts';
import { type OrderOperation, type OrderPolicy, policyOf, statusNames } from './policy.ts';
import { type SettlementView, settlementViews } from './settling.ts';
import { type FoundVariants, findVariants, type VariantQuery } from './variants.ts';
import { type MethodView, methodView, type OrderView, orderView, wholeOrder } from './view.ts';
import { spoken } from './words.ts';

export type { GivenItem } from './goods.ts';
export { defaultOrderPolicy, type OrderOperation, type OrderPolicy, orderOperations } from './policy.ts';
export type { FoundVariants, Identity, OrderChange, OrderView, SettlementView, VariantQuery };

/** What became of an order. */
export interface ChangedOrder {
  order: OrderView;
  /** Payments that are taken and refunds that go back, entered with it. */
  settlements: SettlementView[];
  /** What was done, in a sentence: what a person is asked to say yes to before it is. */
  summary: string;
}

/** A customer as the shop knows them. */
export interface CustomerProfile {
  id: string;
  version: number;
  name: string;
  emails: string[];
  address?: Address;
  paymentMethods: MethodView[];
  /** The newest first, at most 50. */
  orders: {
    id: string;
    number: string;
    status: string;
    statusName: string;
    total: string;
    items: string[];
  }[];
}

/**
 * What customers and those who serve them do with orders. A customer sees and changes only their own, and is
 * told the same of another's as of none.
 */
export interface Orders {
  policy: OrderPolicy;
  /** @throws RapportError not_found, in the same words for every miss */
  identify(identity: Identity, language: Language): Promise<{ contactId: string; name: string }>;
  /** @throws RapportError not_found */
  get(order: string, language: Language): Promise<OrderView>;
  /** Does what the policy allows. @throws RapportError with the reason and what can be done instead */
  change(operation: OrderOperation, change: OrderChange, language: Language): Promise<ChangedOrder>;
  findVariants(query: VariantQuery, language: Language): Promise<FoundVariants>;
  /** A customer by contact id; of customers themselves always their own. @throws RapportError */
  profile(contactId: string | undefined, language: Language): Promise<CustomerProfile>;
  /** Changes where a customer's goods go by default. @throws RapportError */
  changeAddress(
    change: {
      contactId?: string | undefined;
      address: GivenAddress;
      expectedVersion?: number | undefined;
    },
    language: Language,
  ): Promise<{ profile: CustomerProfile; summary: string }>;
}

const mostOrders = 50;

/** @throws RapportError invalid_input where several orders are to undergo anything else at once */
function requireCancelling(operation: OrderOperation, language: Language): void {
  if (operation === 'cancel') return;
  const { message, more } = spoken(
    language,
    { en: 'Only a cancellation takes several orders at once.', zh: '只有取消可以一次处理多个订单。' },
    { en: 'Leave also out, and call once for each order.', zh: '请去掉 also，每个订单调用一次。' },
  );
  throw new RapportError('invalid_input', message, more);
}

export function createOrders(scope: Scope): Orders {
  const { tx, workspace, records } = scope;
  const policy = policyOf(workspace.settings);

  const nameOf = async (contactId: string | null): Promise<string | undefined> =>
    contactId === null
      ? undefined
      : (await rowsById(tx, workspace.id, 'contact', [contactId])).get(contactId)?.name;

  async function profile(given: string | undefined, language: Language): Promise<CustomerProfile> {
    const contactId = customerOf(given, language);
    const contact = (await rowsById(tx, workspace.id, 'contact', [contactId])).get(contactId);
    if (!contact || contact.deletedAt) throw nobody(language);
    const orders = await ordersOf(scope, contactId, mostOrders);
    const items = await itemsOf(orders.map(({ id }) => id));
    const methods = await methodsOf(scope, contactId);
    return {
      id: contact.id,
      version: contact.version,
      name: contact.name,
      emails: contact.emails,
      ...(contact.address && { address: contact.address }),
      paymentMethods: methods.map((method) => methodView(scope, method, language)),
      orders: orders.map(({ id, number, status, totalMinor, currency }) => ({
        id,
        number,
        status,
        statusName: statusNames[status]?.[language] ?? status,
        total: `${toMajor(totalMinor, currency)} ${currency}`,
        items: items.get(id) ?? [],
      })),
    };
  }

  function customerOf(given: string | undefined, language: Language): string {
    const contactId = ownerOf(scope, language) ?? given;
    if (contactId !== undefined && (given === undefined || given === contactId)) return contactId;
    throw nobody(language);
  }

  function nobody(language: Language): RapportError {
    const { message, more } = spoken(
      language,
      { en: 'There is no such customer.', zh: '没有这个客户。' },
      {
        en: 'Name the customer; identify_customer finds their id.',
        zh: '请指明客户；identify_customer 可查到其 id。',
      },
    );
    return new RapportError('not_found', message, more);
  }

  /** The names of the products of orders, by order. */
  async function itemsOf(orderIds: readonly string[]): Promise<Map<string, string[]>> {
    if (orderIds.length === 0) return new Map();
    const lines = await tx
      .select({ orderId: orderLines.orderId, productId: orderLines.productId })
      .from(orderLines)
      .where(
        and(
          eq(orderLines.workspaceId, workspace.id),
          isNull(orderLines.deletedAt),
          inArray(orderLines.orderId, [...orderIds]),
        ),
      )
      .orderBy(orderLines.id);
    const products = await rowsById(
      tx,
      workspace.id,
      'product',
      lines.map(({ productId }) => productId),
    );
    const names = Map.groupBy(lines, ({ orderId }) => orderId);
    return new Map(
      Array.from(names, ([orderId, group]) => [
        orderId,
        group.map(({ productId }) => products.get(productId)?.name ?? productId),
      ]),
    );
  }

  return {
    policy,
    identify: (identity, language) => identify(scope, identity, language),
    async get(text, language) {
      const order = await findOrder(scope, text, language);
      return orderView(
        scope,
        await wholeOrder(scope, order),
        policy,
        await nameOf(order.contactId),
        language,
      );
    },
    async change(operation, { also = [], ...change }, language) {
      if (also.length > 0) requireCancelling(operation, language);
      const { whole, settlements, summary } = await changeOrder(scope, policy, operation, change, language);
      const done = [{ whole, settlements, summary }];
      for (const order of also)
        done.push(await changeOrder(scope, policy, operation, { order, reason: change.reason }, language));
      return {
        order: orderView(scope, whole, policy, await nameOf(whole.order.contactId), language),
        settlements: done.flatMap((one) =>
          settlementViews(scope, one.whole, policy, one.settlements, language),
        ),
        summary: done.map((one) => one.summary[language]).join(done.length > 1 ? '\n' : ''),
      };
    },
    findVariants: (query, language) => findVariants(scope, query, language),
    profile,
    async changeAddress({ contactId: given, address: parts, expectedVersion }, language) {
      const contactId = customerOf(given, language);
      const address = wholeAddress(parts);
      await records.update('contact', contactId, { address, city: address.city ?? null }, expectedVersion);
      const changed = await profile(contactId, language);
      const line = addressLine(address);
      return {
        profile: changed,
        summary: {
          en: `The default address of ${changed.name} becomes ${line}.`,
          zh: `${changed.name}的默认地址改为 ${line}。`,
        }[language],
      };
    },
  };
}
