import type { Env } from '../env.ts';

/** The rhythm of one stream, in ms. Spread at random, so that a thousand viewers do not all come back in the same second. */
export interface StreamTiming {
  /** The pause that a client should make before it reconnects. */
  retry: number;
  /** Between signs of life. Proxies close what is silent for 30 s and more. */
  heartbeat: number;
  /** After which the client is asked to reconnect: the CPU time of one request is capped. */
  lifetime: number;
}

const SECOND = 1000;
/** In seconds, where the Worker's variables say nothing else. */
const HEARTBEAT = 15;
const LIFETIME = 2 * 3600;

/**
 * A stream ends with its token, `until`, at the latest: whoever has another one goes on with that. A token is taken for some
 * seconds after it has expired; a viewer with one must not come back without a pause.
 */
export function randomTiming(
  { STREAM_HEARTBEAT, STREAM_LIFETIME }: Partial<Env> = {},
  until: number = Infinity,
): StreamTiming {
  const heartbeat = seconds(STREAM_HEARTBEAT, HEARTBEAT);
  const lifetime = seconds(STREAM_LIFETIME, LIFETIME);
  return {
    retry: between(1 * SECOND, 3 * SECOND),
    heartbeat: between(heartbeat, (5 / 3) * heartbeat),
    lifetime: Math.min(between(lifetime, 2 * lifetime), Math.max(SECOND, until - Date.now())),
  };
}

/** A variable as ms. One that is no number must not stop the stream: it is as if it were not set. */
function seconds(variable: string | undefined, usual: number): number {
  const set = Number(variable);
  return SECOND * (set > 0 && Number.isFinite(set) ? set : usual);
}

const between = (low: number, high: number): number => Math.round(low + Math.random() * (high - low));
