import type { Facts, State } from './facts.ts';
import type { Millis } from './run.ts';
import { rankOf, type Status } from './status.ts';

/** The value of a register. The merge that wrote it is the only writer, so its type is known by its field. */
export function read<T>(facts: Facts, field: string): T | undefined {
  return facts[field]?.[2] as T | undefined;
}

/** The source's own times, else when we heard of it. An end before the start is a clock's fault: it becomes the start. */
export function times(facts: Facts, status: Status): { startTime: Millis | null; endTime: Millis | null } {
  // What has run may have to wait once more: the next stage for somebody's word.
  const begun = rankOf(status) >= rankOf('running') || (status === 'waiting' && facts['startedAt'] !== undefined);
  const startTime = begun ? (read<Millis>(facts, 'startTime') ?? read<Millis>(facts, 'startedAt') ?? null) : null;
  const ended = status === 'completed';
  const endTime = ended ? (read<Millis>(facts, 'endTime') ?? read<Millis>(facts, 'endedAt') ?? null) : null;
  return { startTime, endTime: endTime === null || startTime === null ? endTime : Math.max(startTime, endTime) };
}

/** The state of something that no event has given one: what has written lines is evidently at work. */
export const silentState = (lines: number): State => ({
  status: lines > 0 ? 'running' : 'created',
  conclusion: null,
  waitReason: null,
  sourceStatus: null,
});
