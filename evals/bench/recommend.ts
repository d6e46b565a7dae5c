import { sql } from 'drizzle-orm';
import type { App } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, percentile } from './bench.ts';
import { openEmptyApp } from './place.ts';

const fullSize = 100_000;
const customersPerProduct = 10;
const tastes = 100;
const ordersEach = 2;
const linesPerOrder = 3;
const customersPerWrite = 5_000;
const calls = 300;
const mostMilliseconds = 50;
const firstDay = Date.UTC(2025, 0, 1);

/** recommend_products for customers among 100,000, over 10,000 products. */
export const recommend: Bench = {
  name: 'recommend',
  description: {
    en: 'recommend_products among 100,000 customers and 10,000 products, and what learning from their orders takes',
    zh: '10 万客户、1 万产品的 recommend_products，以及从订单学习所需的时间和内存',
  },
  async run({ size = fullSize, rounds = 1 }, host) {
    await using app = await openEmptyApp(host, { clock: () => new Date(firstDay + 400 * 86_400_000) });
    await load(app, size, host);
    const before = process.memoryUsage().rss;
    const learning = await timed(() => ask(app, 0));
    const megabytes = (process.memoryUsage().rss - before) / 2 ** 20;
    host.say(`Learnt in ${Math.round(learning)} ms; now ${rounds} rounds of questions.`);
    const asked = calls;
    const rates: { p50: number; p95: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const taken: number[] = [];
      for (let call = 0; call < asked; call++) {
        host.signal.throwIfAborted();
        taken.push(await timed(() => ask(app, (call * 7_919 + round * 104_729 + 1) % size)));
      }
      rates.push({ p50: percentile(taken, 0.5), p95: percentile(taken, 0.95) });
    }
    return measuresOf(rates, asked, { learning, megabytes, size });
  },
};

function measuresOf(
  rates: readonly { p50: number; p95: number }[],
  asked: number,
  { learning, megabytes, size }: { learning: number; megabytes: number; size: number },
): Measure[] {
  const lines = size * ordersEach * linesPerOrder;
  return [
    {
      name: 'recommend_products',
      unit: 'ms',
      sides: { p95: median(rates.map(({ p95 }) => p95)), p50: median(rates.map(({ p50 }) => p50)) },
      bar: { most: mostMilliseconds },
      n: asked * rates.length,
      note: 'Whole calls, one after the other, with the recommendations kept in the track record.',
    },
    {
      name: 'learning',
      unit: 'ms',
      sides: { 'first call': learning },
      n: 1,
      note: `Reading ${lines} order lines, choosing the settings, rehearsing and fitting; then kept.`,
    },
    { name: 'memory learning added', unit: 'MB', sides: { rss: megabytes }, n: 1 },
  ];
}

async function ask(app: App, customer: number): Promise<void> {
  const outcome = await app.call('recommend_products', { customer: contactOf(customer) });
  if (!outcome.ok) throw new Error(outcome.error.message);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const contactOf = (customer: number): string => `con_${String(customer).padStart(7, '0')}`;
/**
 * Customers of a hundred tastes, written by the server itself: most lines are of the products of one's taste, some
 * of anything; both with a few products bought by many. Without the search index, which other benches measure.
 */
async function load(app: App, size: number, { say, signal }: BenchHost): Promise<void> {
  const products = Math.max(tastes, Math.round(size / customersPerProduct));
  const workspaceId = app.session.workspace.id;
  const write = (statement: ReturnType<typeof sql>) =>
    app.database.write({ workspaceId }, (tx) => tx.execute(statement));
  await write(sql`
    insert into products (workspace_id, id, version, created_at, updated_at, name, category, price_minor, cost_minor, currency)
    select ${workspaceId}, 'pro_' || lpad(item::text, 6, '0'), 1, now(), now(), 'Product ' || item,
      'Category ' || item % 20, 1000 + item, 600, 'USD' from generate_series(0, ${products - 1}::int) as item`);
  for (let first = 0; first < size; first += customersPerWrite) {
    signal.throwIfAborted();
    const last = Math.min(size, first + customersPerWrite) - 1;
    const customers = sql`generate_series(${first}::int, ${last}::int) as customer`;
    await write(sql`
      insert into contacts (workspace_id, id, version, created_at, updated_at, name, lifecycle_stage)
      select ${workspaceId}, 'con_' || lpad(customer::text, 7, '0'), 1, now(), now(), 'Customer ' || customer, 'Customer'
      from ${customers}`);
    await write(sql`
      insert into orders (workspace_id, id, version, created_at, updated_at, number, contact_id, ordered_at, status, currency, total_minor)
      select ${workspaceId}, 'ord_' || customer || '_' || part, 1, now(), now(), customer || '-' || part,
        'con_' || lpad(customer::text, 7, '0'),
        timestamptz '2025-01-01Z' + abs(hashint4(customer * 2 + part)) % 400 * interval '1 day', 'delivered', 'USD', 3000
      from ${customers}, generate_series(1, ${ordersEach}::int) as part`);
    await write(sql`
      insert into order_lines (workspace_id, id, version, created_at, updated_at, order_id, product_id, quantity, unit_price_minor)
      select ${workspaceId}, 'orl_' || customer || '_' || part || '_' || line, 1, now(), now(),
        'ord_' || customer || '_' || part, 'pro_' || lpad(
          (case when chance % 10 < 7 then abs(hashint4(customer)) % ${tastes}::int
            + ${tastes}::int * floor(${Math.floor(products / tastes)}::int * height ^ 3)
          else floor(${products}::int * height ^ 3) end)::int::text, 6, '0'), 1, 1000
      from ${customers}, generate_series(1, ${ordersEach}::int) as part, generate_series(1, ${linesPerOrder}::int) as line,
        lateral (select abs(hashint4(customer * 7 + part * 3 + line)) as chance,
          abs(hashint4(customer * 11 + part * 5 + line * 2)) / 2147483648.0 as height) as drawn`);
    if (last + 1 === size || last % 25_000 === 24_999) say(`${last + 1} of ${size} customers`);
  }
  await app.database.system((tx) => tx.execute('analyze'));
}
