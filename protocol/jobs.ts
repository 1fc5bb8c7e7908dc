import type { Config, StageConfig } from './config.ts';
import { currentAttempt, type Entity } from './entity.ts';
import { compareText, type Facts, type State } from './facts.ts';
import { beginOf, inferNeeds } from './infer.ts';
import { followLinks } from './links.ts';
import { byJob, inSequence } from './namesakes.ts';
import { placeByPlan, type Plan } from './plan.ts';
import { read, silentState, times } from './read.ts';
import type { Graph, Job, Millis, Step } from './run.ts';
import { extreme, matchStage } from './stages.ts';
import { isFailure, LOST, type Conclusion } from './status.ts';

/** The jobs of a run in their order, and which of them its graph says nothing of. */
export interface PlacedJobs {
  jobs: readonly Job[];
  unplaced: string[];
  /** Jobs that the definition of the pipeline names. */
  planned: ReadonlySet<string>;
}

/** The jobs as people see them: a source gives a job that is run again a new id of its own. */
export function toJobs(
  entities: ReadonlyMap<string, Entity>,
  config: Pick<Config, 'stages'>,
  origin: Graph['origin'],
): PlacedJobs {
  const byId = byJob(entities);
  const plans: Plan[] = [];
  const known: Job[] = [];
  for (const [id, namesakes] of byId) {
    const entity = inSequence(namesakes);
    const job = jobView(id, entity, config.stages);
    known.push(job);
    if (read<boolean>(entity.lasting, 'planned')) {
      plans.push({ job, instances: read<string>(entity.lasting, 'instances') ?? null });
    }
  }
  const jobs = followLinks(known.sort(compareJobs), byId);
  if (plans.length > 0) {
    const placed = placeByPlan(jobs, plans);
    const adrift = new Set(placed.unplaced);
    const planned = new Set(plans.map(({ job }) => job.id));
    return { ...placed, planned, jobs: inferNeeds(placed.jobs, ({ id }) => adrift.has(id)) };
  }
  const isLost = origin === 'inferred' ? (job: Job) => beginOf(job) === null : isAdrift;
  const unplaced = jobs.filter(isLost).map(({ id }) => id);
  return { jobs: origin === 'inferred' ? inferNeeds(jobs, () => true) : jobs, unplaced, planned: new Set() };
}

const isAdrift = (job: Job): boolean => job.stage === null && job.needs.length === 0;

/** The order of jobs in a run: as they came to be, then by id; the same wherever it is computed. */
export function compareJobs(a: Job, b: Job): number {
  return firstTime(a) - firstTime(b) || compareText(a.id, b.id);
}

const firstTime = (job: Job): number =>
  Math.min(job.queuedTime ?? Infinity, job.startTime ?? Infinity, Number.MAX_VALUE);

const views = new WeakMap<Entity, { stages: readonly StageConfig[]; job: Job }>();

function jobView(id: string, entity: Entity, stages: readonly StageConfig[]): Job {
  const known = views.get(entity);
  // One that another of the name came before has another id now.
  if (known?.stages === stages && known.job.id === id) return known.job;
  const attempt = currentAttempt(entity);
  const { lasting } = entity;
  const facts = entity.attempts[attempt] ?? {};
  const lines = read<number>(lasting, 'lines') ?? 0;
  const { status, conclusion, waitReason, sourceStatus } = read<State>(facts, 'state') ?? silentState(lines);
  const name = read<string>(lasting, 'name') ?? id;
  const { startTime, endTime } = times(facts, status);
  const queuedTime = read<Millis>(facts, 'queuedTime') ?? read<Millis>(facts, 'queuedAt') ?? null;
  const job: Job = {
    id,
    externalId: read(facts, 'externalId') ?? null,
    name,
    group: read(lasting, 'group') ?? null,
    stage: read<string>(lasting, 'stage') ?? matchStage(stages, name),
    needs: read<string[]>(lasting, 'needs') ?? [],
    attempt,
    status,
    conclusion,
    progress: status === 'completed' ? 100 : clampPercent(read<number>(facts, 'progress') ?? 0),
    allowFailure: read<boolean>(lasting, 'allowFailure') ?? false,
    waitReason,
    environment: read(lasting, 'environment') ?? null,
    runner: read(facts, 'runner') ?? null,
    failureReason: failureReasonOf(conclusion, sourceStatus, facts),
    sourceStatus,
    // GitHub makes some jobs known after they have begun.
    queuedTime: extreme(Math.min, [queuedTime, queuedTime === null ? null : startTime]),
    startTime,
    endTime,
    steps: read<Step[]>(facts, 'steps') ?? [],
    lines,
  };
  views.set(entity, { stages, job });
  return job;
}

/** Of an end that we made up ourselves the source's reason does not speak, nor ours of the one that the source told later. */
export function failureReasonOf(
  conclusion: Conclusion | null,
  sourceStatus: string | null,
  facts: Facts,
): string | null {
  if (!isFailure(conclusion)) return null;
  return sourceStatus === LOST ? LOST : (read<string>(facts, 'failureReason') ?? null);
}

const clampPercent = (value: number): number => Math.min(100, Math.max(0, Math.round(value)));
