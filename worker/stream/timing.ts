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
const HOUR = 3600 * SECOND;

export const randomTiming = (): StreamTiming => ({
  retry: between(1 * SECOND, 3 * SECOND),
  heartbeat: between(15 * SECOND, 25 * SECOND),
  lifetime: between(2 * HOUR, 4 * HOUR),
});

const between = (low: number, high: number): number => Math.round(low + Math.random() * (high - low));
