export const TIMESTAMPS = ['off', 'clock', 'relative', 'iso'] as const;
export type Timestamps = (typeof TIMESTAMPS)[number];

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `14:03:07.042` in the person's time zone. */
function clock(ms: number): string {
  const at = new Date(ms);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
}

/** `+1:03:07.042`, hours only where there are any. */
function relative(ms: number): string {
  const time = Math.abs(ms);
  const hours = Math.floor(time / 3_600_000);
  const minutes = Math.floor(time / 60_000) % 60;
  const seconds = `${pad(Math.floor(time / 1000) % 60)}.${pad(time % 1000, 3)}`;
  return `${ms < 0 ? '−' : '+'}${hours > 0 ? `${hours}:${pad(minutes)}` : minutes}:${seconds}`;
}

/** The time of a line. `origin` is what relative times count from (ms). */
export function formatTimestamp(ms: number | null, format: Timestamps, origin: number): string {
  if (ms === null || format === 'off') return '';
  if (format === 'relative') return relative(ms - origin);
  return format === 'iso' ? new Date(ms).toISOString() : clock(ms);
}
