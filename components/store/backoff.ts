import { ending } from './ending.ts';

/** The pause before a reconnect when the server has named none (ms). */
const DEFAULT_RETRY = 2_000;
const LONGEST_PAUSE = 30_000;

export interface Backoff {
  /** The server's wish (`retry:`), in ms. */
  setBase(ms: number): void;
  /** The pause before the next try: doubled with each failure, and spread so that a thousand viewers do not come at once. */
  next(): number;
  /** The connection was good. */
  reset(): void;
}

export function createBackoff(random: () => number = Math.random): Backoff {
  let base = DEFAULT_RETRY;
  let failures = 0;
  return {
    setBase(ms) {
      base = Math.min(ms, LONGEST_PAUSE);
    },
    next() {
      const longest = Math.min(base * 2 ** failures, LONGEST_PAUSE);
      failures++;
      return longest * (0.5 + random() / 2);
    },
    reset() {
      failures = 0;
    },
  };
}

/** Resolves after a time, or at once when it is cut short. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(), ms);
    const end = ending(() => {
      clearTimeout(timer);
      resolve();
    }, signal);
  });
}
