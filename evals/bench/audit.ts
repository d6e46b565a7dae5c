import { verifyChain } from '../../src/trust/index.ts';
import type { App } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';
import { openEmptyApp } from './place.ts';

const fullSize = 5_000;
const fullRounds = 5;

/** How quickly the change log is verified, each entry of a task that was saved. */
export const audit: Bench = {
  name: 'audit',
  description: {
    en: 'verification of the hash-chained change log, entries a second',
    zh: '每秒验证的哈希链变更日志条数',
  },
  async run({ size = fullSize, rounds = fullRounds }, host) {
    await using app = await openEmptyApp(host);
    await fill(app, size, host);
    const limits = { signal: host.signal, timeoutMs: 600_000 };
    const seconds: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const begun = performance.now();
      const report = await app.runtime.read(app.session, verifyChain, limits);
      if (report.firstBreak !== null || report.entries < size) throw new Error('the change log is not whole');
      seconds.push((performance.now() - begun) / 1_000);
    }
    const rates = seconds.slice(1).map((taken) => size / taken);
    return [
      {
        name: 'verify',
        unit: 'rows/s',
        sides: { rapport: median(rates) },
        spread: { rapport: spreadOf(rates) },
        bar: { least: 50_000 },
        n: rounds,
        note: `${size} entries of one record each; the first round is left out.`,
      } satisfies Measure,
    ];
  },
};

async function fill(app: App, size: number, { say, signal }: BenchHost): Promise<void> {
  say(`Saving ${size} tasks …`);
  for (let number = 0; number < size; number++) {
    signal.throwIfAborted();
    const saved = await app.call('save_tasks', { title: `Call number ${number}` });
    if (!saved.ok) throw new Error(saved.error.message);
  }
}
