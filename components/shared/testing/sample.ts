import {
  DEFAULT_CONFIG,
  type ConfigDocument,
  type Job,
  type LogLine,
  type Run,
  type Stage,
} from '../../../protocol/index.ts';
import { completeJob, completeRun, completeStage } from '../../store/plain/complete-run.ts';

/** A fixed moment, so that no test depends on the day it runs: 14 November 2023, 22:13:20 UTC. */
export const START = 1_700_000_000_000;

export const sampleConfig = (changes: Partial<ConfigDocument> = {}): ConfigDocument => ({
  ...DEFAULT_CONFIG,
  title: 'Shop',
  description: 'From a push to production, live.',
  revision: 3,
  ...changes,
});

export const sampleJob = (id: string, changes: Partial<Job> = {}): Job => completeJob({ id, ...changes });

export const sampleStage = (id: string, changes: Partial<Stage> = {}): Stage => completeStage({ id, ...changes });

/** A run in the middle: queued and built, testing, not yet deployed. */
export const sampleRun = (changes: Partial<Run> = {}): Run => ({
  ...completeRun({
    id: 'r42',
    pipeline: 'shop',
    number: 42,
    status: 'running',
    currentStage: 'testing',
    completedStages: ['queued', 'building'],
    progress: 50,
    startTime: START,
    activeNodes: ['worker', 'durable', 'd1'],
    activeConnections: ['worker-durable', 'durable-d1'],
    source: 'github',
    ref: 'main',
    sha: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    title: 'Show the price with tax',
    actor: 'ada',
    trigger: 'push',
    url: 'https://github.com/example/shop/actions/runs/42',
    createdTime: START - 2_000,
    attempts: [{ attempt: 1, status: 'running', conclusion: null, startTime: START, endTime: null, duration: null }],
    graph: { origin: 'workflow', unplaced: [] },
    stages: sampleStages(),
    jobs: sampleJobs(),
  }),
  ...changes,
});

const sampleStages = (): Stage[] => [
  sampleStage('queued', { name: 'Queued', ...passed(START - 2_000, START) }),
  sampleStage('building', { name: 'Building', kind: 'build', ...passed(START, START + 64_000) }),
  sampleStage('testing', {
    name: 'Testing',
    kind: 'test',
    status: 'running',
    progress: 50,
    startTime: START + 64_000,
  }),
  sampleStage('deploying', { name: 'Deploying', kind: 'deploy' }),
  sampleStage('live', { name: 'Live' }),
];

/** In the order that the server gives them, see `compareJobs`. */
const sampleJobs = (): Job[] => [
  sampleJob('build', { stage: 'building', lines: 140, ...passed(START, START + 64_000) }),
  sampleJob('lint', { stage: 'building', lines: 12, ...passed(START, START + 20_000) }),
  ...['18', '20', '22'].map((version) =>
    sampleJob(`test/${version}`, {
      name: `test (${version})`,
      group: 'test',
      stage: 'testing',
      needs: ['build'],
      ...(version === '22'
        ? { status: 'running', progress: 50, startTime: START + 65_000 }
        : passed(START + 65_000, START + 90_000)),
    }),
  ),
  sampleJob('deploy', {
    stage: 'deploying',
    needs: ['lint', 'test/18', 'test/20', 'test/22'],
    environment: 'production',
  }),
];

const passed = (startTime: number, endTime: number) =>
  ({ status: 'completed', conclusion: 'success', progress: 100, startTime, endTime }) as const;

/** The same run when it has ended well or badly. */
export function endedRun(conclusion: 'success' | 'failure' = 'success', changes: Partial<Run> = {}): Run {
  const run = sampleRun();
  const end = { status: 'completed', endTime: START + 120_000 } as const;
  const failed = conclusion === 'failure';
  return {
    ...run,
    ...end,
    conclusion,
    duration: 120_000,
    currentStage: failed ? 'testing' : 'live',
    completedStages: failed ? ['queued', 'building'] : run.stages.map(({ id }) => id),
    progress: 100,
    activeNodes: [],
    activeConnections: [],
    failureReason: failed ? 'test (22) exited with code 1' : null,
    attempts: [{ attempt: 1, conclusion, startTime: START, duration: 120_000, ...end }],
    stages: run.stages.map((stage) => {
      if (stage.conclusion !== null) return stage;
      if (stage.id === 'testing') return { ...stage, ...end, conclusion, progress: 100 };
      return { ...stage, ...end, conclusion: failed ? 'skipped' : 'success', progress: failed ? 0 : 100 };
    }),
    jobs: run.jobs.map((job) => {
      if (job.conclusion !== null) return job;
      if (job.id === 'deploy' && failed) return { ...job, ...end, conclusion: 'skipped' };
      return { ...job, ...end, conclusion, progress: 100 };
    }),
    ...changes,
  };
}

export const sampleLine = (line: number, changes: Partial<LogLine> = {}): LogLine => ({
  run: 'r42',
  line,
  type: 'info',
  stage: 'building',
  job: 'build',
  message: `Line ${line}`,
  timestamp: START + line * 10,
  ...changes,
});

/** Lines `from` to `from + count - 1`. */
export const sampleLines = (count: number, from = 1, changes: Partial<LogLine> = {}): LogLine[] =>
  Array.from({ length: count }, (_, index) => sampleLine(from + index, changes));
