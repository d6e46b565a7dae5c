import { expect, test } from 'vitest';
import { makeTestPlace } from '../../db/testing.ts';
import { ourCalls } from './calls.ts';
import { runGold } from './index.ts';
import { judge } from './judge.ts';
import { openShop, readShop } from './shop.ts';
import { publishedState } from './state.ts';
import { bundledShop, readTasks } from './tasks.ts';

const samples = ['tau3-retail-44', 'tau3-retail-64', 'tau3-retail-96'];

test('gold calls of the sample leave what they should, through the MCP server; the import left nothing out', async () => {
  const { drop, databaseUrl } = await makeTestPlace();
  const tasks = (await readTasks(`${bundledShop}/tasks_sample.jsonl`)).filter(({ id }) =>
    samples.includes(id),
  );
  const owners = new Map((await readShop()).orders.map(({ order_id, user_id }) => [order_id, user_id]));
  const concerned = tasks.flatMap(({ gold_actions }) =>
    gold_actions.map(({ arguments: given }) =>
      String(given.user_id ?? owners.get(String(given.order_id)) ?? 'olivia_ito_3591'),
    ),
  );
  const userIds = [...new Set(concerned)];
  {
    await using shop = await openShop(databaseUrl, userIds);
    const { users, orders, products } = await readShop();
    const published = publishedState(
      users.filter(({ user_id }) => userIds.includes(user_id)),
      orders.filter(({ user_id }) => userIds.includes(user_id)),
      products,
    );
    expect(shop.before.users).toEqual(published.users);
    expect(shop.before.orders).toEqual(published.orders);
    for (const [id, product] of shop.before.products) expect(product).toBe(published.products.get(id));

    const outcomes = [];
    for (const task of tasks) outcomes.push(await runGold(shop, task));
    expect(outcomes.map(({ id, reasons }) => ({ id, reasons }))).toEqual(
      tasks.map(({ id }) => ({ id, reasons: [] })),
    );
    expect(outcomes.find(({ id }) => id === 'tau3-retail-64')!.refusedByPolicy).toEqual([
      'exchange_delivered_order_items',
    ]);
    expect(await shop.now()).toEqual(shop.before);
  }
  await drop();
}, 180_000);

test('the judge tells a row that stayed, one that is wrong and one that was not meant', async () => {
  const { users, orders, products } = await readShop();
  const [order, other] = orders;
  const before = publishedState(users, [order!, other!], products);
  const changed = { ...order!, status: 'cancelled' };
  const task = {
    id: 'a',
    gold_actions: [],
    gold_replay_errors: [],
    expected_changes: { users: [], orders: [{ id: order!.order_id, after: changed }] },
  };
  const judged = (...after: (typeof orders)[number][]) => {
    const { pass, sideEffect } = judge(task, before, publishedState(users, after, products));
    return { pass, sideEffect };
  };
  expect(judged(changed, other!)).toEqual({ pass: true, sideEffect: false });
  expect(judged(order!, other!)).toEqual({ pass: false, sideEffect: false });
  expect(judged({ ...order!, status: 'processed!' }, other!)).toEqual({ pass: false, sideEffect: true });
  expect(judged(changed, { ...other!, status: 'cancelled' })).toEqual({ pass: false, sideEffect: true });
  expect(judged(changed)).toEqual({ pass: false, sideEffect: true });
  expect(() => ourCalls([{ name: 'launch_rocket', arguments: {} }], { users })).toThrow('launch_rocket');
});
