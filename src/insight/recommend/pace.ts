import { setImmediate } from 'node:timers/promises';

/** Lets a long computation be watched and stopped, and lets others be served while it runs. */
export interface Pace {
  signal: AbortSignal;
  /** @param share how much of the whole is done, from 0 to 1 */
  progress(share: number): void;
}

/** A computation nobody watches. */
export const unwatched: Pace = { signal: new AbortController().signal, progress: () => undefined };

/** The part of a pace that belongs to one step of several. */
export const within = ({ signal, progress }: Pace, from: number, to: number): Pace => ({
  signal,
  progress: (share) => progress(from + share * (to - from)),
});

/** Gives way to whatever else waits. @throws the signal's reason where it has fired */
export async function giveWay({ signal, progress }: Pace, share: number): Promise<void> {
  progress(share);
  await setImmediate();
  signal.throwIfAborted();
}
