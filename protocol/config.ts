import type { StageKind } from './run.ts';
import { DEFAULT_TOPOLOGY, type Topology } from './topology.ts';

/** A stage as the config defines it: which jobs belong to it, and what lights up on the map while it runs. */
export interface StageConfig {
  id: string;
  name: string;
  kind: StageKind;
  /** Names of jobs that belong here when they name no stage themselves; `*` stands for any characters. */
  match: readonly string[];
  activates: { nodes: readonly string[]; connections: readonly string[] };
}

/** A job that a run is going to have, for sources that do not say what their jobs wait for. */
export interface GraphJob {
  /** As the source names the job; with `*` at its end, all jobs whose names begin so, such as those of a matrix. */
  name: string;
  /** Names of entries of this graph. */
  needs: readonly string[];
  stage?: string | undefined;
}

/** Plays a build that does not happen, for a demo or a dry run of a page. */
export interface SimulatedRunner {
  kind: 'simulated';
  /** Milliseconds that a whole run takes. */
  duration: number;
  /** The id of a stage whose job fails. */
  failAt?: string | undefined;
  /** How often a failing job is tried again; the last try succeeds. */
  retries: number;
  /** Runs the test stage once for each of these. */
  matrix: readonly string[];
}

/** Runs start elsewhere: a CI system's webhook, or the command line reporter. */
export interface ExternalRunner {
  kind: 'external';
}

export type RunnerConfig = SimulatedRunner | ExternalRunner;

export interface Retention {
  /** How many finished runs the pipeline keeps at hand, with their logs; older ones are in the archive. */
  runs: number;
  /** Days that the archive keeps a run. */
  days: number;
}

export interface Config {
  title: string;
  description: string;
  /** `public`: everyone may read; `private`: reading needs a token with the scope `view`. */
  visibility: 'public' | 'private';
  stages: readonly StageConfig[];
  topology: Topology;
  runner: RunnerConfig;
  /** What a trigger does while a run is live: replace it, or wait for its end. */
  concurrency: 'supersede' | 'queue';
  /** Origins of pages that may write without a token where the pipeline is open, e.g. `https://example.com`. */
  origins: readonly string[];
  retention: Retention;
  /** The graph of every run that does not bring its own. Without jobs it is as if it were not there. */
  graph?: { jobs: readonly GraphJob[] } | undefined;
}

/** A saved config: its revision is its ETag. Revision 0 is the default, of which nothing has been saved yet. */
export interface ConfigDocument extends Config {
  revision: number;
}

/** The stage that stands for waiting in line, and the one that stands for being in service. Without jobs of their own they mirror the run. */
export const QUEUED_STAGE = 'queued';
export const LIVE_STAGE = 'live';

export const DEFAULT_STAGES: readonly StageConfig[] = [
  stage(QUEUED_STAGE, 'Queued', 'other', [], ['github', 'worker'], ['github-worker']),
  stage(
    'building',
    'Building',
    'build',
    ['build*', 'lint*', 'compile*'],
    ['worker', 'durable', 'github'],
    ['worker-durable', 'github-worker'],
  ),
  stage(
    'testing',
    'Testing',
    'test',
    ['test*', 'check*', 'e2e*'],
    ['worker', 'durable', 'd1'],
    ['worker-durable', 'durable-d1'],
  ),
  stage(
    'deploying',
    'Deploying',
    'deploy',
    ['deploy*', 'publish*', 'release*'],
    ['worker', 'durable', 'kv', 'pages'],
    ['worker-durable', 'durable-kv', 'worker-kv'],
  ),
  stage(LIVE_STAGE, 'Live', 'other', [], ['edge', 'pages', 'worker'], ['edge-pages', 'edge-worker']),
];

export const DEFAULT_CONFIG: Config = {
  title: 'Pipeline',
  description: 'From a push to production, live.',
  visibility: 'public',
  stages: DEFAULT_STAGES,
  topology: DEFAULT_TOPOLOGY,
  runner: { kind: 'simulated', duration: 15_000, retries: 0, matrix: [] },
  concurrency: 'supersede',
  origins: [],
  retention: { runs: 50, days: 90 },
};

function stage(
  id: string,
  name: string,
  kind: StageKind,
  match: readonly string[],
  nodes: readonly string[],
  connections: readonly string[],
): StageConfig {
  return { id, name, kind, match, activates: { nodes, connections } };
}
