import { z } from 'zod';

/** The records of τ-bench's retail shop and its tasks, as they were published. */
const Address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
});

export const ShopUser = z.object({
  user_id: z.string(),
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  address: Address,
  email: z.string(),
  payment_methods: z.record(
    z.string(),
    z.object({
      source: z.string(),
      id: z.string(),
      brand: z.string().optional(),
      last_four: z.string().optional(),
      balance: z.number().optional(),
    }),
  ),
  orders: z.array(z.string()),
});
export type ShopUser = z.infer<typeof ShopUser>;

const Options = z.record(z.string(), z.string());

export const ShopOrder = z.object({
  order_id: z.string(),
  user_id: z.string(),
  address: Address,
  items: z.array(
    z.object({
      name: z.string(),
      product_id: z.string(),
      item_id: z.string(),
      price: z.number(),
      options: Options,
    }),
  ),
  status: z.string(),
  fulfillments: z.array(z.object({ tracking_id: z.array(z.string()), item_ids: z.array(z.string()) })),
  payment_history: z.array(
    z.object({ transaction_type: z.string(), amount: z.number(), payment_method_id: z.string() }),
  ),
  cancel_reason: z.string().optional(),
  return_items: z.array(z.string()).optional(),
  return_payment_method_id: z.string().optional(),
  exchange_items: z.array(z.string()).optional(),
  exchange_new_items: z.array(z.string()).optional(),
  exchange_payment_method_id: z.string().optional(),
  exchange_price_difference: z.number().optional(),
});
export type ShopOrder = z.infer<typeof ShopOrder>;

export const ShopProduct = z.object({
  name: z.string(),
  product_id: z.string(),
  variants: z.record(
    z.string(),
    z.object({ item_id: z.string(), options: Options, available: z.boolean(), price: z.number() }),
  ),
});
export type ShopProduct = z.infer<typeof ShopProduct>;

export const GoldCall = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) });
export type GoldCall = z.infer<typeof GoldCall>;

/** A customer's row as it becomes; in the older tasks it does not repeat its own id. */
const ChangedUser = z
  .object({ id: z.string(), after: ShopUser.partial({ user_id: true }) })
  .transform(({ id, after }) => ({ id, after: { ...after, user_id: after.user_id ?? id } }));

export const RetailTask = z.object({
  id: z.string(),
  /** What the customer says, of the synthetic tasks. */
  instruction: z.string().optional(),
  user_id: z.string().optional(),
  gold_actions: z.array(GoldCall),
  /** The rows that differ after the gold calls, as they then are. */
  expected_changes: z.object({
    users: z.array(ChangedUser).default([]),
    orders: z.array(z.object({ id: z.string(), after: ShopOrder })).default([]),
  }),
  /** Gold calls that the shop's own rules refuse. */
  gold_replay_errors: z.array(z.object({ name: z.string(), error: z.string() })),
});
export type RetailTask = z.infer<typeof RetailTask>;
