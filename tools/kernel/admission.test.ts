import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Caller, createAdmission, limitsFor, usualLimits } from './admission.ts';
import { createTurns } from './turns.ts';

const dana: Caller = { person: 'w dana', client: 'desktop' };
const quiet = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Notes how a promise ends, so that what still waits shows too. */
function watch(entering: Promise<() => void>): { end: (() => void) | undefined; error: unknown } {
  const seen: { end: (() => void) | undefined; error: unknown } = { end: undefined, error: undefined };
  entering.then(
    (end) => {
      seen.end = end;
    },
    (error: unknown) => {
      seen.error = error;
    },
  );
  return seen;
}

describe('a client’s pace', () => {
  const limits = { ...usualLimits, perMinute: 60, burst: 3, parallel: 10, waiting: 4 };

  test('is free at first, then one call comes as one is earned', async () => {
    const admission = createAdmission(limits);
    const calls = Array.from({ length: 5 }, () => watch(admission.enter(dana, quiet)));
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.map(({ end }) => end !== undefined)).toEqual([true, true, true, false, false]);
    expect(admission.state()).toEqual({ running: 3, waiting: 2 });
    await vi.advanceTimersByTimeAsync(1_001);
    expect(calls.map(({ end }) => end !== undefined)).toEqual([true, true, true, true, false]);
    await vi.advanceTimersByTimeAsync(1_001);
    for (const { end } of calls) end!();
    expect(admission.state()).toEqual({ running: 0, waiting: 0 });
  });

  test('past what is worth waiting for it is refused, with the seconds to wait', async () => {
    const admission = createAdmission({ ...limits, longestWaitMs: 2_000 });
    const calls = Array.from({ length: 6 }, () => watch(admission.enter(dana, quiet)));
    await vi.advanceTimersByTimeAsync(0);
    expect(calls[5]?.error).toMatchObject({
      code: 'rate_limited',
      retryable: true,
      details: { retryAfterSeconds: 3 },
      hint: 'Wait 3 s, then go on more slowly.',
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls.slice(0, 5).every(({ end }) => end !== undefined)).toBe(true);
  });

  test('another client of the same person has its own, within what a person may do', async () => {
    const admission = createAdmission({ ...limits, waiting: 0 });
    const named = (name: number) => watch(admission.enter({ ...dana, client: `client ${name}` }, quiet));
    const calls = Array.from({ length: 40 }, (_, name) => named(name));
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.filter(({ end }) => end)).toHaveLength(30);
    expect(calls.at(-1)?.error).toMatchObject({ code: 'rate_limited' });
    const other = watch(admission.enter({ person: 'w wei', client: 'desktop' }, quiet));
    await vi.advanceTimersByTimeAsync(0);
    expect(other.end).toBeDefined();
  });
});

