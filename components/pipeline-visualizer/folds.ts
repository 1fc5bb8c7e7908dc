import { summarizeJobs, type Job, type Progress } from '../../protocol/index.ts';
import { lookOf, type Look } from '../shared/look.ts';

export interface JobEntry {
  readonly kind: 'job';
  readonly id: string;
  readonly job: Job;
  /** What its card says: the name, or in a group what sets it apart from the others. */
  readonly label: string;
}

/** Jobs that are variants of one another, such as a matrix, drawn as one box until a person unfolds it. */
export interface Fold {
  readonly kind: 'fold';
  readonly id: string;
  readonly name: string;
  readonly jobs: readonly Job[];
  readonly open: boolean;
}

/**
 * The jobs of a column with variants put together, in the order of the first of each. Only jobs of one depth, for a job
 * that waits for another variant of itself would make the group wait for itself.
 */
export function foldJobs(
  jobs: readonly Job[],
  depthOf: (job: Job) => number,
  column: string,
  unfolded: ReadonlySet<string>,
): (JobEntry | Fold)[] {
  const groups = new Map<string, { name: string; jobs: Job[] }>();
  const depths = new Map<string, number>();
  for (const job of jobs) {
    const name = variantOf(job);
    const depth = depthOf(job);
    if (name !== null && !depths.has(name)) depths.set(name, depth);
    const id =
      name === null
        ? jobId(job)
        : `fold:${JSON.stringify(depth === depths.get(name) ? [column, name] : [column, name, depth])}`;
    const group = groups.get(id);
    if (group) group.jobs.push(job);
    else groups.set(id, { name: name ?? job.name, jobs: [job] });
  }
  return [...groups].map(([id, { name, jobs }]) => {
    const [job] = jobs;
    return job && jobs.length === 1
      ? { kind: 'job', id: jobId(job), job, label: job.name }
      : { kind: 'fold', id, name, jobs, open: unfolded.has(id) };
  });
}

export const jobId = (job: Pick<Job, 'id'>): string => `job:${job.id}`;

/** The jobs of a group as they stand below it once it is unfolded: "18, linux" where the group says "test" already. */
export function membersOf({ name, jobs }: Fold): JobEntry[] {
  const labels = jobs.map((job) => {
    const variant = job.name.startsWith(`${name} (`) && job.name.endsWith(')') && job.name.slice(name.length + 2, -1);
    return variant || job.name;
  });
  const shown = labels.some((label) => label.length > LETTERS) ? withoutShared(labels) : labels;
  return jobs.map((job, index) => ({ kind: 'job', id: jobId(job), job, label: shown[index] ?? job.name }));
}

/** About as many letters as a card has room for. */
export const LETTERS = 16;

/** Of "linux, node 20" and "linux, node 22" what tells them apart: "linux, 20" and "linux, 22". */
function withoutShared(labels: readonly string[]): string[] {
  const rows = labels.map((label) => label.split(', '));
  const shared = rows[0]?.map((part, index) => {
    const words = part.slice(0, part.lastIndexOf(' ') + 1);
    const isShared = rows.every((parts) => parts[index]?.startsWith(words));
    return isShared && rows.some((parts) => parts[index] !== part) ? words.length : 0;
  });
  return rows.map((parts) => parts.map((part, index) => part.slice(shared?.[index])).join(', '));
}

/** What the variants of a job have in common: their group, or as GitHub writes a matrix, the name before `(18, linux)`. */
function variantOf({ name, group }: Job): string | null {
  if (group !== null) return group;
  const end = name.indexOf(' (');
  return end > 0 && name.endsWith(')') ? name.slice(0, end) : null;
}

/** How many jobs there are, and how many of them have ended and have failed; allowed failures are none. */
export const tally = (jobs: readonly Job[]): { count: number; done: number; failed: number } => ({
  count: jobs.length,
  done: jobs.filter((job) => job.status === 'completed').length,
  failed: jobs.filter((job) => lookOf(job) === 'failure').length,
});

/** A group as if it were one job, and how many of its jobs look how; the looks that a person should see first come first. */
export interface FoldSummary extends Progress, ReturnType<typeof tally> {
  readonly looks: readonly (readonly [look: Look, count: number])[];
}

export function summarizeFold({ jobs }: Fold): FoldSummary {
  const looks = jobs.map(lookOf);
  return {
    ...summarizeJobs(jobs),
    ...tally(jobs),
    looks: BY_URGENCY.map((look) => [look, looks.filter((other) => other === look).length] as const).filter(
      ([, count]) => count > 0,
    ),
  };
}

const BY_URGENCY: readonly Look[] = [
  'failure',
  'allowed',
  'waiting',
  'running',
  'success',
  'neutral',
  'cancelled',
  'skipped',
  'queued',
  'created',
];
