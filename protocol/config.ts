import type { StageKind } from './run.ts';
import type { RunnerConfig } from './runner.ts';
import type { Topology } from './topology.ts';

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

export interface Retention {
  /** How many finished runs the pipeline keeps at hand, with their logs; older ones are in the archive. */
  runs: number;
  /** Days that the archive keeps a run. */
  days: number;
  /** How much log of finished runs is kept; a log goes as a whole, the oldest run's first, and never the newest run's. */
  logs?: LogRetention | undefined;
}

/** Each with a usual value, see `logRetention`. */
export interface LogRetention {
  /** Days from the end of the run. */
  days?: number | undefined;
  /** Lines of all finished runs together. */
  lines?: number | undefined;
  /** Bytes of all finished runs together. */
  bytes?: number | undefined;
}

/** How long a live run may be silent. Left out, it is 30 minutes and 24 hours. */
export interface Silence {
  /** Minutes until it is shown as stale, or twice as long as runs of its source take, if that is more. */
  staleMinutes: number;
  /** Hours from its last news until it is closed as lost. */
  lostHours: number;
}

/**
 * A project of a CI system whose ID tokens (OpenID Connect) are believed, so that nobody has to keep a secret there. Pinned
 * by number: a name can be given up, and taken by somebody else.
 */
export interface OidcTrust {
  /** `https://token.actions.githubusercontent.com`, `https://gitlab.com`. */
  issuer: string;
  /** Whom its tokens must be for; the origin of this server when left out. */
  audience?: string | undefined;
  /** GitHub's number of the repository. */
  repositoryId?: string | undefined;
  /** GitLab's number of the project. */
  projectId?: string | undefined;
}

export interface Config {
  title: string;
  description: string;
  /** `public`: everyone may read; `private`: reading needs a token with the scope `view`. */
  visibility: 'public' | 'private';
  stages: readonly StageConfig[];
  topology: Topology;
  runner: RunnerConfig;
  /** What a trigger does while a simulated run is live: replace it, or wait for its end. Other systems have rules of their own. */
  concurrency: 'supersede' | 'queue';
  /** Origins of pages that may write without a token where the pipeline is open, e.g. `https://example.com`. */
  origins: readonly string[];
  retention: Retention;
  /** CI systems whose own tokens may report the runs that they were issued for. */
  oidc?: readonly OidcTrust[] | undefined;
  /** How long a live run may be silent before that is shown, and before it is given up. */
  silence?: Silence | undefined;
  /** The graph of every run that does not bring its own. Without jobs it is as if it were not there. */
  graph?: { jobs: readonly GraphJob[] } | undefined;
}

/** A saved config: its revision is its ETag. Revision 0 is the default, of which nothing has been saved yet. */
export interface ConfigDocument extends Config {
  revision: number;
}

/** What a save says: a member that is left out stays as it is, and null takes out one that need not be there. */
export type ConfigChanges = {
  [Member in keyof Config]?: Config[Member] | (undefined extends Config[Member] ? null : never);
};

/** The stage that stands for waiting in line, and the one that stands for being in service. Without jobs of their own they mirror the run. */
export const QUEUED_STAGE = 'queued';
export const LIVE_STAGE = 'live';

/** What a config without `retention.logs` keeps: as long as the run, and less than an object or a database may have (10 GB). */
export const KEPT_LOG_LINES = 20_000_000;
export const KEPT_LOG_BYTES = 2_000_000_000;

export const logRetention = ({ days, logs }: Retention): { days: number; lines: number; bytes: number } => ({
  days: logs?.days ?? days,
  lines: logs?.lines ?? KEPT_LOG_LINES,
  bytes: logs?.bytes ?? KEPT_LOG_BYTES,
});
