import { sql } from 'drizzle-orm';
import { createApp } from '../../../wire.ts';
import { callOf } from './cuts.ts';
import type { Fault, FaultPlan, FaultReport } from './fault.ts';
import { type Delivery, type Product, startProduct } from './product.ts';

const processes = 4;
const writersEach = 8;

/** 32 writers in four processes: each appends its own words to one contact's notes, again and again. */
async function appending({ home, rounds, progress }: FaultPlan): Promise<FaultReport> {
  const products = await startAll(home.environment);
  const said: string[] = [];
  let [refused, conflicts, counted] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    // Notes hold 10,000 characters: every round has a contact of its own.
    const made = await products[0]!.call('save_contacts', { name: `Dana ${round}`, allowDuplicate: true });
    const { id: contact } = recordOf(made);
    const words: string[] = [];
    const write = async (product: Product, writer: number): Promise<void> => {
      const word = `w${round}x${writer}.`;
      const delivery = await insist(product, 'save_contacts', {
        contact,
        appendNote: word,
        idempotencyKey: word,
      });
      if (delivery.became === 'done') words.push(word);
      else refused += 1;
      // Every fourth besides counts one further, by the version it has read.
      if (writer % 4 !== 0) return;
      for (let tries = 0; ; tries += 1) {
        const found = await insist(product, 'get_customer', { customer: contact });
        const { version = 0, city = '0' } = recordOf(found);
        const next = { contact, city: String(Number(city) + 1), expectedVersion: version };
        const counting = await insist(product, 'save_contacts', {
          ...next,
          idempotencyKey: `${word}${tries}`,
        });
        if (counting.became === 'done') break;
        if (counting.became !== 'refused' || counting.code !== 'conflict' || tries > 500)
          throw new Error(`Counting was refused: ${JSON.stringify(counting)}`);
        conflicts += 1;
      }
      counted += 1;
    };
    const work = products.flatMap((product, index) =>
      Array.from({ length: writersEach }, (_, writer) => write(product, index * writersEach + writer)),
    );
    await Promise.all(work);
    said.push(...words);
    progress(round + 1);
  }
  for (const product of products) await product.end('hang-up');
  await using app = await createApp(home.database);
  const contacts = Object.values((await app.snapshot()).contact ?? {});
  const notes = contacts.map((contact) => String(contact.notes ?? '')).join(' ');
  const counts = contacts.reduce((sum, { city }) => sum + Number(city ?? 0), 0);
  return {
    rounds,
    figures: { acknowledged: said.length, counted, 'conflicts told': conflicts },
    mustBeZero: {
      lost: said.filter((word) => !notes.includes(word)).length,
      doubled: said.filter((word) => notes.split(word).length > 2).length,
      'counts lost': counted - counts,
      refused,
    },
  };
}

/** Calls until it is answered: what may be tried again is, under the same key. */
async function insist(product: Product, name: string, callArguments: object): Promise<Delivery> {
  for (let tries = 0; ; tries += 1) {
    const delivery = await product.call(name, callArguments);
    if (delivery.became !== 'refused' || !delivery.retryable || tries >= 20) return delivery;
  }
}

const startAll = (environment: Readonly<Record<string, string>>) =>
  Promise.all(Array.from({ length: processes }, () => startProduct(environment)));

/** The record of an answer, whatever it is called there. */
function recordOf(delivery: Delivery): { id?: string; version?: number; city?: string } {
  if (delivery.became !== 'done') throw new Error(`No record: ${JSON.stringify(delivery)}`);
  return (delivery.data.record ?? delivery.data.profile ?? delivery.data) as object;
}

/** One deletes what the other changes: whoever comes second is told, and an undo brings everything back. */
async function deleting({ home, rounds, progress }: FaultPlan): Promise<FaultReport> {
  await using app = await createApp(home.database);
  const call = callOf(app);
  const figures = { 'deleted first': 0, 'changed first': 0 };
  const wrong = { half: 0, 'not brought back': 0 };
  for (let round = 0; round < rounds; round += 1) {
    const name = `Contact ${round}`;
    const { id } = recordOf(await call('save_contacts', { name, city: 'Lima', allowDuplicate: true }));
    const [deleted, changed] = await Promise.all([
      call('delete_records', { kind: 'contact', record: id }),
      call('save_contacts', { contact: id, city: 'Quito' }),
    ]);
    if (deleted.became !== 'done') wrong.half += 1;
    else {
      figures[changed.became === 'done' ? 'changed first' : 'deleted first'] += 1;
      const gone = await call('search_contacts', { filter: `name = "${name}"` });
      if (gone.became !== 'done' || gone.data.total !== 0) wrong.half += 1;
      await call('undo_change', { changeId: deleted.data.changeId });
      const back = await call('search_contacts', {
        filter: `name = "${name}" and city = ${changed.became === 'done' ? 'Quito' : 'Lima'}`,
      });
      if (back.became !== 'done' || back.data.total !== 1) wrong['not brought back'] += 1;
    }
    progress(round + 1);
  }
  return { rounds, figures, mustBeZero: wrong };
}

/** Two bulk changes take the same records in opposite order, which locks them against each other. */
async function crossing({ home, rounds, progress }: FaultPlan): Promise<FaultReport> {
  await using app = await createApp(home.database);
  const call = callOf(app);
  const ids: string[] = [];
  for (let number = 0; number < 2; number += 1) {
    const saved = await call('save_tasks', { title: `Task ${number}` });
    if (saved.became === 'done') ids.push((saved.data.record as { id: string }).id);
  }
  let refused = 0;
  const touch = (order: readonly string[], notes: string) =>
    app.database.write({ workspaceId: app.session.workspace.id, timeoutMs: 60_000 }, async (tx) => {
      for (const id of order) await tx.execute(sql`update tasks set notes = ${notes} where id = ${id}`);
    });
  for (let round = 0; round < rounds; round += 1) {
    const outcomes = await Promise.allSettled([
      touch(ids, `there ${round}`),
      touch(ids.toReversed(), `back ${round}`),
    ]);
    refused += outcomes.filter(({ status }) => status === 'rejected').length;
    const tasks = Object.values((await app.snapshot()).task ?? {});
    // Both were whole: the two records tell of one and the same writer.
    if (new Set(tasks.map(({ notes }) => notes)).size !== 1) refused += 1;
    progress(round + 1);
  }
  return { rounds, figures: {}, mustBeZero: { 'half or refused': refused } };
}

export const writers: Fault[] = [
  { name: '32 writers on one contact', usual: 20, run: appending },
  { name: 'delete while updating', usual: 200, run: deleting },
  { name: 'locks in opposite order', usual: 200, run: crossing },
];
