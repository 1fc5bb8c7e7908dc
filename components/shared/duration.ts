const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** `0s`, `52s`, `1m 04s`, `2h 03m`, `3d 04h`: two units at most and the second one padded, so that a ticking one keeps its width. */
export function formatDuration(ms: number): string {
  const time = Math.max(0, Math.floor(ms / SECOND) * SECOND);
  if (time < MINUTE) return `${time / SECOND}s`;
  if (time < HOUR) return `${Math.floor(time / MINUTE)}m ${two((time % MINUTE) / SECOND)}s`;
  if (time < DAY) return `${Math.floor(time / HOUR)}h ${two(Math.floor((time % HOUR) / MINUTE))}m`;
  return `${Math.floor(time / DAY)}d ${two(Math.floor((time % DAY) / HOUR))}h`;
}

/** The same for machines, as `<time datetime>` takes it: `PT64S` (ISO 8601). */
export const isoDuration = (ms: number): string => `PT${Math.max(0, Math.floor(ms / SECOND))}S`;

/** What lies between a start and an end (ms); a thing that has not ended counts up to `now`. Null before it starts. */
export function elapsed(
  { startTime, endTime }: { readonly startTime: number | null; readonly endTime: number | null },
  now: number,
): number | null {
  return startTime === null ? null : Math.max(0, (endTime ?? now) - startTime);
}
