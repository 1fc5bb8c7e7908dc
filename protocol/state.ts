import type { Facts } from './facts.ts';

/** What is known of one run, job or deployment: what holds for good, and what belongs to one attempt. */
export interface Entity {
  readonly lasting: Facts;
  readonly attempts: Readonly<Record<number, Facts>>;
}

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
  readonly jobs: ReadonlyMap<string, Entity>;
  readonly deployments: ReadonlyMap<string, Entity>;
}

export const NOTHING: Entity = { lasting: {}, attempts: {} };

/** A run of which nothing is known yet but its name. `number` counts within the pipeline. */
export function newRunState(id: string, pipeline: string, number: number, source: string): RunState {
  return { id, pipeline, number, source, run: NOTHING, jobs: new Map(), deployments: new Map() };
}

/** The attempt that counts: the highest heard of. */
export function currentAttempt(entity: Entity): number {
  return Object.keys(entity.attempts).reduce((highest, key) => Math.max(highest, Number(key)), 1);
}
