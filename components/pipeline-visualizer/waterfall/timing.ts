import type { Job, Millis, Run } from '../../../protocol/index.ts';
import { formatDuration } from '../../shared/duration.ts';

export interface Span {
  readonly start: Millis;
  readonly end: Millis;
}

/** From when to when a run is to be drawn; what has not ended lasts until now. Null before anything has begun. */
export function spanOf({ jobs, stages, startTime, endTime, createdTime }: Run, now: Millis): Span | null {
  const things = [...jobs, ...stages];
  const starts = [startTime, createdTime, ...things.map((thing) => thing.startTime)].filter((time) => time !== null);
  if (starts.length === 0) return null;
  const ends = things.flatMap((thing) => thing.endTime ?? (thing.startTime === null ? [] : now));
  const start = Math.min(...starts);
  return { start, end: Math.max(start + 1000, endTime ?? now, ...(endTime === null ? [] : ends)) };
}

/** Between two ticks (s). */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400] as const;
const MOST_TICKS = 7;

export interface Tick {
  /** Where in the span, 0 to 1. */
  readonly at: number;
  readonly label: string;
}

/** Round times since the start, a few of them. */
export function ticksOf({ start, end }: Span): Tick[] {
  const seconds = (end - start) / 1000;
  const step = STEPS.find((step) => seconds / step <= MOST_TICKS) ?? Math.ceil(seconds / MOST_TICKS);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => ({
    at: (index * step) / seconds,
    label: formatDuration(index * step * 1000),
  }));
}

/** Where in the span a job was queued, began and ended, 0 to 1; null for one that has not begun to wait or run. */
export function placeOf(
  { queuedTime, startTime, endTime }: Pick<Job, 'queuedTime' | 'startTime' | 'endTime'>,
  { start, end }: Span,
  now: Millis,
): { readonly queued: number; readonly begun: number; readonly ended: number } | null {
  const first = queuedTime ?? startTime;
  if (first === null) return null;
  const at = (time: Millis): number => Math.min(1, Math.max(0, (time - start) / (end - start)));
  const begun = at(startTime ?? endTime ?? now);
  return { queued: Math.min(at(first), begun), begun, ended: Math.max(begun, at(endTime ?? now)) };
}
