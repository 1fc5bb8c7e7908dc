import type { Job, Run, Stage } from '../../protocol/index.ts';

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

export const completeStage = (stage: Pick<Stage, 'id'> & Partial<Stage>): Stage => ({
  ...STAGE,
  name: stage.id,
  ...stage,
});

export const completeJob = (job: Pick<Job, 'id'> & Partial<Job>): Job => ({ ...JOB, name: job.id, ...job });

/** The run with everything that was left out; elements rely on every field being there. */
export const completeRun = (run: SparseRun): Run => ({
  ...RUN,
  ...run,
  stages: (run.stages ?? []).map(completeStage),
  jobs: (run.jobs ?? []).map(completeJob),
});
