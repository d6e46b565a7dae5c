import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type App, createApp } from '../../src/wire.ts';
import { readItems } from '../read-items.ts';
import { ShopOrder, ShopProduct, ShopUser } from './formats.ts';
import { type ShopIds, type ShopState, stateOf } from './state.ts';
import { bundledShop } from './tasks.ts';

/** The published tables of the shop. */
export interface PublishedShop {
  users: ShopUser[];
  orders: ShopOrder[];
  products: ShopProduct[];
  ids: ShopIds;
}

export async function readShop(folder = bundledShop): Promise<PublishedShop> {
  const [users, orders, products] = await Promise.all([
    readItems(`${folder}/db_users.jsonl.gz`, ShopUser),
    readItems(`${folder}/db_orders.jsonl.gz`, ShopOrder),
    readItems(`${folder}/db_products.jsonl.gz`, ShopProduct),
  ]);
  const ids = {
    users: new Map(users.map(({ email, user_id }) => [email, user_id])),
    products: new Map(products.map(({ name, product_id }) => [name, product_id])),
  };
  return { users, orders, products, ids };
}

/**
 * Imports a part of the shop into a workspace: these customers, their orders, and the products these hold.
 * @throws Error where a row was left out
 */
export async function importCustomers(app: App, userIds: readonly string[]): Promise<void> {
  const { users, orders, products } = await readShop();
  const theirOrders = orders.filter(({ user_id }) => userIds.includes(user_id));
  const held = new Set(theirOrders.flatMap(({ items }) => items.map(({ product_id }) => product_id)));
  const files = {
    contact: users.filter(({ user_id }) => userIds.includes(user_id)),
    product: products.filter(({ product_id }) => held.has(product_id)),
    order: theirOrders,
  };
  for (const [kind, rows] of Object.entries(files)) {
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    await importFrom(app, { kind, text });
  }
}

async function importFrom(app: App, source: Record<string, unknown>): Promise<void> {
  const outcome = await app.call('import_records', source, { confirm: async () => 'approved' });
  if (!outcome.ok) throw new Error(`The shop was not imported: ${outcome.error.message}`);
  if (outcome.data.skipped !== 0) throw new Error(`Rows were left out: ${JSON.stringify(outcome.data)}`);
}

/** A shop where tasks are done one after the other, each on the shop as it was imported. */
export interface Shop extends AsyncDisposable {
  app: App;
  published: PublishedShop;
  /** The shop as it was imported. */
  before: ShopState;
  /** The shop as it is. */
  now(): Promise<ShopState>;
  /** Puts everything back as it was: what was done since is undone, or the shop imported anew. */
  restore(): Promise<void>;
}

/**
 * Imports the bundled shop into the embedded database in memory, or on the server a URL names.
 *
 * @param userIds  these customers alone; by default all
 */
export async function openShop(databaseUrl?: string, userIds?: readonly string[]): Promise<Shop> {
  const published = await readShop();
  const start = new Date('2024-05-15T15:00:00-05:00');
  let tick = start.getTime();
  const root = await createApp({
    databaseUrl,
    clock: () => new Date(tick),
    client: 'eval',
    workspace: 'retail',
    toolsets: ['all'],
    files: bundledShop,
  });
  let shops = 0;
  const importShop = async () => {
    const app = await root.inWorkspace(`retail ${++shops} ${process.pid}`, {
      timeZone: 'America/New_York',
      currency: 'USD',
      language: 'en',
      settings: { label: 'τ-bench retail, public data' },
    });
    if (userIds) await importCustomers(app, userIds);
    const files = userIds ? [] : ['db_users.jsonl.gz', 'db_products.jsonl.gz', 'db_orders.jsonl.gz'];
    for (const path of files) await importFrom(app, { path });
    const policy = await readFile(join(bundledShop, 'policy.md'), 'utf8');
    const added = await app.call('add_knowledge', {
      title: 'Retail policy',
      source: 'policy.md',
      text: policy,
      audience: 'customers',
    });
    if (!added.ok) throw new Error(`The policy was not added: ${added.error.message}`);
    return app;
  };
  let app = await importShop();
  const now = async () => stateOf(await app.snapshot(), published.ids);
  const before = await now();
  tick += 60_000;
  return {
    get app() {
      return app;
    },
    published,
    before,
    now,
    async restore() {
      const undone = await app.call('undo_change', { since: new Date(tick).toISOString() });
      tick += 60_000;
      if (undone.ok || undone.error.code === 'not_found') return;
      app = await importShop();
      tick += 60_000;
    },
    [Symbol.asyncDispose]: () => root.close(),
  };
}
