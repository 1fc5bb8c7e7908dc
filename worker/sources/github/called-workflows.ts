import { shorten, type WorkflowJob } from './workflow.ts';

/** The file of the same repository that a job calls; null for one that calls none, or one of another repository. */
export const calledFile = ({ uses }: WorkflowJob): string | null =>
  /^\.\/(\.github\/workflows\/[\w.-]+\.ya?ml)$/.exec(uses ?? '')?.[1] ?? null;

/**
 * Puts the jobs of called workflows in the place of those that call them, by the names that GitHub gives them: `caller /
 * callee`. What the caller needs, the first of them need; what needed the caller needs the last of them. Those that a
 * called workflow calls stand in `called` unfolded already.
 */
export function withCalled(
  jobs: readonly WorkflowJob[],
  called: ReadonlyMap<string, readonly WorkflowJob[]>,
): WorkflowJob[] {
  const last = new Map<string, readonly string[]>();
  const expanded = jobs.map((caller): WorkflowJob[] => {
    const inside = called.get(calledFile(caller) ?? '') ?? [];
    const [name] = caller.names;
    // Of a caller with a matrix or an unfinished name it is not known how the names of its jobs begin.
    if (inside.length === 0 || name === undefined || caller.instances !== `${name} / `) return [caller];
    const keys = new Set(inside.map(({ key }) => key));
    const needed = new Set(inside.flatMap(({ needs }) => needs));
    last.set(
      caller.key,
      inside.filter(({ key }) => !needed.has(key)).map(({ key }) => within(caller, key)),
    );
    return inside.map((job) => {
      const needs = job.needs.filter((need) => keys.has(need));
      return {
        ...job,
        key: within(caller, job.key),
        needs: needs.length > 0 ? needs.map((need) => within(caller, need)) : caller.needs,
        names: job.names.map((inner) => shorten(`${name} / ${inner}`)),
        instances: job.instances === undefined ? undefined : `${name} / ${job.instances}`,
      };
    });
  });
  return expanded.flat().map((job) => ({ ...job, needs: job.needs.flatMap((need) => last.get(need) ?? [need]) }));
}

/** A slash cannot stand in the key of a job, so this is the key of no other. */
const within = (caller: WorkflowJob, key: string): string => `${caller.key}/${key}`;
