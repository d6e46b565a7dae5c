import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultPlan, FaultReport } from './fault.ts';
import { Ledger } from './ledger.ts';
import { startProduct } from './product.ts';

/** The disk fills up at a moment of chance; by turns the product is killed while it is full, or goes on. */
async function filling({ home, rounds, random, progress }: FaultPlan): Promise<FaultReport> {
  const disk = join(home.folder, 'disk');
  spawnSync('mkdir', [disk]);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', disk]).status !== 0)
    throw new Error('this machine lets nobody mount a small disk');
  const place = { dataDirectory: join(disk, 'data') };
  const environment = { ...home.environment, RAPPORT_DATA: place.dataDirectory };
  const filler = join(disk, 'filler');
  const ledger = new Ledger('disk');
  const figures = { 'told that it is full': 0 };
  let unreadable = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const product = await startProduct(environment);
      const over = new AbortController();
      const writing = ledger.pump(product.call, () => over.signal.aborted, 2);
      await sleep(500 + random() * 500);
      over.abort();
      await writing;
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
      for (let tries = 0; tries < 100; tries += 1) {
        const delivery = await product.call('save_contacts', {
          name: `Filler ${round}-${tries}`,
          notes: 'x '.repeat(4_000),
        });
        if (delivery.became !== 'refused') continue;
        if (delivery.code === 'storage_full') figures['told that it is full'] += 1;
        break;
      }
      const read = await product.call('search_contacts', { limit: 1 });
      if (read.became !== 'done') unreadable += 1;
      if (round % 2 === 0) await product.end('SIGKILL');
      await rm(filler);
      if (round % 2 === 1) await product.end('hang-up');
      progress(round + 1);
    }
    const last = await startProduct(environment);
    await ledger.settle(last.call);
    await last.end('hang-up');
    const { acknowledged, retried, ...wrong } = await ledger.toll(place);
    return { rounds, figures: { acknowledged, retried, ...figures }, mustBeZero: { ...wrong, unreadable } };
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
}

export const disks: Fault[] = [
  {
    name: 'disk full',
    usual: 10,
    unable: () =>
      process.platform !== 'linux' || process.getuid?.() !== 0
        ? 'it needs root on Linux, to mount a small disk'
        : process.env.TEST_DATABASE_URL !== undefined
          ? 'on PGlite alone; db/postgres/server.test.ts has that of a server'
          : undefined,
    run: filling,
  },
];
