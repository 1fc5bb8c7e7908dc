import type { Job, Millis, Run } from '../../../protocol/index.ts';

/**
 * The jobs that a run's time is made of: the one that ended last, before it the one that it had to wait for longest, and so
 * on. Any other could have taken longer and the run would not. Where a job names no needs, it waited for the stages before.
 */
export function criticalPath({ jobs, stages }: Pick<Run, 'jobs' | 'stages'>, now: Millis): Job[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const order = new Map(stages.map(({ id }, index) => [id, index]));
  const stageOf = ({ stage }: Job): number => order.get(stage ?? '') ?? -1;
  const ran = jobs.filter(({ startTime, conclusion }) => startTime !== null && conclusion !== 'skipped');
  const before = (job: Job): Job[] =>
    job.needs.length > 0
      ? job.needs.flatMap((need) => byId.get(need) ?? [])
      : ran.filter((other) => stageOf(other) < stageOf(job) && endOf(other, now) <= (job.startTime ?? now));

  const path: Job[] = [];
  // A circle of needs would never end.
  for (let job = latest(ran, now); job && !path.includes(job); job = latest(before(job), now)) path.unshift(job);
  return path;
}

const endOf = ({ startTime, endTime }: Job, now: Millis): Millis => endTime ?? (startTime === null ? -Infinity : now);

/** Of several that end together the one that began last held the others up least: the one that began first counts. */
const latest = (jobs: readonly Job[], now: Millis): Job | undefined =>
  jobs
    .filter(({ startTime }) => startTime !== null)
    .toSorted((a, b) => endOf(b, now) - endOf(a, now) || (a.startTime ?? 0) - (b.startTime ?? 0))[0];
