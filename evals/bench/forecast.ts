import { sql } from 'drizzle-orm';
import type { App } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';
import { watchMemory } from './memory.ts';
import { openEmptyApp } from './place.ts';

const fullSize = 1_000;
const days = 3 * 365;
const linesPerOrder = 8;
const mostSeconds = 60;
const mostMegabytes = 500;
const daysPerInsert = 73;

/** A forecast of every product from years of daily orders. */
export const forecast: Bench = {
  name: 'forecast',
  description: {
    en: 'a forecast of 1,000 products by day from three years of daily orders',
    zh: '根据三年的每日订单，逐日预测 1,000 个产品',
  },
  async run({ size = fullSize, rounds = 1 }, host) {
    await using app = await openEmptyApp(host, { clock: () => new Date('2026-01-01T12:00:00Z') });
    await fill(app, size, host);
    return await measure(app, size, rounds, host);
  },
};

/**
 * Orders of every day of three years, written by the server itself: products sell on most days, more before
 * the weekend and in winter, some of them now and then.
 */
async function fill(app: App, products: number, { say, signal }: BenchHost): Promise<void> {
  const { id: workspaceId } = app.session.workspace;
  const write = (statement: ReturnType<typeof sql>) =>
    app.database.write({ workspaceId }, (tx) => tx.execute(statement));
  await write(sql`
    insert into products (workspace_id, id, version, created_at, updated_at, name, category, price_minor, currency)
    select ${workspaceId}, 'pro_' || lpad(item::text, 6, '0'), 1, now(), now(), 'Product ' || item,
      'Category ' || item % 20, 1000 + item, 'USD' from generate_series(1, ${products}::int) as item`);
  for (let first = 0; first < days; first += daysPerInsert) {
    signal.throwIfAborted();
    const last = Math.min(days, first + daysPerInsert) - 1;
    await write(sql`
      insert into orders (workspace_id, id, version, created_at, updated_at, number, ordered_at, status, currency, total_minor)
      select ${workspaceId}, 'ord_' || day || '_' || part, 1, now(), now(), day || '-' || part,
        timestamptz '2023-01-01 10:00Z' + day * interval '1 day', 'delivered', 'USD', 0
      from generate_series(${first}::int, ${last}::int) as day,
        generate_series(0, ${Math.ceil(products / linesPerOrder) - 1}::int) as part`);
    await write(sql`
      insert into order_lines (workspace_id, id, version, created_at, updated_at, order_id, product_id, quantity, unit_price_minor)
      select ${workspaceId}, 'line_' || day || '_' || item, 1, now(), now(), 'ord_' || day || '_' || (item - 1) / ${linesPerOrder}::int,
        'pro_' || lpad(item::text, 6, '0'), quantity, 1000 + item
      from generate_series(${first}::int, ${last}::int) as day, generate_series(1, ${products}::int) as item,
        lateral (select round((1 + item % 7) * (1 + 0.3 * cos(day * 2 * pi() / 365)) * (case when day % 7 = 5 then 1.6 else 1 end)
          * (0.5 + abs(hashint4(day * 100003 + item)) / 2147483648.0))::int as quantity) as sold
      where quantity > 0 and (item % 5 > 0 or abs(hashint4(day * 7919 + item)) % 4 = 0)`);
    say(`${last + 1} of ${days} days of orders`);
  }
  await app.database.system((tx) => tx.execute('analyze'));
}

async function measure(app: App, products: number, rounds: number, host: BenchHost): Promise<Measure[]> {
  const seconds: number[] = [];
  const again: number[] = [];
  let reports = 0;
  using memory = watchMemory();
  for (let round = 0; round < rounds; round++) {
    const ask = async (taken: number[]) => {
      const start = performance.now();
      const outcome = await app.call(
        'forecast_sales',
        { measure: 'units', unit: 'day', by: 'product', periods: 14 + round },
        { signal: host.signal, progress: () => (reports += 1) },
      );
      if (!outcome.ok) throw new Error(outcome.error.message);
      taken.push(performance.now() - start);
    };
    await ask(seconds);
    host.say(
      `${products} products in ${(seconds.at(-1)! / 1_000).toFixed(1)} s, ${reports} reports of progress`,
    );
    await ask(again);
  }
  return [
    {
      name: 'forecast',
      unit: 'ms',
      sides: { rapport: median(seconds), 'asked again': median(again) },
      spread: { rapport: spreadOf(seconds) },
      bar: { most: mostSeconds * 1_000 },
      n: rounds,
      note: `${products} products, ${days} days, with rehearsals, holidays and parts that add up; ${reports} reports of progress`,
    },
    memory.measure(host, rounds, mostMegabytes),
  ];
}
