import * as z from 'zod';
import { numbered, type JobEvent } from '../../../protocol/index.ts';
import { toId } from '../lenient.ts';
import { combinations, print } from './matrix.ts';

/**
 * The graph of a workflow file. No event of GitHub says what a job needs, so the file at the run's commit does; the names
 * that GitHub will give the jobs are worked out from it, and where they cannot be (a matrix made at run time, a called
 * workflow) one entry stands for all jobs whose names begin as its do.
 */

const jobSchema = z.object({
  name: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  needs: z.union([z.string().transform((need) => [need]), z.array(z.string())]).catch([]),
  uses: z.string().optional().catch(undefined),
  strategy: z.object({ matrix: z.unknown() }).optional().catch(undefined),
});

const workflowSchema = z.object({ jobs: z.record(z.string(), z.unknown()) });

export interface WorkflowJob {
  /** The key in the file. */
  key: string;
  /** Keys of the jobs that it waits for. */
  needs: readonly string[];
  /** The names that its jobs will have; or one name to stand for them until they appear. */
  names: readonly string[];
  /** How the names of its jobs begin, where they are not known before: a matrix that is made at run time, an expression. */
  instances: string | undefined;
  /** It calls another workflow: `./.github/workflows/x.yml`, or `owner/name/….yml@ref`. */
  uses: string | undefined;
}

/** Reads a parsed workflow file; null when it is none. Jobs that make no sense are passed over. */
export function readWorkflow(file: unknown): WorkflowJob[] | null {
  const workflow = workflowSchema.safeParse(file);
  if (!workflow.success) return null;
  return Object.entries(workflow.data.jobs).flatMap(([key, value]) => {
    const job = jobSchema.safeParse(value);
    return job.success ? [toWorkflowJob(key, job.data)] : [];
  });
}

/** The graph as levels: a job stands one level after the last of those that it needs. */
export function levelsOf(jobs: readonly WorkflowJob[]): string[][] {
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const depths = new Map<string, number>();
  const depthOf = (key: string, path: ReadonlySet<string>): number => {
    const known = depths.get(key);
    if (known !== undefined) return known;
    const job = byKey.get(key);
    if (job === undefined || path.has(key)) return -1; // a need that is not there, or a circle: no level of its own
    const depth = 1 + Math.max(-1, ...job.needs.map((need) => depthOf(need, new Set([...path, key]))));
    depths.set(key, depth);
    return depth;
  };
  const levels: string[][] = [];
  for (const { key } of jobs) (levels[depthOf(key, new Set())] ??= []).push(key);
  return levels;
}

/** The events that make the whole graph visible before its jobs have started. */
export function planEvents(jobs: readonly WorkflowJob[], run: string, at: number): JobEvent[] {
  const idsOf = distinctIds(jobs);
  return jobs.flatMap((job) =>
    job.names.map((name, index): JobEvent => ({
      event: 'job',
      run,
      at,
      job: idsOf.get(job.key)?.[index] ?? toId(name),
      name,
      status: 'created',
      planned: true,
      // What is longer than that is cut in the names themselves.
      instances: beginOf(job, name)?.slice(0, WHOLE),
      group: job.names.length > 1 ? (baseName(job) ?? job.key) : undefined,
      needs: job.needs.flatMap((need) => idsOf.get(need) ?? []),
    })),
  );
}

/** How the names begin of the jobs that an entry stands for until they appear; undefined for one that is a job itself. */
export const beginOf = ({ instances, uses }: WorkflowJob, name: string): string | undefined =>
  instances ?? (uses === undefined ? undefined : `${name} / `);

/** By key in the file, the ids of its jobs: a name that several have is numbered, as it is when the jobs themselves appear. */
function distinctIds(jobs: readonly WorkflowJob[]): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, number>();
  const idOf = (name: string): string => {
    const id = toId(name);
    const place = (counts.get(id) ?? 0) + 1;
    counts.set(id, place);
    return numbered(id, place);
  };
  return new Map(jobs.map(({ key, names }) => [key, names.map(idOf)]));
}

function toWorkflowJob(key: string, job: z.infer<typeof jobSchema>): WorkflowJob {
  const { needs } = job;
  const label = job.name?.trim() || key;
  const { uses } = job;
  const matrix = job.strategy?.matrix;
  const cells = matrix === undefined ? [new Map<string, unknown>()] : combinations(matrix);
  if (cells === null) {
    const fixed = label.split('${{')[0]?.trim() ?? '';
    const start = label.includes('${{') ? (label.split('${{')[0] ?? '') : `${label} (`;
    return { key, needs, names: [shorten(fixed || key)], instances: start || undefined, uses };
  }
  const names = cells.map((cell) => nameOf(label, cell));
  // What is left of an expression is known only to GitHub: inputs, contexts, functions.
  if (names.some((name) => name.includes('${{'))) {
    const start = label.split('${{')[0] ?? '';
    return { key, needs, names: [shorten(start.trim() || key)], instances: start || undefined, uses };
  }
  return { key, needs, names: names.map(shorten), instances: undefined, uses };
}

function nameOf(label: string, cell: ReadonlyMap<string, unknown>): string {
  const filled = label.replace(MATRIX_VALUE, (_whole, path: string) => {
    const [key = '', ...inside] = path.match(/[\w-]+/g) ?? [];
    return print(inside.reduce(fieldOf, cell.get(key)));
  });
  return filled !== label || cell.size === 0 ? filled : `${label} (${[...cell.values()].map(print).join(', ')})`;
}

/** `${{ matrix.os }}`, `${{ matrix.target.arch }}`, `${{ matrix['os'] }}` */
const MATRIX_VALUE = /\$\{\{\s*matrix((?:\.[\w-]+|\['[\w-]+'\])+)\s*\}\}/g;

/** What a combination does not have is empty, as for GitHub. */
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

const baseName = (job: WorkflowJob): string | undefined => /^(.+?) \(/.exec(job.names[0] ?? '')?.[1];

/** GitHub cuts a job's name at 100 characters, the dots included, in its API and its events alike. */
export const shorten = (name: string): string => (name.length > LONGEST ? `${name.slice(0, WHOLE)}...` : name);

const LONGEST = 100;
/** Characters that are left of a longer one. */
const WHOLE = LONGEST - 3;
