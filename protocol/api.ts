import type { ConfigDocument } from './config.ts';
import type { Run } from './run.ts';

/** The bodies of the API's answers; the routes are in the README. */

/** `GET …/:pipeline` */
export interface PipelineState {
  pipeline: string;
  config: Pick<ConfigDocument, 'revision' | 'title' | 'description'>;
  /** The newest run, null when there was none. */
  run: Run | null;
  viewers: number;
}

export type RunHead = Pick<Run, 'id' | 'number' | 'attempt' | 'status' | 'conclusion'>;

/** `POST …/trigger`, `…/cancel`, `…/rerun` */
export interface RunAnswer {
  run: RunHead;
}

/** `POST …/config`: what is now saved, and the run that saving it started. */
export interface ConfigAnswer {
  config: ConfigDocument;
  run: RunHead | null;
}

/** An entry of `GET …/config/revisions`, newest first. */
export interface ConfigRevision {
  revision: number;
  /** When it was saved (ms). */
  time: number;
  /** The subject of the token that saved it; null where the pipeline is open. */
  author: string | null;
  config: ConfigDocument;
}

/** `GET …/runs`, newest first; `next` is the `before` of the following page. */
export interface RunPage {
  runs: readonly RunSummary[];
  next: string | null;
}

/** A run in a list: everything but its jobs, stages and deployments. */
export type RunSummary = Omit<Run, 'stages' | 'jobs' | 'deployments' | 'graph'>;

/** `POST …/events` */
export interface EventsAnswer {
  accepted: number;
  duplicates: number;
}

/** `POST …/webhooks/:source`, of something that says nothing of a run. */
export interface IgnoredAnswer {
  ignored: string;
}

/**
 * What became of a delivery: it changed something, was here before, came too late to say anything new, is of a kind that we
 * have no use for, or could not be let in.
 */
export type DeliveryOutcome = 'applied' | 'duplicate' | 'stale' | 'ignored' | 'rejected';

/** An entry of `GET …/deliveries`: the last 100, newest first, and apart from those the last 20 that were rejected. */
export interface Delivery {
  /** The same for the same event, however often it is sent; null where it could not be read. */
  id: string | null;
  source: string;
  event: string;
  /** When it came (ms). */
  time: number;
  outcome: DeliveryOutcome;
  why: string | null;
  run: string | null;
}

/** `POST …/trigger` */
export interface TriggerRequest {
  ref?: string | undefined;
  inputs?: Readonly<Record<string, string>> | undefined;
  /** The same key within a day starts nothing new and answers with the same run. */
  idempotencyKey?: string | undefined;
}

/** `POST …/tokens` */
export interface TokenRequest {
  scope: readonly string[];
  /** Seconds, 30 days at most. */
  expiresIn?: number | undefined;
  subject?: string | undefined;
}

export interface TokenAnswer {
  token: string;
  /** When it ends (ms). */
  expires: number;
}
