import { compareText } from './facts.ts';
import type { Deployment, Job, Run, RunOrigin, RunScalars, Stage } from './run.ts';
import { compareJobs } from './jobs.ts';

/** The whole run, as a fresh viewer gets it. */
export interface RunSnapshot extends Run {
  snapshot: true;
}

/** What changed since the update before: the scalars always, and of the rest only what is new. */
export interface RunDelta extends RunScalars, Partial<RunOrigin> {
  snapshot?: false;
  stages: readonly Stage[];
  jobs: readonly Job[];
  deployments: readonly Deployment[];
}

/** The data of an SSE event `pipeline-update`. */
export type PipelineUpdate = RunSnapshot | RunDelta;

export const snapshotOf = (run: Run): RunSnapshot => ({ ...run, snapshot: true });

const SCALARS = [
  'id',
  'pipeline',
  'number',
  'attempt',
  'status',
  'conclusion',
  'waitReason',
  'currentStage',
  'completedStages',
  'progress',
  'startTime',
  'endTime',
  'duration',
  'activeNodes',
  'activeConnections',
] as const satisfies readonly (keyof RunScalars)[];

const ORIGIN = [
  'source',
  'ref',
  'sha',
  'title',
  'actor',
  'trigger',
  'url',
  'failureReason',
  'createdTime',
  'attempts',
  'graph',
  'staleSince',
] as const satisfies readonly (keyof RunOrigin)[];

/**
 * The update that takes a viewer from `before` to `after`: `applyUpdate(before, diff(before, after))` equals `after`.
 * Null when nothing changed. A snapshot where a delta could not say it (another order of stages, something gone).
 */
export function diff(before: Run | null, after: Run): PipelineUpdate | null {
  if (before === null || !keepsPlaces(before.stages, after.stages)) return snapshotOf(after);
  if (lost(before.jobs, after.jobs) || lost(before.deployments, after.deployments)) return snapshotOf(after);
  const origin: Partial<RunOrigin> = {};
  for (const key of ORIGIN) if (!same(before[key], after[key])) Object.assign(origin, { [key]: after[key] });
  const stages = changed(before.stages, after.stages);
  const jobs = changed(before.jobs, after.jobs);
  const deployments = changed(before.deployments, after.deployments);
  const quiet =
    stages.length + jobs.length + deployments.length + Object.keys(origin).length === 0 &&
    SCALARS.every((key) => same(before[key], after[key]));
  return quiet ? null : { ...pickScalars(after), ...origin, stages, jobs, deployments };
}

/** Applies an update to the run that a viewer has. What the update does not speak of keeps its identity. */
export function applyUpdate(run: Run | null, update: PipelineUpdate): Run | null {
  if (update.snapshot) {
    const { snapshot: _snapshot, ...whole } = update;
    return whole;
  }
  if (run === null || run.id !== update.id) return run;
  const { snapshot: _snapshot, stages, jobs, deployments, ...fields } = update;
  return {
    ...run,
    ...fields,
    stages: upsert(run.stages, stages),
    jobs: upsert(run.jobs, jobs, compareJobs),
    deployments: upsert(run.deployments, deployments, (a, b) => compareText(a.id, b.id)),
  };
}

interface Identified {
  id: string;
}

function changed<T extends Identified>(before: readonly T[], after: readonly T[]): T[] {
  if (before === after) return [];
  const known = new Map(before.map((entity) => [entity.id, entity]));
  return after.filter((entity) => !same(known.get(entity.id), entity));
}

function upsert<T extends Identified>(
  list: readonly T[],
  news: readonly T[],
  order?: (a: T, b: T) => number,
): readonly T[] {
  if (news.length === 0) return list;
  const byId = new Map(list.map((entity) => [entity.id, entity]));
  for (const entity of news) byId.set(entity.id, entity);
  const merged = [...byId.values()];
  return order ? merged.sort(order) : merged;
}

/** True when every stage of `before` is still at its index. */
const keepsPlaces = (before: readonly Stage[], after: readonly Stage[]): boolean =>
  before.every((stage, index) => after[index]?.id === stage.id);

function lost(before: readonly Identified[], after: readonly Identified[]): boolean {
  if (before === after) return false;
  const kept = new Set(after.map((entity) => entity.id));
  return before.some((entity) => !kept.has(entity.id));
}

const pickScalars = (run: RunScalars): RunScalars =>
  Object.fromEntries(SCALARS.map((key) => [key, run[key]])) as unknown as RunScalars;

/** Equality of plain data; both sides were built by the same code, so their keys stand in the same order. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
