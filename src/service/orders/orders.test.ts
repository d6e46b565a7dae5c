import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../../tools/kernel/testing.ts';

type Row = Record<string, unknown>;
interface Shown {
  lines: { id: string; productId: string; variant: string }[];
  paymentMethods: { name: string }[];
  can: Record<string, { allowed: boolean }>;
}

const orders = ['#W5866402', '#W5442520', '#W7941031', '#W3657213', '#W3130288', '#W5544629'];
const step = fc.record({
  order: fc.constantFrom(...orders),
  operation: fc.constantFrom(
    'cancel',
    'change_address',
    'change_payment',
    'change_items',
    'return',
    'exchange',
  ),
  line: fc.nat(4),
  variant: fc.nat(20),
  method: fc.nat(2),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Does a step where the order allows it; the change it made, if it did. */
async function take(
  client: TestClient,
  { order: number, operation, ...picked }: Step,
): Promise<string | null> {
  const { order } = (await client.call('get_order', { order: number })) as unknown as { order: Shown };
  const line = order.lines[picked.line % order.lines.length]!;
  const paymentMethod = order.paymentMethods[picked.method % order.paymentMethods.length]!.name;
  const { variants } = (await client.call('find_variants', { product: line.productId })) as {
    variants: { variant: string }[];
  };
  const { variant } = variants[picked.variant % variants.length]!;
  const sendsBack = operation === 'return' || operation === 'exchange';
  const callArguments = {
    order: number,
    ...(sendsBack ? { kind: operation } : { action: operation }),
    ...(operation === 'cancel' && { reason: 'no longer needed' }),
    ...(operation === 'change_address' && { address: { line1: '12 Elm St', city: 'Austin' } }),
    ...(!['cancel', 'change_address'].includes(operation) && { paymentMethod }),
    ...(operation === 'return' && { items: [{ line: line.id }] }),
    ...(['exchange', 'change_items'].includes(operation) && { items: [{ line: line.id, variant }] }),
  };
  const { isError, structuredContent } = await client.client.callTool({
    name: sendsBack ? 'request_return' : 'update_order',
    arguments: { ...callArguments, repeat: true },
  });
  if (!order.can[operation]!.allowed) expect(isError).toBe(true);
  return isError ? null : String((structuredContent as Row).changeId);
}

/** By gift card, what it holds and what of the orders was paid with it, together; never changes. */
function worth(snapshot: Record<string, Record<string, Row>>): Record<string, number> {
  const payments = Object.values(snapshot.payment ?? {});
  const cards = Object.values(snapshot.payment_method ?? {}).filter(
    ({ balanceMinor }) => balanceMinor !== null,
  );
  return Object.fromEntries(
    cards.map(({ name, balanceMinor }) => [
      name,
      payments
        .filter(({ method }) => method === name)
        .reduce(
          (sum, { kind, amountMinor }) => sum + (kind === 'refund' ? -1 : 1) * Number(amountMinor),
          Number(balanceMinor),
        ),
    ]),
  );
}

/** Asked for twice it is one change, and answered with it both times. */
const moved = { order: '#W7941031', operation: 'change_address', line: 0, variant: 0, method: 0 } as const;

test('whatever is done with orders, the amounts add up, and undone the shop is as it was', async () => {
  await using client = await connectTestClient({ company: 'shop', person: () => 'yes' });
  const before = worth(await client.app.snapshot());
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const made: string[] = [];
      for (const next of steps) made.push(...[await take(client, next)].filter((id) => id !== null));

      const after = await client.app.snapshot();
      expect(worth(after)).toEqual(before);
      for (const order of Object.values(after.order ?? {})) {
        const of = (kind: string) =>
          Object.values(after[kind] ?? {}).filter(({ orderId }) => orderId === order.id);
        const lines = of('order_line').reduce(
          (sum, line) => sum + Number(line.quantity) * Number(line.unitPriceMinor),
          0,
        );
        const paid = of('payment').reduce(
          (sum, { kind, amountMinor }) => sum + (kind === 'refund' ? -1 : 1) * Number(amountMinor),
          0,
        );
        expect(order.totalMinor).toBe(lines);
        expect(paid).toBe(order.status === 'cancelled' ? 0 : lines);
      }
      expect(
        Object.values(after.payment_method ?? {}).every(({ balanceMinor }) => Number(balanceMinor) >= 0),
      ).toBe(true);

      for (const changeId of new Set(made.toReversed())) await client.call('undo_change', { changeId });
      expect(await client.difference()).toEqual({});
    }),
    { numRuns: 4, examples: [[[moved, moved]]] },
  );
}, 180_000);
