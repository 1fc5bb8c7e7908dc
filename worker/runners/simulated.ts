import {
  QUEUED_STAGE,
  type DeploymentEvent,
  type LogEvent,
  type Millis,
  type PipelineEvent,
  type StageConfig,
} from '../../protocol/index.ts';
import { jobsOf, type SimulatedJob } from './jobs.ts';
import { playJob } from './play-job.ts';
import { hex, seeded } from './random.ts';

export interface SimulationOptions {
  run: string;
  stages: readonly StageConfig[];
  /** Milliseconds from the trigger to the end. */
  duration: number;
  /** The id of a stage whose last job fails. */
  failAt?: string | undefined;
  /** How often the failing job is tried again; then the last try succeeds. */
  retries: number;
  matrix: readonly string[];
  ref: string;
  actor: string | null;
}

/** What happens, `after` so many milliseconds since the step before. */
export interface SimulationStep {
  after: Millis;
  events: readonly PipelineEvent[];
}

/** About how many steps a run has: four or five a second for one of 15 s. */
const STEPS = 64;

const WEIGHTS: Readonly<Record<StageConfig['kind'], number>> = { build: 5, test: 5, deploy: 4, other: 3 };
const QUEUE_WEIGHT = 1;

const TITLES = [
  'Resume the stream after the last event seen',
  'Cache the dependency graph between builds',
  'Show the failing step first',
  'Keep the log open while lines arrive',
  'Retry uploads that the network cut off',
] as const;

/**
 * The course of a build that does not happen. The same options, seed and attempt give the same steps, so that a run goes on
 * after a crash from the number of its next step alone.
 */
export function simulate(options: SimulationOptions, seed: number, attempt: number): SimulationStep[] {
  const { run, ref, actor, duration, failAt, retries } = options;
  const random = seeded(seed);
  const sha = hex(random, 40);
  const title = TITLES[Math.floor(random() * TITLES.length)] ?? TITLES[0];
  const groups = jobsOf(options, { ref, sha });
  const firstAttempt = (attempt - 1) * (retries + 1) + 1;
  const total = groups.reduce((sum, jobs) => sum + weightOf(jobs), QUEUE_WEIGHT);

  const timeline = new Timeline();
  timeline.at(0, [
    { event: 'run', run, attempt, status: 'queued', ref, sha, title, trigger: 'simulated' },
    { event: 'run', run, graph: { origin: 'config', unplaced: [] }, ...(actor !== null && { actor }) },
    ...groups.flat().map((job) => announced(job, run, firstAttempt)),
    waiting(options, `Queued on ${ref}${actor === null ? '' : ` by ${actor}`}`),
  ]);
  let elapsed = (QUEUE_WEIGHT / total) * duration;
  timeline.at(elapsed, [
    waiting(options, 'A runner has picked up the run'),
    { event: 'run', run, attempt, status: 'running' },
  ]);

  for (const [index, jobs] of groups.entries()) {
    const span = (weightOf(jobs) / total) * duration;
    const fails = jobs[0]?.stage.id === failAt;
    const tries = fails ? retries + 1 : 1;
    const moments = Math.max(3 * tries, Math.round((STEPS * span) / duration));
    const courses = jobs.map((job, place) => {
      // The last job takes the whole time of its stage; the others are done a bit earlier.
      const last = place === jobs.length - 1;
      const own = last ? moments : Math.ceil(moments * (0.6 + random() * 0.4));
      const succeeds = !(last && fails && retries === 0);
      return playJob(job, { run, moments: own, firstAttempt, tries: last ? tries : 1, succeeds });
    });
    for (let moment = 0; moment < moments; moment++) {
      const ends = moment === moments - 1;
      const jitter = ends ? 0 : (random() - 0.5) * 0.6;
      timeline.at(elapsed + (span * (moment + 1 + jitter)) / moments, [
        ...courses.flatMap((course) => course[moment] ?? []),
        ...(moment === 0 || ends ? deployments(jobs, run, ends, fails && retries === 0) : []),
      ]);
    }
    elapsed += span;
    if (fails && retries === 0) {
      const skipped = groups.slice(index + 1).flat();
      timeline.add(
        skipped.map(({ id }) => ({ event: 'job', run, job: id, attempt: firstAttempt, conclusion: 'skipped' })),
      );
      const failureReason = jobs.at(-1)?.script.failure.reason;
      timeline.add([{ event: 'run', run, attempt, conclusion: 'failure', failureReason }]);
      return timeline.steps;
    }
  }
  timeline.add([{ event: 'run', run, attempt, status: 'completed', conclusion: 'success' }]);
  return timeline.steps;
}

/** Steps by their time since the start; whole milliseconds that add up. */
class Timeline {
  readonly steps: { after: Millis; events: PipelineEvent[] }[] = [];
  #elapsed = 0;

  at(time: number, events: PipelineEvent[]): void {
    const after = Math.max(0, Math.round(time) - this.#elapsed);
    this.#elapsed += after;
    this.steps.push({ after, events });
  }

  /** To the step before. */
  add(events: PipelineEvent[]): void {
    this.steps.at(-1)?.events.push(...events);
  }
}

const weightOf = ([job]: readonly SimulatedJob[]): number => (job ? WEIGHTS[job.stage.kind] : 0);

const announced = ({ id, name, stage, needs }: SimulatedJob, run: string, attempt: number): PipelineEvent => ({
  event: 'job',
  run,
  job: id,
  name,
  stage: stage.id,
  needs,
  attempt,
  status: 'created',
});

/** A line of the time in the queue; it belongs to the stage for that, where there is one. */
function waiting({ run, stages }: SimulationOptions, message: string): LogEvent {
  const stage = stages.some(({ id }) => id === QUEUED_STAGE) ? { stage: QUEUED_STAGE } : {};
  return { event: 'log', run, ...stage, type: 'info', message };
}

function deployments([job]: readonly SimulatedJob[], run: string, ends: boolean, fails: boolean): DeploymentEvent[] {
  if (job?.stage.kind !== 'deploy') return [];
  const deployment: DeploymentEvent = { event: 'deployment', run, deployment: job.stage.id, environment: 'production' };
  if (!ends) return [{ ...deployment, status: 'running' }];
  return [{ ...deployment, status: 'completed', conclusion: fails ? 'failure' : 'success' }];
}
