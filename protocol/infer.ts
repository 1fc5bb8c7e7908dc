import { compareText } from './facts.ts';
import type { Job } from './run.ts';

/** So many needs of one job tell a person enough; two waves of 500 jobs would otherwise be 250,000 edges. */
const MAX_NEEDS = 20;

interface Span {
  id: string;
  begin: number;
  end: number;
}

/**
 * What jobs evidently waited for, judged by time: those that had ended when it came to be, without those that others of
 * them had waited for in their turn. `isOpen` says of which jobs it is asked; a job that says its needs keeps them.
 */
export function inferNeeds(jobs: readonly Job[], isOpen: (job: Job) => boolean): Job[] {
  const ended = jobs.flatMap((job) => spanOf(job) ?? []).sort((a, b) => a.end - b.end || compareText(a.id, b.id));
  // The latest begin among the first n that ended.
  const begins: number[] = [];
  for (const { begin } of ended) begins.push(Math.max(begin, begins.at(-1) ?? -Infinity));
  return jobs.map((job) => {
    const begin = beginOf(job);
    if (begin === null || job.needs.length > 0 || !isOpen(job)) return job;
    const before = countUpTo(ended, begin);
    const latest = begins[before - 1] ?? -Infinity;
    const needs: string[] = [];
    for (let index = before - 1; index >= 0 && needs.length < MAX_NEEDS; index -= 1) {
      const span = ended[index];
      if (span === undefined || span.end <= latest) break;
      needs.push(span.id);
    }
    return withNeeds(job, needs.sort(compareText));
  });
}

/** A source makes a job known when what it needs has ended; a runner may take it up much later. */
export const beginOf = (job: Job): number | null =>
  job.conclusion === 'skipped' ? null : (job.queuedTime ?? job.startTime);

/** A job that took no time at all, by a source that counts in seconds, came before nothing. */
function spanOf(job: Job): Span | null {
  const begin = beginOf(job);
  const { id, endTime: end } = job;
  return begin !== null && end !== null && end > begin ? { id, begin, end } : null;
}

/** How many of the spans, sorted by end, have ended by `time`. */
function countUpTo(spans: readonly Span[], time: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const made = new WeakMap<Job, Job>();

/** The same object for the same needs, so that what did not change is found by identity. */
function withNeeds(job: Job, needs: readonly string[]): Job {
  if (needs.length === 0) return job;
  const known = made.get(job);
  if (known && known.needs.length === needs.length && known.needs.every((need, i) => need === needs[i])) return known;
  const placed = { ...job, needs };
  made.set(job, placed);
  return placed;
}
