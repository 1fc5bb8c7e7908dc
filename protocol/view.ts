import type { Config } from './config.ts';
import { compareText, type Facts, type State } from './facts.ts';
import type { Attempt, Deployment, Graph, Job, Millis, Run, Stage, Step } from './run.ts';
import { countedConclusion, deriveStages, extreme, groupStatus, matchStage } from './stages.ts';
import { currentAttempt, type Entity, type RunState } from './state.ts';
import { isFailure, rankOf, worstConclusion, type Conclusion, type Status } from './status.ts';

/** What of the config shapes the view of a run. */
export type ViewConfig = Pick<Config, 'stages'>;

/**
 * The run as people see it: a pure function of the merged facts. Jobs of which nothing changed are the very same objects as
 * in the view before, so that a comparison by identity finds what did.
 */
export function toRun(state: RunState, config: ViewConfig): Run {
  const jobs = [...state.jobs].map(([id, entity]) => jobView(id, entity, config)).sort(compareJobs);
  const deployments = [...state.deployments].map(([id, entity]) => deploymentView(id, entity));
  deployments.sort((a, b) => compareText(a.id, b.id));

  const attempt = currentAttempt(state.run);
  const { lasting } = state.run;
  const facts = state.run.attempts[attempt] ?? {};
  const reported = read<State>(facts, 'state');
  const settledAt = read<Millis>(lasting, 'settledAt') ?? -Infinity;
  const outline = reported
    ? { ...reported, ...times(facts, reported.status) }
    : outlineOf(jobs, settledAt, read<Millis>(facts, 'startTime') ?? null);
  const { status, conclusion, startTime, endTime } = outline;
  const createdTime = extreme(Math.min, [
    read<Millis>(lasting, 'createdTime') ?? null,
    read<Millis>(facts, 'queuedAt') ?? null,
    startTime,
  ]);

  const stages = deriveStages(
    config.stages,
    { status, conclusion, startTime, endTime, createdTime },
    jobs,
    deployments,
  );
  const current = currentStage(stages, status);
  const active = config.stages.filter((stage) =>
    stages.some(({ id, status }) => id === stage.id && isActive(status, id, current)),
  );
  const ended = status === 'completed';
  return {
    id: state.id,
    pipeline: state.pipeline,
    number: state.number,
    attempt,
    status,
    conclusion,
    waitReason: reported?.waitReason ?? null,
    currentStage: current?.id ?? null,
    completedStages: stages.filter(isDone).map((stage) => stage.id),
    progress: current?.progress ?? 0,
    startTime,
    endTime,
    duration: durationOf(startTime, endTime),
    activeNodes: ended ? [] : unique(active.flatMap((stage) => stage.activates.nodes)),
    activeConnections: ended ? [] : unique(active.flatMap((stage) => stage.activates.connections)),
    source: state.source,
    ref: read(lasting, 'ref') ?? null,
    sha: read(lasting, 'sha') ?? null,
    title: read(lasting, 'title') ?? null,
    actor: read(lasting, 'actor') ?? null,
    trigger: read(lasting, 'trigger') ?? null,
    url: read(lasting, 'url') ?? null,
    failureReason: isFailure(conclusion) ? (read<string>(facts, 'failureReason') ?? null) : null,
    createdTime,
    attempts: attemptsOf(state.run, attempt, {
      attempt,
      status,
      conclusion,
      startTime,
      endTime,
      duration: durationOf(startTime, endTime),
    }),
    graph: read<Graph>(lasting, 'graph') ?? inferredGraph(jobs),
    stages,
    jobs,
    deployments,
  };
}

/** The order of jobs in a run: as they came to be, then by id; the same wherever it is computed. */
export function compareJobs(a: Job, b: Job): number {
  return firstTime(a) - firstTime(b) || compareText(a.id, b.id);
}

const firstTime = (job: Job): number =>
  Math.min(job.queuedTime ?? Infinity, job.startTime ?? Infinity, Number.MAX_VALUE);

const jobViews = new WeakMap<Entity, { stages: ViewConfig['stages']; job: Job }>();

function jobView(id: string, entity: Entity, config: ViewConfig): Job {
  const known = jobViews.get(entity);
  if (known?.stages === config.stages) return known.job;
  const attempt = currentAttempt(entity);
  const { lasting } = entity;
  const facts = entity.attempts[attempt] ?? {};
  const lines = read<number>(lasting, 'lines') ?? 0;
  const { status, conclusion, waitReason, sourceStatus } = read<State>(facts, 'state') ?? silentState(lines);
  const name = read<string>(lasting, 'name') ?? id;
  const { startTime, endTime } = times(facts, status);
  const job: Job = {
    id,
    externalId: read(facts, 'externalId') ?? null,
    name,
    group: read(lasting, 'group') ?? null,
    stage: read<string>(lasting, 'stage') ?? matchStage(config.stages, name),
    needs: read<string[]>(lasting, 'needs') ?? [],
    attempt,
    status,
    conclusion,
    progress: status === 'completed' ? 100 : clampPercent(read<number>(facts, 'progress') ?? 0),
    allowFailure: read<boolean>(lasting, 'allowFailure') ?? false,
    waitReason,
    environment: read(lasting, 'environment') ?? null,
    runner: read(facts, 'runner') ?? null,
    failureReason: isFailure(conclusion) ? (read<string>(facts, 'failureReason') ?? null) : null,
    sourceStatus,
    queuedTime: read<Millis>(facts, 'queuedTime') ?? read<Millis>(facts, 'queuedAt') ?? null,
    startTime,
    endTime,
    steps: read<Step[]>(facts, 'steps') ?? [],
    lines,
  };
  jobViews.set(entity, { stages: config.stages, job });
  return job;
}

