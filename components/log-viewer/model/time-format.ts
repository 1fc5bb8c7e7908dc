export const TIMESTAMPS = ['off', 'clock', 'utc', 'relative', 'iso'] as const;
export type Timestamps = (typeof TIMESTAMPS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const iso = (ms: number): string => new Date(ms).toISOString();

/** `14:03:07.042` in the person's time zone. */
const clock = (ms: number): string => iso(ms - new Date(ms).getTimezoneOffset() * MINUTE).slice(11, 23);

/** `+1:03:07.042`, hours only where there are any. */
function relative(ms: number): string {
  const time = Math.abs(ms);
  const hours = Math.floor(time / HOUR);
  const rest = iso(time % HOUR).slice(14, 23);
  return `${ms < 0 ? '−' : '+'}${hours > 0 ? `${hours}:${rest}` : rest.replace(/^0/, '')}`;
}

/** The time of a line. `origin` is what relative times count from (ms). */
export function formatTimestamp(ms: number | null, format: Timestamps, origin: number): string {
  if (ms === null || format === 'off') return '';
  if (format === 'relative') return relative(ms - origin);
  if (format === 'clock') return clock(ms);
  return format === 'utc' ? iso(ms).slice(11, 23) : iso(ms);
}
