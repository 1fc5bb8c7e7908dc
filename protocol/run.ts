import type { Conclusion, Status, WaitReason } from './status.ts';

/** Milliseconds since 1970 UTC. */
export type Millis = number;

export type StageKind = 'build' | 'test' | 'deploy' | 'other';

/** One step inside a job. Numbers may have gaps (GitHub's post steps do). */
export interface Step {
  number: number;
  name: string;
  status: Status;
  conclusion: Conclusion | null;
  startTime: Millis | null;
  endTime: Millis | null;
}

/** A node of the run's graph; `needs` are its edges. `id` is stable across attempts, `externalId` is the source's own. */
export interface Job {
  id: string;
  externalId: string | null;
  name: string;
  group: string | null;
  stage: string | null;
  needs: readonly string[];
  attempt: number;
  status: Status;
  conclusion: Conclusion | null;
  /** 0 to 100. */
  progress: number;
  /** A failure of this job does not fail its stage or run. */
  allowFailure: boolean;
  waitReason: WaitReason | null;
  environment: string | null;
  runner: string | null;
  failureReason: string | null;
  /** The source's own word for the status, kept when ours says less. */
  sourceStatus: string | null;
  queuedTime: Millis | null;
  startTime: Millis | null;
  endTime: Millis | null;
  steps: readonly Step[];
  /** How many log lines the job has written. */
  lines: number;
}

/** An ordered group of jobs. `progress` is 0 to 100. */
export interface Stage {
  id: string;
  name: string;
  kind: StageKind;
  status: Status;
  conclusion: Conclusion | null;
  progress: number;
  startTime: Millis | null;
  endTime: Millis | null;
}

export interface Deployment {
  id: string;
  environment: string | null;
  status: Status;
  conclusion: Conclusion | null;
  url: string | null;
  sha: string | null;
}

/** How one attempt of the run went. The last one repeats what the run itself says. */
export interface Attempt {
  attempt: number;
  status: Status;
  conclusion: Conclusion | null;
  startTime: Millis | null;
  endTime: Millis | null;
  /** Milliseconds. */
  duration: number | null;
}

/**
 * Where the edges come from, and which jobs could not be placed by it: the workflow file, the config, the jobs of the run
 * before (`history`), the source's own stages, or the times at which jobs began and ended (`inferred`).
 */
export interface Graph {
  origin: 'workflow' | 'config' | 'history' | 'stages' | 'inferred';
  unplaced: readonly string[];
}

/** The fields of a run that are not lists of entities. All of them are in every update of the stream. */
export interface RunScalars {
  id: string;
  pipeline: string;
  number: number;
  attempt: number;
  status: Status;
  conclusion: Conclusion | null;
  waitReason: WaitReason | null;
  /** The id of the furthest stage at work; once completed, the one that failed or else the last that ran. */
  currentStage: string | null;
  completedStages: readonly string[];
  /** Of the current stage, 0 to 100. */
  progress: number;
  startTime: Millis | null;
  endTime: Millis | null;
  /** Milliseconds, from the start to the end of the current attempt; null until it has ended. */
  duration: number | null;
  activeNodes: readonly string[];
  activeConnections: readonly string[];
}

/** What is known of where a run comes from. In an update of the stream only what changed. */
export interface RunOrigin {
  source: string;
  ref: string | null;
  sha: string | null;
  title: string | null;
  actor: string | null;
  trigger: string | null;
  url: string | null;
  failureReason: string | null;
  createdTime: Millis | null;
  attempts: readonly Attempt[];
  graph: Graph;
  /** Since when nothing has been heard of a live run from which there should have been news; null while all is well. */
  staleSince?: Millis | null;
}

/** One execution of a pipeline, whole. */
export interface Run extends RunScalars, RunOrigin {
  stages: readonly Stage[];
  jobs: readonly Job[];
  deployments: readonly Deployment[];
}
