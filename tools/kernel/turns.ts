/** Takes turns between those who want one of a few places. */
export interface Turns {
  /**
   * Waits for a place: who asks for one waits for one of each of the others, however many those ask for.
   *
   * @returns to be called when the place is free again
   * @throws the signal's reason where it fires before
   */
  take(who: string, signal: AbortSignal): Promise<() => void>;
  state(): { running: number; waiting: number };
}

/** Gives the places to everybody in turn, and to each in the order they asked. */
export function createTurns(places: number): Turns {
  const lines = new Map<string, (() => void)[]>();
  let running = 0;
  let waiting = 0;

  /** The first of the line whose turn it is; the line goes behind the others. */
  function next(): (() => void) | undefined {
    for (const [who, line] of lines) {
      const start = line.shift();
      lines.delete(who);
      if (line.length > 0) lines.set(who, line);
      if (start) return start;
    }
    return undefined;
  }

  function occupy(): () => void {
    running += 1;
    let isFree = false;
    return () => {
      if (isFree) return;
      isFree = true;
      running -= 1;
      next()?.();
    };
  }

  return {
    async take(who, signal) {
      signal.throwIfAborted();
      if (running < places) return occupy();
      return new Promise((resolve, reject) => {
        const line = lines.get(who) ?? [];
        const start = () => {
          waiting -= 1;
          signal.removeEventListener('abort', leave);
          resolve(occupy());
        };
        const leave = () => {
          waiting -= 1;
          line.splice(line.indexOf(start), 1);
          reject(signal.reason);
        };
        waiting += 1;
        line.push(start);
        lines.set(who, line);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    state: () => ({ running, waiting }),
  };
}
