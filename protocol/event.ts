import type { LogType } from './log.ts';
import type { Graph, Millis } from './run.ts';
import type { Conclusion, Status, WaitReason } from './status.ts';

/**
 * What a source tells us. Everything but the names is optional: an event states the facts it knows, and merging keeps the
 * rest. `id` makes it idempotent, `at` is the source's own time for it.
 */
interface EventBase {
  run: string;
  id?: string | undefined;
  at?: Millis | undefined;
  /** When we heard of it, where `at` is no time but only says how it ranks among others. */
  heardAt?: Millis | undefined;
}

interface Progressing {
  /** 1 when left out. */
  attempt?: number | undefined;
  status?: Status | undefined;
  conclusion?: Conclusion | null | undefined;
}

export interface RunEvent extends EventBase, Progressing {
  event: 'run';
  ref?: string | undefined;
  sha?: string | undefined;
  title?: string | undefined;
  actor?: string | undefined;
  trigger?: string | undefined;
  url?: string | undefined;
  waitReason?: WaitReason | null | undefined;
  failureReason?: string | undefined;
  sourceStatus?: string | undefined;
  createdTime?: Millis | undefined;
  startTime?: Millis | undefined;
  endTime?: Millis | undefined;
  graph?: Graph | undefined;
  /** The source's own stages in their order; without them a run has those of the config. */
  stages?: readonly string[] | undefined;
  /** The source tells the whole state each time and may open an ended run again: the later news wins, not the one further along. */
  reconciles?: boolean | undefined;
}

export interface StepFacts {
  number: number;
  name: string;
  status: Status;
  conclusion?: Conclusion | null | undefined;
  startTime?: Millis | null | undefined;
  endTime?: Millis | null | undefined;
}

export interface JobEvent extends EventBase, Progressing {
  event: 'job';
  job: string;
  externalId?: string | undefined;
  /** `job` and `name` are made up by who reports: what the source itself calls the job with this `externalId` wins. */
  nickname?: boolean | undefined;
  /** Of jobs by this name in one attempt each is a job of its own, and none another try of the one before. */
  distinct?: boolean | undefined;
  name?: string | undefined;
  group?: string | undefined;
  stage?: string | undefined;
  needs?: readonly string[] | undefined;
  /** It comes from the definition of the pipeline: the job has a place in the graph, whether or not it has started. */
  planned?: boolean | undefined;
  /** It stands for jobs that are not known yet, whose names begin so, and gives way to them. */
  instances?: string | undefined;
  /** What its source calls this piece of news, where that of other jobs may refer to it. */
  news?: string | undefined;
  /** News of other jobs that this one came after: it needs those jobs, unless it says itself what it needs. */
  after?: readonly string[] | undefined;
  /** How many tries the source says came before this one, where it counts them so. */
  retries?: number | undefined;
  /** 0 to 100; never goes back within an attempt. */
  progress?: number | undefined;
  allowFailure?: boolean | undefined;
  waitReason?: WaitReason | null | undefined;
  environment?: string | undefined;
  runner?: string | undefined;
  failureReason?: string | undefined;
  sourceStatus?: string | undefined;
  queuedTime?: Millis | undefined;
  startTime?: Millis | undefined;
  endTime?: Millis | undefined;
  steps?: readonly StepFacts[] | undefined;
  /** As for a run: what its source says later wins over this end. */
  reconciles?: boolean | undefined;
}

export interface DeploymentEvent extends EventBase {
  event: 'deployment';
  deployment: string;
  environment?: string | undefined;
  status?: Status | undefined;
  conclusion?: Conclusion | null | undefined;
  url?: string | undefined;
  sha?: string | undefined;
}

export interface LogEvent extends EventBase {
  event: 'log';
  message: string;
  type?: LogType | undefined;
  stage?: string | undefined;
  job?: string | undefined;
  /** The number of the job's step that wrote it. */
  step?: number | undefined;
  timestamp?: Millis | undefined;
}

export type PipelineEvent = RunEvent | JobEvent | DeploymentEvent | LogEvent;

/** The events that change the run itself; log events only count lines. */
export type StateEvent = RunEvent | JobEvent | DeploymentEvent;

/** An event whose time is settled: the source's, or else the moment of its arrival. Merging needs one. */
export type Stamped<E extends EventBase = StateEvent> = E & { at: Millis };

/** A source's clock may be ahead of ours by this much (ms) before we take the arrival time instead. */
export const MAX_CLOCK_AHEAD = 24 * 60 * 60 * 1000;

/** Settles the time of an event on its arrival. An absurd time would win every later comparison, so it is not believed. */
export function stamp<E extends EventBase>(event: E, arrival: Millis): Stamped<E> {
  const { at } = event;
  return { ...event, at: isBelievable(at, arrival) ? Math.trunc(at) : arrival };
}

const isBelievable = (at: Millis | undefined, arrival: Millis): at is Millis =>
  at !== undefined && Number.isFinite(at) && at > 0 && at <= arrival + MAX_CLOCK_AHEAD;

/** What an event without a time ranks as: after every plan, before every event with a time. */
export const UNTIMED = 1000;

/**
 * Settles the time of an event whose source sends it in no particular order: one without a believable time ranks by its
 * status alone, and not by when it happened to arrive.
 */
export function stampDelivered<E extends EventBase>(event: E, arrival: Millis): Stamped<E> {
  return isBelievable(event.at, arrival) ? stamp(event, arrival) : { ...event, at: UNTIMED, heardAt: arrival };
}
