const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units, and the next larger one of which they are a part. */
const UNITS = [
  ['d', DAY, Infinity],
  ['h', HOUR, DAY],
  ['m', MINUTE, HOUR],
  ['s', SECOND, MINUTE],
] as const;

/** `0s`, `52s`, `1m 04s`, `2h 03m`, `3d 04h`: two units at most and the second one padded, so that a ticking one keeps its width. */
export function formatDuration(ms: number): string {
  const time = Math.max(0, ms);
  const first = UNITS.findIndex(([, unit]) => time >= unit || unit === SECOND);
  return UNITS.slice(first, first + 2)
    .map(([letter, unit, whole], index) => {
      const value = Math.floor((time % whole) / unit);
      return `${index > 0 ? String(value).padStart(2, '0') : value}${letter}`;
    })
    .join(' ');
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
