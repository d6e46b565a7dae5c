import type { OurCall } from '../replay.ts';
import type { GoldCall } from './formats.ts';
import type { PublishedShop } from './shop.ts';

type Arguments = Readonly<Record<string, string>> & {
  readonly item_ids: readonly string[];
  readonly new_item_ids: readonly string[];
};
type Translation = (
  given: Arguments,
  emailOf: (userId: string) => string,
  conversation: string,
) => OurCall | null;

const call = (tool: string, callArguments: Record<string, unknown>): OurCall => ({
  tool,
  arguments: callArguments,
});

const addressOf = ({ address1, address2, city, state, country, zip }: Arguments) => ({
  line1: address1,
  ...(address2 !== '' && { line2: address2 }),
  city,
  region: state,
  country,
  postcode: zip,
});

const swapsOf = ({ item_ids, new_item_ids }: Arguments) =>
  item_ids.map((line, index) => ({ line, variant: new_item_ids[index] }));

/** τ-bench's tools as ours. What is only thought, reckoned or said is no call. */
const translations: Readonly<Record<string, Translation>> = {
  find_user_id_by_email: ({ email }) => call('identify_customer', { email }),
  find_user_id_by_name_zip: ({ first_name, last_name, zip }) =>
    call('identify_customer', { name: `${first_name} ${last_name}`, postcode: zip }),
  get_user_details: ({ user_id }, emailOf) => call('get_customer_profile', { customer: emailOf(user_id!) }),
  get_order_details: ({ order_id }) => call('get_order', { order: order_id }),
  get_product_details: ({ product_id }) => call('find_variants', { product: product_id }),
  get_item_details: ({ item_id }) => call('find_variants', { product: item_id }),
  list_all_product_types: () => call('find_variants', {}),
  cancel_pending_order: ({ order_id, reason }) =>
    call('update_order', { order: order_id, action: 'cancel', reason }),
  modify_pending_order_address: (given) =>
    call('update_order', { order: given.order_id, action: 'change_address', address: addressOf(given) }),
  modify_pending_order_payment: ({ order_id, payment_method_id }) =>
    call('update_order', { order: order_id, action: 'change_payment', paymentMethod: payment_method_id }),
  modify_pending_order_items: (given) =>
    call('update_order', {
      order: given.order_id,
      action: 'change_items',
      items: swapsOf(given),
      paymentMethod: given.payment_method_id,
    }),
  return_delivered_order_items: ({ order_id, item_ids, payment_method_id }) =>
    call('request_return', {
      order: order_id,
      kind: 'return',
      items: item_ids.map((line) => ({ line })),
      paymentMethod: payment_method_id,
    }),
  exchange_delivered_order_items: (given) =>
    call('request_return', {
      order: given.order_id,
      kind: 'exchange',
      items: swapsOf(given),
      paymentMethod: given.payment_method_id,
    }),
  modify_user_address: (given, emailOf) =>
    call('update_customer_profile', { customer: emailOf(given.user_id!), address: addressOf(given) }),
  transfer_to_human_agents: ({ summary }, _, conversation) =>
    call('hand_off_to_human', { conversation, reason: 'policy', summary }),
  calculate: () => null,
  think: () => null,
};

/** Whether a reading call asks for something the shop has; some of the gold calls look for what is not there. */
export function isThere({ arguments: given }: GoldCall, { users, orders, products }: PublishedShop): boolean {
  const { order_id, product_id, item_id, user_id, email, first_name, last_name, zip } = given;
  if (order_id !== undefined) return orders.some((order) => order.order_id === order_id);
  if (product_id !== undefined) return products.some((product) => product.product_id === product_id);
  if (item_id !== undefined) return products.some(({ variants }) => String(item_id) in variants);
  return users.some(
    ({ user_id: id, email: mail, name, address }) =>
      id === user_id ||
      mail === email ||
      (name.first_name === first_name && name.last_name === last_name && address.zip === zip),
  );
}

/**
 * τ-bench's own calls as calls of our tools, each beside the one it comes from.
 *
 * @param conversation  the one a person is brought into
 */
export function ourCalls(
  gold: readonly GoldCall[],
  { users }: Pick<PublishedShop, 'users'>,
  conversation = 'gold',
): (OurCall & { gold: GoldCall })[] {
  const emails = new Map(users.map(({ user_id, email }) => [user_id, email]));
  const emailOf = (userId: string) => emails.get(userId) ?? userId;
  return gold.flatMap((call) => {
    const { name, arguments: given } = call;
    const translate = translations[name];
    if (!translate) throw new Error(`No tool of ours stands for ${name}.`);
    const ours = translate(given as Arguments, emailOf, conversation);
    return ours ? [{ ...ours, gold: call }] : [];
  });
}
