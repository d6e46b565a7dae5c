import { RapportError } from '../../src/trust/errors.ts';

/** How much one client may ask of a server. Its state is this process's own: several servers, several times as much. */
export interface CallLimits {
  /** Calls a minute, in the long run; a person's clients together may make ten times as many. */
  perMinute: number;
  /** Calls that may come at once after a rest. */
  burst: number;
  /** Calls of one client that run at the same time; one at a time while other clients call, too. */
  parallel: number;
  /** Calls of one client that wait, and of all together. */
  waiting: number;
  waitingInAll: number;
  /** How long a call waits for its turn before it is refused instead, in milliseconds. */
  longestWaitMs: number;
}

export const usualLimits: CallLimits = {
  perMinute: 1_200,
  burst: 60,
  parallel: 8,
  waiting: 100,
  waitingInAll: 1_000,
  longestWaitMs: 5_000,
};

/** The usual limits at another pace. @returns undefined for 0, which sets none */
export function limitsFor(perMinute: number = usualLimits.perMinute): CallLimits | undefined {
  const burst = Math.max(1, Math.min(perMinute, Math.ceil(perMinute / 20)));
  return perMinute === 0 ? undefined : { ...usualLimits, perMinute, burst };
}

/** Who calls: somebody, through one of their clients. */
export interface Caller {
  /** The workspace's user or key. */
  person: string;
  /** The name their program gives, which it may change at will. */
  client: string;
}

/** Where calls wait for their turn, client by client. */
export interface Admission {
  /**
   * Waits until a call may run.
   *
   * @returns to be called when it has run
   * @throws RapportError `rate_limited` or `unavailable` with the seconds to wait in `details.retryAfterSeconds`
   */
  enter(caller: Caller, signal: AbortSignal): Promise<() => void>;
  state(): { running: number; waiting: number };
}

/** What refills with time and empties with use. */
interface Bucket {
  tokens: number;
  at: number;
}

interface Line extends Bucket {
  running: number;
  waiting: Waiting[];
  timer: NodeJS.Timeout | undefined;
}

interface Waiting {
  since: number;
  start(): void;
}

/** So long after its last call a client counts as one that calls. */
const recentMs = 500;
/** So long, at most, a call in a line gives way to other clients' calls under way. */
const givesWayMs = 250;

/** A person's clients together may do so much more than one, whatever names they take. */
const clientsOfAPerson = 10;
/** From so many remembered clients on, those that rest are forgotten. */
const mostRemembered = 1_000;

/**
 * Lets calls in at a client's pace: at once while it has calls left, then as they come back with time, each
 * client in a line of its own. A line that is full, or too long to be worth waiting in, refuses at once.
 *
 * A client alone may run several calls at a time. Beside others it runs one, and what waits in its line gives
 * way to their calls under way: who asks for little is answered about as soon as if alone.
 */
