import type { JobEvent, PipelineEvent, RunEvent, Stamped, StateEvent } from './event.ts';
import { joinEntity, NOTHING, type Entity } from './entity.ts';
import { type Facts, type Register, type State } from './facts.ts';
import { linkFacts } from './links.ts';
import { jobCalled, NICKNAMED, nicknameFacts } from './nickname.ts';
import type { Step } from './run.ts';
import { jobKey, type RunState } from './state.ts';
import { rankOf, type Conclusion, type Status } from './status.ts';

/** How many attempts of a run or job are told apart; a higher number counts as this one. */
export const MAX_ATTEMPT = 1000;

/**
 * Merges an event into a run. A join: any order of events and any duplicates of them give the same run. Returns the very
 * same object when the event says nothing new.
 */
export function merge(state: RunState, event: Stamped): RunState {
  const merging = new Merging(state);
  merging.add(event);
  return merging.state;
}

/** Merges many events into a run: the same as `merge` for one after the other, but what changes is copied once for all. */
export class Merging {
  #state: RunState;
  readonly #jobs: Entities;
  readonly #deployments: Entities;

  constructor(state: RunState) {
    this.#state = state;
    this.#jobs = new Entities(state.jobs);
    this.#deployments = new Entities(state.deployments);
  }

  /** False when the event says nothing new. */
  add(event: Stamped): boolean {
    switch (event.event) {
      case 'run': {
        const run = joinEntity(this.#state.run, runFacts(event));
        if (run === this.#state.run) return false;
        this.#state = { ...this.#state, run };
        return true;
      }
      case 'job':
        return this.#jobs.join(jobKey(event), jobFacts(event));
      case 'deployment':
        return this.#deployments.join(event.deployment, deploymentFacts(event));
    }
  }

  /** The run with all that was added so far: the very same object when that is nothing new. */
  get state(): RunState {
    const jobs = this.#jobs.known;
    const deployments = this.#deployments.known;
    if (jobs !== this.#state.jobs || deployments !== this.#state.deployments) {
      this.#state = { ...this.#state, jobs, deployments };
    }
    return this.#state;
  }
}

/** Entities by their keys. They are copied for the first change, and again when others have seen the copy. */
class Entities {
  #entities: ReadonlyMap<string, Entity>;
  #copy: Map<string, Entity> | null = null;

  constructor(entities: ReadonlyMap<string, Entity>) {
    this.#entities = entities;
  }

  /** False when the news are none. */
  join(key: string, news: Entity): boolean {
    const before = this.#entities.get(key);
    const after = joinEntity(before ?? NOTHING, news);
    if (before !== undefined && after === before) return false;
    this.#copy ??= new Map(this.#entities);
    this.#copy.set(key, after);
    this.#entities = this.#copy;
    return true;
  }

  get known(): ReadonlyMap<string, Entity> {
    this.#copy = null;
    return this.#entities;
  }
}

/** Records that a job has written `lines` lines so far, by `at`. It makes the job known if no event has named it yet. */
export function countLines(state: RunState, job: string, lines: number, stage: string | null, at: number): RunState {
  const told = defined({ lines, stage }, at, 0);
  const jobs = new Entities(state.jobs);
  return jobs.join(jobCalled(state, job).key, { lasting: told, attempts: {} }) ? { ...state, jobs: jobs.known } : state;
}

/** Records that a run nobody reports on has come to rest: if all its jobs have ended by `at` (ms), so has the run. */
export function settle(state: RunState, at: number): RunState {
  const run = joinEntity(state.run, { lasting: { settledAt: [at, 0, at] }, attempts: {} });
  return run === state.run ? state : { ...state, run };
}

/** Records at `at` that nothing has been heard of the run since `since`; 0 when something has been heard again (ms). */
export function markSilence(state: RunState, since: number, at: number): RunState {
  const run = joinEntity(state.run, { lasting: { silence: [at, 0, since] }, attempts: {} });
  return run === state.run ? state : { ...state, run };
}

export const isStateEvent = (event: PipelineEvent): event is StateEvent => event.event !== 'log';

function runFacts(event: Stamped<RunEvent>): Entity {
  const state = stateOf(event);
  const rank = state ? rankOf(state.status) : 0;
  const { ref, sha, title, actor, trigger, url, graph, stages, createdTime } = event;
  const { failureReason, startTime, endTime } = event;
  return entity(
    event.attempt,
    defined({ ref, sha, title, actor, trigger, url, graph, stages, createdTime }, event.at, rank),
    {
      ...defined({ failureReason, startTime, endTime }, event.at, rank),
      ...implied(state, event, event.reconciles),
    },
  );
}

function jobFacts(event: Stamped<JobEvent>): Entity {
  const state = stateOf(event);
  const rank = state ? rankOf(state.status) : 0;
  const { job, name, group, stage, needs, allowFailure, environment } = event;
  const { retries, planned, instances, distinct } = event;
  const { externalId, progress, runner, failureReason, queuedTime, startTime, endTime } = event;
  const steps = event.steps?.map(toStep);
  return entity(
    event.attempt,
    {
      ...defined({ job, name }, event.nickname ? NICKNAMED : event.at, rank),
      ...defined(
        { group, stage, needs, allowFailure, environment, retries, planned, instances, distinct },
        event.at,
        rank,
      ),
      ...linkFacts(event),
      ...nicknameFacts(event),
    },
    {
      ...defined(
        { externalId, progress, runner, failureReason, queuedTime, startTime, endTime, steps },
        event.at,
        rank,
      ),
      ...implied(state, event, event.reconciles),
    },
  );
}

function deploymentFacts(event: Stamped<Extract<StateEvent, { event: 'deployment' }>>): Entity {
  const state = stateOf(event);
  const { environment, url, sha } = event;
  const rank = state ? rankOf(state.status) : 0;
  return entity(1, defined({ environment, url, sha }, event.at, rank), implied(state, event));
}

/** The state that an event tells, if it tells one: a conclusion alone means completed, and only completed has one. */
function stateOf(event: {
  status?: Status | undefined;
  conclusion?: Conclusion | null | undefined;
  waitReason?: State['waitReason'] | undefined;
  sourceStatus?: string | undefined;
}): State | undefined {
  const status = event.status ?? (event.conclusion ? 'completed' : undefined);
  if (status === undefined) return undefined;
  return {
    status,
    conclusion: status === 'completed' ? (event.conclusion ?? 'neutral') : null,
    waitReason: status === 'waiting' ? (event.waitReason ?? null) : null,
    sourceStatus: event.sourceStatus ?? null,
  };
}

/** The state, and the times that follow from when we were told of it, for sources that give none of their own. */
function implied(
  state: State | undefined,
  { at, heardAt }: { at: number; heardAt?: number | undefined },
  reconciles = false,
): Facts {
  if (state === undefined) return {};
  const heard = heardAt ?? at;
  const rank = rankOf(state.status);
  // Equal ranks leave it to the time, and at the same time to the severity: an ended run still wins over a running one.
  const standing = reconciles && (rank === 3 || state.status === 'waiting') ? rankOf('running') : rank;
  const facts: Record<string, Register> = { state: [at, standing, state] };
  if (rank === 1) facts['queuedAt'] = [at, rank, heard];
  if (rank === 2) facts['startedAt'] = [at, rank, heard];
  if (rank === 3) facts['endedAt'] = [at, rank, heard];
  return facts;
}

function entity(attempt: number | undefined, lasting: Facts, passing: Facts): Entity {
  const number = Math.min(Math.max(Math.trunc(attempt ?? 1), 1), MAX_ATTEMPT);
  return { lasting, attempts: { [number]: passing } };
}

/** Registers for the fields that the event does state. */
function defined(fields: Readonly<Record<string, unknown>>, at: number, rank: number): Facts {
  const facts: Record<string, Register> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null) facts[field] = [at, rank, value];
  }
  return facts;
}

/** A step cannot end before it starts: sources count in seconds, and not all of them right. */
function toStep(step: NonNullable<JobEvent['steps']>[number]): Step {
  const { startTime = null, endTime = null } = step;
  return {
    number: step.number,
    name: step.name,
    status: step.status,
    conclusion: step.status === 'completed' ? (step.conclusion ?? 'neutral') : null,
    startTime,
    endTime: startTime === null || endTime === null ? endTime : Math.max(startTime, endTime),
  };
}
