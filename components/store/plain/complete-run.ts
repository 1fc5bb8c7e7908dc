import type { Job, Run, Stage } from '../../../protocol/index.ts';
import { shallowEqual } from '../equal.ts';

/** A run as a person writes it by hand: only what they want to say. */
export interface SparseRun extends Partial<Omit<Run, 'jobs' | 'stages'>> {
  readonly jobs?: readonly (Partial<Job> & Pick<Job, 'id'>)[];
  readonly stages?: readonly (Partial<Stage> & Pick<Stage, 'id'>)[];
}

/** Where everything begins: not begun. */
const START = { status: 'created', conclusion: null, progress: 0, startTime: null, endTime: null } as const;

const RUN: Run = {
  ...START,
  id: '',
  pipeline: 'default',
  number: 1,
  attempt: 1,
  waitReason: null,
  currentStage: null,
  completedStages: [],
  duration: null,
  activeNodes: [],
  activeConnections: [],
  source: 'page',
  ref: null,
  sha: null,
  title: null,
  actor: null,
  trigger: null,
  url: null,
  failureReason: null,
  createdTime: null,
  attempts: [],
  graph: { origin: 'inferred', unplaced: [] },
  stages: [],
  jobs: [],
  deployments: [],
};

const STAGE: Omit<Stage, 'id' | 'name'> = { ...START, kind: 'other' };

const JOB: Omit<Job, 'id' | 'name'> = {
  ...START,
  externalId: null,
  group: null,
  stage: null,
  needs: [],
  attempt: 1,
  allowFailure: false,
  waitReason: null,
  environment: null,
  runner: null,
  failureReason: null,
  sourceStatus: null,
  queuedTime: null,
  steps: [],
  lines: 0,
};

/**
 * Completes things of one kind. One that says the same as when it was last completed becomes the same object again: of a run
 * that a page hands over anew, only what has changed is drawn anew.
 */
function completing<Thing extends Stage | Job>(rest: Omit<Thing, 'id' | 'name'>) {
  const known = new WeakMap<object, Thing>();
  return (sparse: Pick<Thing, 'id'> & Partial<Thing>): Thing => {
    const thing = { ...rest, name: sparse.id, ...sparse } as unknown as Thing;
    const before = known.get(sparse);
    if (before && shallowEqual(before, thing)) return before;
    known.set(sparse, thing);
    return thing;
  };
}

export const completeStage = completing<Stage>(STAGE);
export const completeJob = completing<Job>(JOB);

/** The run with everything that was left out; elements rely on every field being there. */
export const completeRun = (run: SparseRun): Run => ({
  ...RUN,
  ...run,
  stages: (run.stages ?? []).map(completeStage),
  jobs: (run.jobs ?? []).map(completeJob),
});
