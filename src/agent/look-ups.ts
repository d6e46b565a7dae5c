/** What looks up among records. */
export interface Reader<Found> {
  /** What a text means among the records of a kind. */
  find(kind: string, text: string): Promise<Found[]>;
  /** What has exactly one of these names, by the name. */
  named(names: readonly string[]): Promise<ReadonlyMap<string, Found[]>>;
}

interface Waiting<Services> {
  look(services: Services): Promise<void>;
  reject(reason: unknown): void;
}

/**
 * Look-ups that are kept until they are let go of, those asked for at the same moment made in one transaction:
 * most of the time a look-up takes is its transaction's beginning and end.
 *
 * @param read      opens a transaction
 * @param readerOf  what looks up in it
 */
export function lookUps<Services, Found>(
  read: (work: (services: Services) => Promise<void>) => Promise<void>,
  readerOf: (services: Services) => Reader<Found>,
): Reader<Found> & {
  /** Anything else to be read with them; it is not kept. */
  beside<Result>(of: (services: Services) => Promise<Result>): Promise<Result>;
  forget(): void;
} {
  const found = new Map<string, Promise<Found[]>>();
  const called = new Map<string, Promise<Found[]>>();
  let waiting: Waiting<Services>[] = [];

  function make(): void {
    const all = waiting;
    waiting = [];
    const work = async (services: Services): Promise<void> => {
      for (const { look } of all) await look(services);
    };
    read(work).catch((error: unknown) => {
      for (const { reject } of all) reject(error);
    });
  }

  function beside<Result>(of: (services: Services) => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    if (waiting.length === 0) setImmediate(make);
    waiting.push({ look: async (services) => resolve(await of(services)), reject });
    return promise;
  }

  function keep(kept: Map<string, Promise<Found[]>>, key: string, asked: Promise<Found[]>): Promise<Found[]> {
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  }

  return {
    beside,
    find(kind, text) {
      const key = `${kind} ${text}`;
      const known = found.get(key);
      return (
        known ??
        keep(
          found,
          key,
          beside((services) => readerOf(services).find(kind, text)),
        )
      );
    },
    async named(names) {
      const unknown = names.filter((name) => !called.has(name));
      if (unknown.length > 0) {
        const all = beside((services) => readerOf(services).named(unknown));
        for (const name of unknown)
          keep(
            called,
            name,
            all.then((byName) => byName.get(name) ?? []),
          );
      }
      const entries = await Promise.all(names.map(async (name) => [name, await called.get(name)!] as const));
      return new Map(entries.filter(([, records]) => records.length > 0));
    },
    forget() {
      found.clear();
      called.clear();
    },
  };
}