/** A job that has only written lines is evidently at work. */
const silentState = (lines: number): State => ({
  status: lines > 0 ? 'running' : 'created',
  conclusion: null,
  waitReason: null,
  sourceStatus: null,
});

function deploymentView(id: string, entity: Entity): Deployment {
  const facts = entity.attempts[1] ?? {};
  const { status, conclusion } = read<State>(facts, 'state') ?? silentState(0);
  return {
    id,
    environment: read(entity.lasting, 'environment') ?? null,
    status,
    conclusion,
    url: read(entity.lasting, 'url') ?? null,
    sha: read(entity.lasting, 'sha') ?? null,
  };
}

/** A run that its source says nothing of is what its jobs are; it ends when they have, and nothing new has come for a while. */
function outlineOf(jobs: readonly Job[], settledAt: Millis, told: Millis | null) {
  const startTime = extreme(Math.min, [told, ...jobs.map((job) => job.startTime)]);
  const lastEnd = extreme(
    Math.max,
    jobs.map((job) => job.endTime),
  );
  const group = jobs.length > 0 ? groupStatus(jobs) : 'created';
  const settled = group === 'completed' && settledAt >= (lastEnd ?? Infinity);
  const status: Status = group === 'completed' && !settled ? 'running' : group;
  const conclusion: Conclusion | null = settled
    ? worstConclusion(jobs.flatMap((job) => countedConclusion(job) ?? []))
    : null;
  return { status, conclusion, startTime, endTime: settled ? lastEnd : null };
}

/** The source's own times, else when we heard of it. An end before the start is a clock's fault: it becomes the start. */
function times(facts: Facts, status: Status): { startTime: Millis | null; endTime: Millis | null } {
  const begun = rankOf(status) >= rankOf('running');
  const startTime = begun ? (read<Millis>(facts, 'startTime') ?? read<Millis>(facts, 'startedAt') ?? null) : null;
  const end =
    status === 'completed' ? (read<Millis>(facts, 'endTime') ?? read<Millis>(facts, 'endedAt') ?? null) : null;
  return { startTime, endTime: end === null || startTime === null ? end : Math.max(startTime, end) };
}

function attemptsOf(run: Entity, current: number, now: Attempt): Attempt[] {
  const earlier = Object.keys(run.attempts)
    .map(Number)
    .filter((attempt) => attempt !== current)
    .sort((a, b) => a - b)
    .map((attempt): Attempt => {
      const facts = run.attempts[attempt] ?? {};
      const { status, conclusion } = read<State>(facts, 'state') ?? silentState(0);
      const { startTime, endTime } = times(facts, status);
      return { attempt, status, conclusion, startTime, endTime, duration: durationOf(startTime, endTime) };
    });
  return [...earlier, now];
}

/** The furthest stage at work; of an ended run the one that failed, else the last that did something. */
function currentStage(stages: readonly Stage[], status: Status): Stage | undefined {
  if (status === 'completed') {
    return (
      stages.find((stage) => isFailure(stage.conclusion)) ??
      stages.find((stage) => stage.conclusion === 'cancelled') ??
      stages.findLast((stage) => stage.conclusion !== null && stage.conclusion !== 'skipped')
    );
  }
  return (
    stages.findLast((stage) => stage.status === 'running') ??
    stages.findLast((stage) => stage.status === 'waiting' || stage.status === 'queued') ??
    stages.findLast(isDone) ??
    stages[0]
  );
}

const isActive = (status: Status, id: string, current: Stage | undefined): boolean =>
  status === 'running' || (id === current?.id && status !== 'completed');

const isDone = (stage: Stage): boolean => stage.conclusion === 'success' || stage.conclusion === 'neutral';

const inferredGraph = (jobs: readonly Job[]): Graph => ({
  origin: 'stages',
  unplaced: jobs.filter((job) => job.stage === null && job.needs.length === 0).map((job) => job.id),
});

const durationOf = (start: Millis | null, end: Millis | null): number | null =>
  start === null || end === null ? null : Math.max(0, end - start);

const clampPercent = (value: number): number => Math.min(100, Math.max(0, Math.round(value)));

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** The value of a register; the merge that wrote it is the only writer, so its type is known by its field. */
function read<T>(facts: Facts, field: string): T | undefined {
  return facts[field]?.[2] as T | undefined;
}
