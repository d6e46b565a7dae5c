import type { Condition, Refusal } from '../../flow.ts';

/** Refused by the order's own rules, told in the tool's words; where others are refused as well. */
export const refusal = (
  operation: string,
  also: readonly string[] = [],
  when: readonly Condition[] = [],
): Refusal => ({
  when: [
    ...when,
    ...[operation, ...also].map((name) => ({ path: `details.order.can.${name}.allowed`, is: [false] })),
  ],
  say: {
    en: `Order {order.number}: {details.order.can.${operation}.because} {details.order.can.${operation}.instead}`,
    zh: `订单{order.number}：{details.order.can.${operation}.because}{details.order.can.${operation}.instead}`,
  },
});
