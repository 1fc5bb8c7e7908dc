import type { Config } from './config.ts';
import { attemptsOf, currentAttempt, type Entity } from './entity.ts';
import { compareText, type Facts, type State } from './facts.ts';
import { failureReasonOf, toJobs } from './jobs.ts';
import { read, silentState, times } from './read.ts';
import type { Attempt, Deployment, Graph, Job, Millis, Run, Stage } from './run.ts';
import { countedConclusion, deriveStages, extreme, groupStatus, stagesOf } from './stages.ts';
import type { RunState } from './state.ts';
import { ASKED, isFailure, worstConclusion, type Conclusion, type Status } from './status.ts';
import { skipUnreached, stillToCome } from './unreached.ts';

/** What of the config shapes the view of a run. */
export type ViewConfig = Pick<Config, 'stages'>;

/**
 * The run as people see it: a pure function of the merged facts. Jobs of which nothing changed are the very same objects as
 * in the view before, so that a comparison by identity finds what did.
 */
export function toRun(state: RunState, config: ViewConfig): Run {
  const { lasting } = state.run;
  const graph = read<Graph>(lasting, 'graph') ?? { origin: 'stages' };
  const { jobs: known, unplaced, planned } = toJobs(state.jobs, config, graph.origin);
  const deployments = [...state.deployments].map(([id, entity]) => deploymentView(id, entity));
  deployments.sort((a, b) => compareText(a.id, b.id));

  const attempt = currentAttempt(state.run);
  const facts = state.run.attempts[attempt] ?? {};
  const told = resumed(facts, known);
  const reported = told?.sourceStatus === ASKED && known.length > 0 ? undefined : told;
  const settledAt = read<Millis>(lasting, 'settledAt') ?? -Infinity;
  const outline = reported
    ? { ...reported, ...times(facts, reported.status) }
    : outlineOf(stillToCome(known), settledAt, read<Millis>(facts, 'startTime') ?? null);
  const { status, conclusion, startTime, endTime } = outline;
  const ended = status === 'completed';
  const jobs = ended ? skipUnreached(known, planned) : known;
  const createdTime = extreme(Math.min, [
    read<Millis>(lasting, 'createdTime') ?? null,
    read<Millis>(facts, 'queuedAt') ?? null,
    startTime,
  ]);

  const configured = stagesOf(read<string[]>(lasting, 'stages'), config.stages);
  const stages = deriveStages(configured, { status, conclusion, startTime, endTime, createdTime }, jobs, deployments);
  const current = currentStage(stages, status);
  const active = configured.filter((stage) =>
    stages.some(({ id, status }) => id === stage.id && isActive(status, id, current)),
  );
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
    failureReason: failureReasonOf(conclusion, reported?.sourceStatus ?? null, facts),
    createdTime,
    attempts: history(state.run, attempt, {
      attempt,
      status,
      conclusion,
      startTime,
      endTime,
      duration: durationOf(startTime, endTime),
    }),
    graph: { ...graph, unplaced },
    staleSince: ended ? null : read<Millis>(lasting, 'silence') || null,
    stages,
    jobs,
    deployments,
  };
}

/** What its source says of the run. One that was to wait goes on as soon as a job of it has begun since. */
function resumed(facts: Facts, jobs: readonly Job[]): State | undefined {
  const [since, , value] = facts['state'] ?? [];
  const told = value as State | undefined;
  if (since === undefined || told?.status !== 'waiting') return told;
  const goesOn = jobs.some(({ startTime }) => startTime !== null && startTime > since);
  return goesOn ? { ...told, status: 'running', waitReason: null } : told;
}

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

function history(run: Entity, current: number, now: Attempt): Attempt[] {
  const earlier = attemptsOf(run)
    .filter((attempt) => attempt !== current)
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

const durationOf = (start: Millis | null, end: Millis | null): number | null =>
  start === null || end === null ? null : Math.max(0, end - start);

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
