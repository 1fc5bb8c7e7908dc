import {
  QUEUED_STAGE,
  type DeploymentEvent,
  type LogEvent,
  type Millis,
  type PipelineEvent,
  type StageConfig,
} from '../../protocol/index.ts';
import { jobsOf, type SimulatedJob } from './jobs.ts';
import { playJob, type Course } from './play-job.ts';
import { hex, seeded } from './random.ts';

/** The source of runs that this runner plays. */
export const SIMULATED = 'simulated';

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
  const { run, ref, retries, failAt } = options;
  const random = seeded(seed);
  const sha = hex(random, 40);
  const title = TITLES[Math.floor(random() * TITLES.length)] ?? TITLES[0];
  const groups = jobsOf(options, { ref, sha });
  const firstAttempt = (attempt - 1) * (retries + 1) + 1;
  const weight = groups.reduce((sum, jobs) => sum + weightOf(jobs), QUEUE_WEIGHT);
  const timeline = new Timeline(options.duration / weight, random);

  timeline.begin(opening(options, groups, { attempt, firstAttempt, sha, title }));
  timeline.spread(QUEUE_WEIGHT, [
    [waiting(options, 'A runner has picked up the run'), { event: 'run', run, attempt, status: 'running' }],
  ]);
  for (const [index, jobs] of groups.entries()) {
    timeline.add(jobs.map(({ id }) => ({ event: 'job', run, job: id, attempt: firstAttempt, status: 'queued' })));
    const tries = jobs[0]?.stage.id === failAt ? retries + 1 : 1;
    const fails = jobs[0]?.stage.id === failAt && retries === 0;
    const moments = Math.max(3 * tries, Math.round((STEPS * weightOf(jobs)) / weight));
    timeline.spread(weightOf(jobs), playStage(jobs, { run, moments, firstAttempt, tries, succeeds: !fails }, random));
    if (!fails) continue;
    const skipped = groups.slice(index + 1).flat();
    const failureReason = jobs.at(-1)?.script.failure.reason;
    timeline.add(
      skipped.map(({ id }) => ({ event: 'job', run, job: id, attempt: firstAttempt, conclusion: 'skipped' })),
    );
    timeline.add([{ event: 'run', run, attempt, conclusion: 'failure', failureReason }]);
    return timeline.steps;
  }
  timeline.add([{ event: 'run', run, attempt, conclusion: 'success' }]);
  return timeline.steps;
}

/** Steps by the time since the one before, in whole milliseconds that add up to the whole. */
class Timeline {
  readonly steps: { after: Millis; events: PipelineEvent[] }[] = [];
  /** Milliseconds that a weight of one takes. */
  readonly #unit: Millis;
  readonly #random: () => number;
  #elapsed = 0;
  #last = 0;

  constructor(unit: Millis, random: () => number) {
    this.#unit = unit;
    this.#random = random;
  }

  begin(events: PipelineEvent[]): void {
    this.#step(0, events);
  }

  /** Moments one after the other over a weight's time, the last at its end and the others a bit irregular. */
  spread(weight: number, moments: readonly PipelineEvent[][]): void {
    const span = weight * this.#unit;
    moments.forEach((events, index) => {
      const jitter = index === moments.length - 1 ? 0 : (this.#random() - 0.5) * 0.6;
      this.#step(this.#elapsed + (span * (index + 1 + jitter)) / moments.length, events);
    });
    this.#elapsed += span;
  }

  /** To the step before. */
  add(events: PipelineEvent[]): void {
    this.steps.at(-1)?.events.push(...events);
  }

  #step(time: number, events: PipelineEvent[]): void {
    const at = Math.max(this.#last, Math.round(time));
    this.steps.push({ after: at - this.#last, events });
    this.#last = at;
  }
}

const weightOf = ([job]: readonly SimulatedJob[]): number => (job ? WEIGHTS[job.stage.kind] : 0);

/** What is known of a run as soon as it is asked for. */
function opening(
  options: SimulationOptions,
  groups: readonly SimulatedJob[][],
  { attempt, firstAttempt, sha, title }: { attempt: number; firstAttempt: number; sha: string; title: string },
): PipelineEvent[] {
  const { run, ref, actor } = options;
  return [
    {
      event: 'run',
      run,
      attempt,
      status: 'queued',
      ref,
      sha,
      title,
      trigger: 'simulated',
      ...(actor !== null && { actor }),
    },
    { event: 'run', run, graph: { origin: 'config', unplaced: [] } },
    ...groups.flat().map((job) => announced(job, run, firstAttempt)),
    waiting(options, `Queued on ${ref}${actor === null ? '' : ` by ${actor}`}`),
  ];
}

/** The jobs of a stage side by side. The last is the one that may fail; it takes all the time, the others are done a bit earlier. */
function playStage(jobs: readonly SimulatedJob[], course: Course, random: () => number): PipelineEvent[][] {
  const { run, moments, succeeds } = course;
  const courses = jobs.map((job, place) => {
    if (place === jobs.length - 1) return playJob(job, course);
    const fewer = Math.ceil(moments * (0.6 + random() * 0.4));
    return playJob(job, { ...course, moments: fewer, tries: 1, succeeds: true });
  });
  return Array.from({ length: moments }, (_, moment) => [
    ...courses.flatMap((played) => played[moment] ?? []),
    ...(moment === 0 ? deployment(jobs, run, { status: 'running' }) : []),
    ...(moment === moments - 1 ? deployment(jobs, run, { conclusion: succeeds ? 'success' : 'failure' }) : []),
  ]);
}

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

function deployment(
  [job]: readonly SimulatedJob[],
  run: string,
  state: Pick<DeploymentEvent, 'status' | 'conclusion'>,
): DeploymentEvent[] {
  if (job?.stage.kind !== 'deploy') return [];
  return [{ event: 'deployment', run, deployment: job.stage.id, environment: 'production', ...state }];
}
