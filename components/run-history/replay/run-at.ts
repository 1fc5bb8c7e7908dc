import type { Job, Millis, Run, Stage, StageConfig, Step } from '../../../protocol/index.ts';

type Timed = Pick<Job, 'startTime' | 'endTime'>;

/** What a thing was like before it began. */
const BEFORE = { status: 'created', conclusion: null, progress: 0, startTime: null, endTime: null } as const;

/**
 * An ended run as it was at a time (ms), by the times that were recorded of it. What was running then has that time for its
 * end: how long it had taken is counted up to there, and not up to now.
 */
export function runAt(run: Run, time: Millis, config: readonly StageConfig[] = []): Run {
  const end = endOf(run);
  if (time >= end) return run;
  const stages = run.stages.map((stage) => at(stage, time));
  const running = stages.filter(({ status }) => status === 'running');
  const done = stages.filter(({ conclusion }) => conclusion === 'success' || conclusion === 'neutral');
  const current = running.at(-1) ?? done.at(-1) ?? stages[0];
  const begun = run.startTime !== null && time >= run.startTime;
  const active = config.filter(({ id }) => running.some((stage) => stage.id === id));
  return {
    ...run,
    status: begun ? 'running' : 'queued',
    conclusion: null,
    startTime: begun ? run.startTime : null,
    endTime: begun ? time : null,
    duration: null,
    failureReason: null,
    currentStage: current?.id ?? null,
    completedStages: done.map(({ id }) => id),
    progress: current?.progress ?? 0,
    activeNodes: [...new Set(active.flatMap(({ activates }) => activates.nodes))],
    activeConnections: [...new Set(active.flatMap(({ activates }) => activates.connections))],
    stages,
    jobs: run.jobs.map((job) => jobAt(job, time)),
    deployments: [],
  };
}

/** When the first of it began, and when all of it had ended. */
export const beginOf = ({ createdTime, startTime, jobs, stages }: Run): Millis =>
  Math.min(
    ...[createdTime, startTime, ...[...jobs, ...stages].map((thing) => thing.startTime)].filter(
      (time) => time !== null,
    ),
  );

export const endOf = ({ endTime, jobs }: Run): Millis =>
  Math.max(...[endTime, ...jobs.map((job) => job.endTime)].filter((time) => time !== null));

/** What comes back is the very same object while nothing of it changes: elements draw anew only what is another one. */
const kept = new WeakMap<Job, { key: string; job: Job }>();

function jobAt(job: Job, time: Millis): Job {
  const { queuedTime, endTime } = job;
  if (endTime !== null && time >= endTime && job.startTime !== null) return job;
  const now = at(job, time);
  const waits = now.status === 'created' && queuedTime !== null && time >= queuedTime;
  const steps = job.steps
    .filter(({ startTime }) => startTime !== null && startTime <= time)
    .map((step) => stepAt(step, time));
  const view: Job = { ...now, ...(waits ? { status: 'queued' } : {}), failureReason: null, waitReason: null, steps };
  const seconds = view.startTime === null ? 0 : Math.floor((time - view.startTime) / 1000);
  const key = `${view.status} ${view.progress} ${seconds} ${steps.map(({ status }) => status).join()}`;
  const before = kept.get(job);
  if (before?.key === key) return before.job;
  kept.set(job, { key, job: view });
  return view;
}

const stepAt = (step: Step, time: Millis): Step =>
  step.endTime !== null && step.endTime > time ? { ...step, status: 'running', conclusion: null, endTime: time } : step;

function at<Thing extends Job | Stage>(thing: Thing, time: Millis): Thing {
  const { startTime, endTime } = thing;
  if (startTime === null || time < startTime) return { ...thing, ...BEFORE };
  if (endTime !== null && time >= endTime) return thing;
  return { ...thing, status: 'running', conclusion: null, progress: shareOf(thing, time), endTime: time };
}

const shareOf = ({ startTime, endTime }: Timed, time: Millis): number =>
  startTime === null || endTime === null
    ? 0
    : Math.floor((100 * (time - startTime)) / Math.max(1, endTime - startTime));
