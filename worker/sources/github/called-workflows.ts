import { shorten, type WorkflowJob } from './workflow.ts';

/** Where a workflow file is: the repository (`owner/name`), the path in it, and the commit, branch or tag. */
export interface WorkflowFile {
  project: string;
  path: string;
  ref: string;
}

/**
 * The file that a job calls: `./.github/workflows/x.yml` is beside the file that calls it, at the same commit;
 * `owner/name/.github/workflows/x.yml@ref` may be anywhere. Null for a job that calls none.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_iduses
 */
export function calledFile({ uses }: WorkflowJob, from: WorkflowFile): WorkflowFile | null {
  const [, project, path, ref] = CALL.exec(uses ?? '') ?? [];
  if (path === undefined) return null;
  if (project === undefined) return ref === undefined ? { ...from, path } : null;
  return ref === undefined ? null : { project, path, ref };
}

const CALL = /^(?:\.|([\w-]+\/(?!\.+\/)[\w.-]+))\/(\.github\/workflows\/[\w.-]+\.ya?ml)(?:@([\w./+-]{1,255}))?$/;

/**
 * Puts the jobs of called workflows in the place of those that call them, by the names that GitHub gives them: `caller /
 * callee`, once for each leg of the caller's matrix. What the caller needs, the first of them need; what needed the caller
 * needs the last of them. `called`: by caller, the jobs of its file, with those that they call unfolded already.
 */
export function withCalled(
  jobs: readonly WorkflowJob[],
  called: ReadonlyMap<WorkflowJob, readonly WorkflowJob[]>,
): WorkflowJob[] {
  const last = new Map<string, readonly string[]>();
  const expanded = jobs.map((caller): WorkflowJob[] => {
    const inside = called.get(caller) ?? [];
    // Of a caller with an unfinished name it is not known how the names of its jobs begin.
    if (inside.length === 0 || caller.instances !== undefined) return [caller];
    const keys = new Set(inside.map(({ key }) => key));
    const needed = new Set(inside.flatMap(({ needs }) => needs));
    const ends = inside.filter(({ key }) => !needed.has(key));
    last.set(
      caller.key,
      caller.names.flatMap((_name, leg) => ends.map(({ key }) => within(caller, leg, key))),
    );
    return caller.names.flatMap((name, leg) =>
      inside.map((job) => {
        const needs = job.needs.filter((need) => keys.has(need));
        return {
          ...job,
          key: within(caller, leg, job.key),
          needs: needs.length > 0 ? needs.map((need) => within(caller, leg, need)) : caller.needs,
          names: job.names.map((inner) => shorten(`${name} / ${inner}`)),
          instances: job.instances === undefined ? undefined : `${name} / ${job.instances}`,
        };
      }),
    );
  });
  return expanded.flat().map((job) => ({ ...job, needs: job.needs.flatMap((need) => last.get(need) ?? [need]) }));
}

/** A slash cannot stand in the key of a job, so this is the key of no other. `leg`: which one of the caller's matrix it is. */
const within = (caller: WorkflowJob, leg: number, key: string): string => `${caller.key}/${leg}/${key}`;
