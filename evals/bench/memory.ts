import type { BenchHost, Measure } from './bench.ts';

const everyMs = 100;

/** Looks at this process's resident set ten times a second, until it goes out of scope. */
export interface MemoryWatch extends Disposable {
  /** The highest seen, with a bar where the server is not in the same process. */
  measure(host: BenchHost, n: number, mostMegabytes: number): Measure;
}

export function watchMemory(): MemoryWatch {
  let highest = 0;
  const watching = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, everyMs);
  return {
    measure({ databaseUrl }, n, mostMegabytes) {
      const embedded = databaseUrl === undefined;
      return {
        name: 'memory of the process',
        unit: 'MB',
        sides: { rapport: highest / 1e6 },
        n,
        note: embedded
          ? 'the embedded engine lives in the same process'
          : 'resident set, highest of a look every 0.1 s; the server apart',
        ...(!embedded && { bar: { most: mostMegabytes } }),
      };
    },
    [Symbol.dispose]: () => clearInterval(watching),
  };
}
