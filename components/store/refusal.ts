import type { StreamEnd } from './stream.ts';
import { problemOf } from './http.ts';

/** 408 timeout, 425 too early, 429 too many, all of 5xx, and 0 for no answer at all: asking again later may help. */
export const isPassing = (status: number): boolean => [0, 408, 425, 429].includes(status) || status >= 500;

/** A server's longest pause that is believed (ms). */
const LONGEST_RETRY_AFTER = 3_600_000;

/** Null for an answer that is a stream; otherwise why it is none, and whether to ask again. */
export async function refusalOf(response: Response): Promise<StreamEnd | null> {
  const { status, headers } = response;
  const streams = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (response.ok && streams) return null;
  const problem = await problemOf(response);
  if (isPassing(status)) {
    return { kind: 'failed', problem, retryAfter: retryAfter(headers) };
  }
  return {
    kind: 'refused',
    problem: response.ok ? { ...problem, title: 'This address is not one of a pipeline' } : problem,
  };
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3). In ms, 0 for nothing sensible. */
export function retryAfter(headers: Headers): number {
  const header = headers.get('retry-after');
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER);
}
