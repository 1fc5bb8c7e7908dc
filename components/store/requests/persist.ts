import { createBackoff, pause } from '../backoff.ts';
import { ProblemError } from '../problem.ts';
import { isPassing } from '../refusal.ts';

/** Repeats a request for as long as what hinders it may pass by itself. Rejects otherwise, and when `signal` says to give up. */
export async function persist<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const backoff = createBackoff();
  for (;;) {
    signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ProblemError) || !isPassing(error.problem.status)) throw error;
      await pause(Math.max(backoff.next(), error.retryAfter), signal);
    }
  }
}