describe('a client’s line', () => {
  const limits = { ...usualLimits, perMinute: 600_000, burst: 10_000, parallel: 2, waiting: 3 };

  test('holds so many; the next is refused, and other clients come in', async () => {
    const admission = createAdmission(limits);
    const calls = Array.from({ length: 10 }, () => watch(admission.enter(dana, quiet)));
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.filter(({ end }) => end)).toHaveLength(2);
    expect(calls.filter(({ error }) => error)).toHaveLength(5);
    const other = watch(admission.enter({ ...dana, client: 'phone' }, quiet));
    await vi.advanceTimersByTimeAsync(0);
    other.end!();
    calls[0]!.end!();
    calls[0]!.end!();
    await vi.advanceTimersByTimeAsync(600);
    expect(calls.filter(({ end }) => end)).toHaveLength(3);
    expect(admission.state()).toEqual({ running: 2, waiting: 2 });
  });

  test('gives way: beside others it has one call at a time, and none starts while theirs run', async () => {
    const admission = createAdmission({ ...limits, parallel: 8, waiting: 100 });
    const noisy = Array.from({ length: 50 }, () => watch(admission.enter(dana, quiet)));
    const started = () => noisy.filter(({ end }) => end).length;
    await vi.advanceTimersByTimeAsync(0);
    expect(started()).toBe(8);
    const other = watch(admission.enter({ ...dana, client: 'phone' }, quiet));
    await vi.advanceTimersByTimeAsync(10);
    expect(other.end).toBeDefined();
    for (const { end } of noisy.slice(0, 8)) end!();
    await vi.advanceTimersByTimeAsync(100);
    expect(started()).toBe(8);
    other.end!();
    await vi.advanceTimersByTimeAsync(1);
    expect(started()).toBe(9);
    const long = watch(admission.enter({ ...dana, client: 'phone' }, quiet));
    noisy[8]!.end!();
    await vi.advanceTimersByTimeAsync(300);
    expect(started()).toBe(10);
    long.end!();
    noisy[9]!.end!();
    await vi.advanceTimersByTimeAsync(1_200);
    expect(started()).toBe(18);
  });

  test('is left by who cancels, before and while waiting', async () => {
    const admission = createAdmission(limits);
    const held = [watch(admission.enter(dana, quiet)), watch(admission.enter(dana, quiet))];
    const cancel = new AbortController();
    const waiting = watch(admission.enter(dana, cancel.signal));
    await vi.advanceTimersByTimeAsync(0);
    cancel.abort(new Error('gone'));
    const late = watch(admission.enter(dana, cancel.signal));
    await vi.advanceTimersByTimeAsync(0);
    expect([waiting.error, late.error]).toEqual([new Error('gone'), new Error('gone')]);
    for (const { end } of held) end!();
    expect(admission.state()).toEqual({ running: 0, waiting: 0 });
  });

  test('is bounded in all, whatever names clients take', async () => {
    const admission = createAdmission({ ...limits, parallel: 1, waitingInAll: 2 });
    const calls = Array.from({ length: 6 }, (_, index) =>
      watch(admission.enter({ person: `w ${index % 3}`, client: 'desktop' }, quiet)),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.map(({ error }) => (error as { code?: string })?.code)).toEqual([
      ...Array.from({ length: 5 }, () => undefined),
      'unavailable',
    ]);
  });

  test('thousands of names leave nothing behind', async () => {
    const admission = createAdmission(limits);
    for (let index = 0; index < 5_000; index++)
      (await admission.enter({ person: `w ${index}`, client: 'x' }, quiet))();
    expect(admission.state()).toEqual({ running: 0, waiting: 0 });
  });
});

test('the pace may be set, and 0 sets none', () => {
  expect(limitsFor(0)).toBeUndefined();
  expect(limitsFor()).toEqual(usualLimits);
  expect(limitsFor(6)).toMatchObject({ perMinute: 6, burst: 1 });
});

describe('turns', () => {
  test('go round: who asks once waits for one of the many, not for all', async () => {
    const turns = createTurns(1);
    const order: string[] = [];
    const work = async (who: string) => {
      const leave = await turns.take(who, quiet);
      order.push(who);
      leave();
    };
    const leave = await turns.take('noisy', quiet);
    const all = [...Array.from({ length: 50 }, () => work('noisy')), work('quiet'), work('other')];
    expect(turns.state()).toEqual({ running: 1, waiting: 52 });
    leave();
    await Promise.all(all);
    expect(order.indexOf('quiet')).toBe(1);
    expect(order.indexOf('other')).toBe(2);
    expect(turns.state()).toEqual({ running: 0, waiting: 0 });
  });

  test('are given up by who no longer wants one', async () => {
    const turns = createTurns(1);
    const leave = await turns.take('a', quiet);
    const cancel = new AbortController();
    const gone = turns.take('a', cancel.signal);
    const next = turns.take('a', quiet);
    cancel.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    leave();
    (await next)();
    await expect(turns.take('a', cancel.signal)).rejects.toThrow('gone');
    expect(turns.state()).toEqual({ running: 0, waiting: 0 });
  });
});
