import { sql } from 'drizzle-orm';
import { verifyChain } from '../../../trust/index.ts';
import { type App, type AppConfig, createApp } from '../../../wire.ts';
import type { Delivery } from './product.ts';

/** A write that is sent until it is answered, under one key, through whatever process stands. */
interface Entry {
  key: string;
  sent: number;
  changeId?: unknown;
}

/** What a fault did to writes: of each, how many. */
export interface Toll {
  acknowledged: number;
  /** Sent again after their answer was lost. */
  retried: number;
  lost: number;
  doubled: number;
  half: number;
  /** Breaks of the audit chain. */
  broken: number;
}

export type Call = (name: string, callArguments: object) => Promise<Delivery>;

const limits = { signal: new AbortController().signal, timeoutMs: 120_000 };

/** Remembers every write and what was said of it, to compare with what is stored in the end. */
export class Ledger {
  readonly #entries: Entry[] = [];
  readonly #open: Entry[] = [];
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get acknowledged(): number {
    return this.#entries.filter(({ changeId }) => changeId !== undefined).length;
  }

  /** Sends one write, an unanswered one first. @returns what became of it */
  async write(call: Call): Promise<Delivery['became']> {
    const entry = this.#open.shift() ?? this.#begin();
    entry.sent += 1;
    const delivery = await call('save_contacts', this.#argumentsOf(entry));
    if (delivery.became === 'done') entry.changeId = delivery.data.changeId;
    else if (delivery.became === 'refused' && !delivery.retryable)
      throw new Error(`A write was refused as ${delivery.code}.`);
    else this.#open.push(entry);
    return delivery.became;
  }

  /** Writes, several at a time, until it is over or the process is. */
  async pump(call: Call, isOver: () => boolean, inFlight = 4): Promise<void> {
    const line = async () => {
      while (!isOver()) if ((await this.write(call)) === 'lost') return;
    };
    await Promise.all(Array.from({ length: inFlight }, line));
  }

  /** Sends what was never answered until it is. */
  async settle(call: Call): Promise<void> {
    for (let tries = 0; this.#open.length > 0; tries += 1) {
      if (tries > 10_000) throw new Error('Some writes are never answered.');
      await this.write(call);
    }
  }

  /** Compares what was said with what is stored. */
  async toll(place: AppConfig): Promise<Toll> {
    await using app = await createApp(place);
    const names = await this.#stored(app);
    const count = (key: string) => names.get(this.#nameOf(key)) ?? 0;
    const done = this.#entries.filter(({ changeId }) => changeId !== undefined);
    const { firstBreak } = await app.runtime.read(app.session, (scope) => verifyChain(scope), limits);
    return {
      acknowledged: done.length,
      retried: this.#entries.filter(({ sent }) => sent > 1).length,
      lost: done.filter(({ key }) => count(key) === 0).length,
      doubled: this.#entries.filter(({ key }) => count(key) > 1).length,
      half: await this.#half(app),
      broken: firstBreak ? 1 : 0,
    };
  }

  #begin(): Entry {
    const entry: Entry = { key: `${this.#prefix}-${this.#entries.length}`, sent: 0 };
    this.#entries.push(entry);
    return entry;
  }

  #nameOf(key: string): string {
    return `张伟 ${key}`;
  }

  #argumentsOf({ key }: Entry): object {
    const name = this.#nameOf(key);
    return { name, emails: [`${key}@example.com`], allowDuplicate: true, idempotencyKey: key };
  }

  async #stored({ database }: App): Promise<Map<string, number>> {
    const rows = await database.system((tx) =>
      tx.execute<{ name: string; count: number }>(
        sql`select name, count(*)::integer as count from contacts
          where name like ${`${this.#nameOf(this.#prefix)}-%`} group by name`,
      ),
    );
    return new Map([...rows].map(({ name, count }) => [name, count]));
  }

  /** Contacts without their change, their key or their place in the index; changes and keys without a contact. */
  async #half({ database }: App): Promise<number> {
    const like = `key:${this.#prefix}-%`;
    const [row] = await database.system((tx) =>
      tx.execute<{ half: number }>(sql`
        with mine as (select workspace_id, id, name from contacts
          where name like ${`${this.#nameOf(this.#prefix)}-%`}),
        keyed as (select key, response->'record'->>'id' as id, response->>'changeId' as change_id
          from idempotency_keys where key like ${like})
        select (
          (select count(*) from mine where not exists (
            select from terms where terms.workspace_id = mine.workspace_id and terms.record_id = mine.id))
          + (select count(*) from mine where not exists (select from keyed where keyed.id = mine.id))
          + (select count(*) from keyed where not exists (select from mine where mine.id = keyed.id))
          + (select count(*) from keyed where not exists (select from changes where changes.id = keyed.change_id))
        )::integer as half`),
    );
    return row?.half ?? 0;
  }
}
