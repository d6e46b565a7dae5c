/** Finds what a text means among the records of a kind. */
export type LookUp<Found> = (kind: string, text: string) => Promise<Found[]>;

interface Waiting<Found> {
  kind: string;
  text: string;
  resolve(found: Found[]): void;
  reject(reason: unknown): void;
}

/**
 * Look-ups that are kept until they are let go of, those asked for at the same moment made in one transaction:
 * most of the time a look-up takes is its transaction's beginning and end.
 *
 * @param read  opens a transaction and gives what looks up in it
 */
export function lookUps<Found>(read: (work: (find: LookUp<Found>) => Promise<void>) => Promise<void>): {
  find: LookUp<Found>;
  forget(): void;
} {
  const found = new Map<string, Promise<Found[]>>();
  let waiting: Waiting<Found>[] = [];

  function make(): void {
    const all = waiting;
    waiting = [];
    const work = async (find: LookUp<Found>): Promise<void> => {
      for (const { kind, text, resolve } of all) resolve(await find(kind, text));
    };
    read(work).catch((error: unknown) => {
      for (const { reject } of all) reject(error);
    });
  }

  return {
    find(kind, text) {
      const key = `${kind} ${text}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const { promise, resolve, reject } = Promise.withResolvers<Found[]>();
      if (waiting.length === 0) setImmediate(make);
      waiting.push({ kind, text, resolve, reject });
      found.set(key, promise);
      promise.catch(() => found.delete(key));
      return promise;
    },
    forget: () => found.clear(),
  };
}
