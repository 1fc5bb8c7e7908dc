import type {
  Delivery,
  IgnoredAnswer,
  ConfigDocument,
  ConfigRevision,
  Config,
  EventsAnswer,
  LogPage,
  LogType,
  PipelineEvent,
  PipelineState,
  Run,
  RunHead,
  RunPage,
  TriggerRequest,
} from '../../protocol/index.ts';
import type { RelayedRpc } from '../relay/rpc.ts';
import type { Mapping } from '../sources/mapping.ts';

/**
 * What the Durable Object of a pipeline does for the routes. Every call takes the pipeline's slug first: an object cannot
 * read its own name after an alarm woke it, so it stores the slug on its first write.
 *
 * A failure that a caller can do something about comes back as a `Refusal`, never as an exception: exceptions lose their
 * class on the way through RPC, and mean a fault of ours.
 */
export interface PipelineRpc extends RelayedRpc {
  /** Null while nothing has been written: the pipeline does not exist. `default` exists from the start. */
  state(pipeline: string): Promise<{ etag: string; state: PipelineState } | null>;
  config(pipeline: string): Promise<ConfigDocument | null>;
  /** `expected` is the revision of `If-Match`, null when the request had none. Saving journals the `config` event. */
  saveConfig(pipeline: string, save: ConfigSave): Promise<ConfigDocument | Refusal>;
  revisions(pipeline: string): Promise<readonly ConfigRevision[]>;

  trigger(pipeline: string, request: TriggerRequest & { actor: string | null }): Promise<RunHead | Refusal>;
  cancel(pipeline: string, run: string, actor: string | null): Promise<RunHead | Refusal>;
  rerun(pipeline: string, run: string, actor: string | null): Promise<RunHead | Refusal>;

  /** Events that have passed the schema. They are applied all together or, when one cannot be, not at all. */
  ingest(pipeline: string, source: string, events: readonly PipelineEvent[]): Promise<EventsAnswer | Refusal>;
  /** Deliveries that have been verified and read. Each takes effect once, or all are refused. */
  deliver(pipeline: string, deliveries: readonly Delivered[]): Promise<EventsAnswer | IgnoredAnswer | Refusal>;
  /** Puts a delivery that was not let in on the list of deliveries; of a pipeline that does not exist nothing is kept. */
  reject(pipeline: string, rejected: RejectedDelivery): Promise<void>;
  /** Newest first; null while the pipeline does not exist. */
  deliveries(pipeline: string): Promise<readonly Delivery[] | null>;
  /** Appends to a job's log at `offset` bytes of the sender's stream; answers how far the stream is now known. */
  appendLog(pipeline: string, append: LogAppend): Promise<LogAppended | Refusal>;

  runs(pipeline: string, page: { limit: number; before: number | null }): Promise<RunPage | null>;
  run(pipeline: string, run: string): Promise<Run | null>;
  /** Null when the run is not at hand here; it may be in the archive. */
  logs(pipeline: string, run: string, query: LogQuery): Promise<(LogPage & { finished: boolean }) | null>;
}

export interface ConfigSave {
  config: Partial<Config>;
  expected: number | null;
  author: string | null;
}

/** What a source has sent. */
export interface Delivered {
  source: string;
  /** The same for the same event of this source, however often it is sent. */
  key: string;
  event: string;
  mapping: Mapping;
  /** Its sender waits for each answer, so that what has no time of its own happened when it came. */
  inOrder?: boolean;
}

export type RejectedDelivery = Pick<Delivered, 'source' | 'event'> & { why: string };

export interface LogAppend {
  run: string;
  job: string;
  stage: string | null;
  /** Bytes of the sender's stream before this piece; null appends at the end, whatever it is. */
  offset: number | null;
  /** The piece as it came. It may end inside a line, even inside a character: the object keeps the rest for the next piece. */
  body: Uint8Array;
  /** `text`: a raw log. `ndjson`: one `{"message","type"?,"timestamp"?}` a line, as our reporter sends. */
  format: 'text' | 'ndjson';
  /** The sender says that nothing follows: an unfinished last line is complete. */
  final: boolean;
}

/** `length`: bytes of the sender's stream that are safely here, for the `Range` header. */
export interface LogAppended {
  applied: boolean;
  length: number;
}

export interface LogQuery {
  from: number;
  /** The last so many lines instead of those from `from` on; null otherwise. */
  tail: number | null;
  limit: number;
  job: string | null;
  stage: string | null;
  type: LogType | null;
}

/** Why the object would not do what was asked; the router makes a problem of it. */
export interface Refusal {
  refused:
    | 'not-found'
    | 'conflict'
    | 'precondition-required'
    | 'precondition-failed'
    | 'unsupported'
    | 'too-large'
    | 'invalid';
  detail: string;
  /** For a failed precondition: what is current. */
  current?: ConfigDocument;
  errors?: readonly { path: string; message: string }[];
}

export const isRefusal = (answer: object): answer is Refusal => 'refused' in answer;
