import type { Job } from './run.ts';
import { isFailure } from './status.ts';

/** The jobs without those that cannot begin any more, because one that they need has failed, or cannot begin itself. */
export function stillToCome(jobs: readonly Job[]): readonly Job[] {
  if (!jobs.some(({ status }) => status === 'created')) return jobs;
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const known = new Map<string, boolean>();
  const isBlocked = (job: Job): boolean => {
    if (job.status !== 'created') return false;
    const before = known.get(job.id);
    if (before !== undefined) return before;
    known.set(job.id, false); // needs that lead back to the job itself block nothing
    const blocked = job.needs.some((need) => {
      const needed = byId.get(need);
      return needed !== undefined && (hasFailed(needed) || isBlocked(needed));
    });
    known.set(job.id, blocked);
    return blocked;
  };
  return jobs.filter((job) => !isBlocked(job));
}

const hasFailed = ({ conclusion, allowFailure }: Job): boolean =>
  !allowFailure && (isFailure(conclusion) || conclusion === 'cancelled');

/** The jobs of a run that has ended: those of its plan that it never came to were skipped. */
export function skipUnreached(jobs: readonly Job[], planned: ReadonlySet<string>): readonly Job[] {
  if (!jobs.some((job) => isUnreached(job, planned))) return jobs;
  return jobs.map((job) => (isUnreached(job, planned) ? skipped(job) : job));
}

const isUnreached = ({ id, status }: Job, planned: ReadonlySet<string>): boolean =>
  status === 'created' && planned.has(id);

const made = new WeakMap<Job, Job>();

/** The same object each time, so that what did not change is found by identity. */
function skipped(job: Job): Job {
  const known = made.get(job);
  if (known) return known;
  const passed: Job = { ...job, status: 'completed', conclusion: 'skipped', progress: 100 };
  made.set(job, passed);
  return passed;
}
