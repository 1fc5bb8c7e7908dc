import { compareText } from './facts.ts';
import type { Job } from './run.ts';

/** A job that the definition of the pipeline names. */
export interface Plan {
  job: Job;
  /** How the names of the jobs begin that it stands for; null when it is a job itself. */
  instances: string | null;
}

/**
 * Finds the place of each job in the plan. A job of the same name is the plan's own; one whose name begins as the plan says
 * takes over the needs of that entry, which gives way; the longest beginning fits best. The rest has no place.
 */
export function placeByPlan(jobs: readonly Job[], plans: readonly Plan[]): { jobs: Job[]; unplaced: string[] } {
  const planned = new Set(plans.map(({ job }) => job.id));
  const open = plans
    .flatMap(({ job, instances }) => (instances === null ? [] : [{ job, instances }]))
    .sort((a, b) => b.instances.length - a.instances.length || compareText(a.job.id, b.job.id));
  const takenOver = new Map<string, string[]>();
  const unplaced: string[] = [];
  const placed = jobs.map((job) => {
    if (planned.has(job.id)) return job;
    const entry = open.find(({ instances }) => job.name.startsWith(instances));
    if (entry === undefined) {
      unplaced.push(job.id);
      return job;
    }
    const instances = takenOver.get(entry.job.id);
    if (instances) instances.push(job.id);
    else takenOver.set(entry.job.id, [job.id]);
    const { needs, stage, name } = entry.job;
    return {
      ...job,
      needs: job.needs.length > 0 ? job.needs : needs,
      stage: job.stage ?? stage,
      group: job.group ?? name,
    };
  });
  if (takenOver.size === 0) return { jobs: placed, unplaced };
  const standing = placed.filter(({ id }) => !takenOver.has(id));
  return { jobs: standing.map((job) => withInstances(job, takenOver)), unplaced };
}

/** What needed the entry needs the jobs that took it over. */
function withInstances(job: Job, takenOver: ReadonlyMap<string, readonly string[]>): Job {
  if (!job.needs.some((need) => takenOver.has(need))) return job;
  return { ...job, needs: job.needs.flatMap((need) => takenOver.get(need) ?? [need]) };
}
