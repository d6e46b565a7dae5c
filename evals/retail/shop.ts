import { type App, createApp } from '../../src/wire.ts';
import { ShopOrder, ShopProduct, ShopUser } from './formats.ts';
import { type ShopIds, type ShopState, stateOf } from './state.ts';
import { bundledShop, readLines } from './tasks.ts';

/** The published tables of the shop. */
export interface PublishedShop {
  users: ShopUser[];
  orders: ShopOrder[];
  products: ShopProduct[];
  ids: ShopIds;
}

export async function readShop(folder = bundledShop): Promise<PublishedShop> {
  const [users, orders, products] = await Promise.all([
    readLines(`${folder}/db_users.jsonl.gz`, ShopUser),
    readLines(`${folder}/db_orders.jsonl.gz`, ShopOrder),
    readLines(`${folder}/db_products.jsonl.gz`, ShopProduct),
  ]);
  const ids = {
    users: new Map(users.map(({ email, user_id }) => [email, user_id])),
    products: new Map(products.map(({ name, product_id }) => [name, product_id])),
  };
  return { users, orders, products, ids };
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

/** Imports the bundled shop into the embedded database in memory, or on the server a URL names. */
export async function openShop(databaseUrl?: string): Promise<Shop> {
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
    for (const name of ['db_users.jsonl.gz', 'db_products.jsonl.gz', 'db_orders.jsonl.gz']) {
      const outcome = await app.call('import_records', { path: name }, { confirm: async () => 'approved' });
      if (!outcome.ok) throw new Error(`${name} was not imported: ${outcome.error.message}`);
    }
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