export function createAdmission(limits: CallLimits): Admission {
  const { burst, parallel } = limits;
  const perMs = limits.perMinute / 60_000;
  const lines = new Map<string, Line>();
  const people = new Map<string, Bucket>();
  let running = 0;
  let waiting = 0;
  /** Who called last, and when somebody else had before. */
  const latest: { line: Line | undefined; at: number; otherAt: number } = {
    line: undefined,
    at: Number.NEGATIVE_INFINITY,
    otherAt: Number.NEGATIVE_INFINITY,
  };
  /** Lines that wait for something else than their pace. */
  const held = new Set<Line>();
  /** When to look again for clients that rest. */
  let rememberedBy = mostRemembered;

  const refill = (bucket: Bucket, factor = 1): void => {
    const now = performance.now();
    const earned = (now - bucket.at) * perMs * factor;
    bucket.tokens = Math.min(burst * factor, bucket.tokens + earned);
    bucket.at = now;
  };

  const bucketOf = (person: string): Bucket => {
    const known = people.get(person);
    if (known) return known;
    const made = { tokens: burst * clientsOfAPerson, at: performance.now() };
    people.set(person, made);
    return made;
  };

  const lineOf = (name: string): Line => {
    const known = lines.get(name);
    if (known) return known;
    if (lines.size >= rememberedBy) forget();
    const made: Line = { tokens: burst, at: performance.now(), running: 0, waiting: [], timer: undefined };
    lines.set(name, made);
    return made;
  };

  function forget(): void {
    for (const [name, line] of lines) {
      refill(line);
      if (line.running === 0 && line.waiting.length === 0 && line.tokens >= burst) lines.delete(name);
    }
    for (const [name, bucket] of people) {
      refill(bucket, clientsOfAPerson);
      if (bucket.tokens >= burst * clientsOfAPerson) people.delete(name);
    }
    rememberedBy = Math.max(mostRemembered, 2 * lines.size);
  }

  function note(line: Line): void {
    if (latest.line !== line) latest.otherAt = latest.at;
    latest.line = line;
    latest.at = performance.now();
  }

  /** Whether another client calls, or did a moment ago. */
  const isBesideOthers = (line: Line): boolean =>
    running > line.running ||
    performance.now() - (latest.line === line ? latest.otherAt : latest.at) < recentMs;

  const hasRoom = (line: Line): boolean => line.running < (isBesideOthers(line) ? 1 : parallel);

  /** Starts what may start, and comes back when the next call is earned or has given way for long enough. */
  function advance(line: Line): void {
    refill(line);
    held.delete(line);
    for (let first = line.waiting[0]; first; first = line.waiting[0]) {
      const givenWay = performance.now() - first.since;
      const givesWay = running > line.running && givenWay < givesWayMs;
      if (givesWay || !hasRoom(line)) {
        held.add(line);
        comeBack(line, givesWay ? givesWayMs - givenWay : recentMs);
        return;
      }
      if (line.tokens < 1) {
        comeBack(line, (1 - line.tokens) / perMs);
        return;
      }
      line.waiting.shift();
      line.tokens -= 1;
      first.start();
    }
  }

  function comeBack(line: Line, inMs: number): void {
    clearTimeout(line.timer);
    line.timer = setTimeout(() => advance(line), Math.ceil(inMs));
  }

  function startIn(line: Line): () => void {
    line.running += 1;
    running += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      line.running -= 1;
      running -= 1;
      for (const other of [...held]) advance(other);
      advance(line);
    };
  }

  function refuseWhere(line: Line): void {
    if (line.waiting.length >= limits.waiting)
      throw tooMany(`${limits.waiting} calls of yours are waiting already.`, waitFor(line));
    if (waiting >= limits.waitingInAll)
      throw new RapportError('unavailable', 'Too many calls are waiting on this server.', {
        hint: 'Try again in 1 s.',
        details: { retryAfterSeconds: 1 },
      });
    if (waitFor(line) > limits.longestWaitMs)
      throw tooMany(`You make more than ${limits.perMinute} calls a minute.`, waitFor(line));
  }

  /** Until the next call of a line would be earned, in milliseconds. */
  const waitFor = (line: Line): number => Math.max(0, (line.waiting.length + 1 - line.tokens) / perMs);

  return {
    async enter({ person, client }, signal) {
      signal.throwIfAborted();
      const whole = bucketOf(person);
      refill(whole, clientsOfAPerson);
      if (whole.tokens < 1)
        throw tooMany(
          `Your clients together make more than ${limits.perMinute * clientsOfAPerson} calls a minute.`,
          (1 - whole.tokens) / (perMs * clientsOfAPerson),
        );
      const line = lineOf(`${person}\n${client}`);
      refill(line);
      note(line);
      const isFree = line.waiting.length === 0 && hasRoom(line) && line.tokens >= 1;
      if (!isFree) refuseWhere(line);
      whole.tokens -= 1;
      if (isFree) {
        line.tokens -= 1;
        return startIn(line);
      }
      return new Promise((resolve, reject) => {
        const own: Waiting = {
          since: performance.now(),
          start() {
            waiting -= 1;
            signal.removeEventListener('abort', leave);
            resolve(startIn(line));
          },
        };
        const leave = () => {
          waiting -= 1;
          line.waiting.splice(line.waiting.indexOf(own), 1);
          reject(signal.reason);
        };
        waiting += 1;
        line.waiting.push(own);
        signal.addEventListener('abort', leave, { once: true });
        advance(line);
      });
    },
    state: () => ({ running, waiting }),
  };
}

function tooMany(message: string, waitMs: number): RapportError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new RapportError('rate_limited', message, {
    hint: `Wait ${seconds} s, then go on more slowly.`,
    details: { retryAfterSeconds: seconds },
  });
}
