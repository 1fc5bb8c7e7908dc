import { NOTHING, type Entity } from './entity.ts';

/**
 * A run as its events have merged it. `toRun` shows it to people. Maps, because a source chooses the keys, and
 * `__proto__` is as good a job name as any.
 */
export interface RunState {
  readonly id: string;
  readonly pipeline: string;
  readonly number: number;
  readonly source: string;
  readonly run: Entity;
  /** By `jobKey`. */
  readonly jobs: ReadonlyMap<string, Entity>;
  readonly deployments: ReadonlyMap<string, Entity>;
}

/** A run of which nothing is known yet but its name. `number` counts within the pipeline. */
export function newRunState(id: string, pipeline: string, number: number, source: string): RunState {
  return { id, pipeline, number, source, run: NOTHING, jobs: new Map(), deployments: new Map() };
}

/**
 * What identifies a job: the source's own id where it gives one, because a source may call the same job by another name in
 * the next delivery. NUL cannot stand in an id of ours, so the two kinds of key never meet.
 */
export const jobKey = (job: { job: string; externalId?: string | undefined }): string =>
  job.externalId === undefined ? job.job : `\0${job.externalId}`;
