import type {
  ConfigAnswer,
  ConfigChanges,
  ConfigDocument,
  ConfigRevision,
  LogLine,
  Problem,
  Run,
  RunHead,
  RunPage,
  Topology,
  TriggerRequest,
} from '../../protocol/index.ts';
import type { SparseRun } from './plain/complete-run.ts';

/**
 * `idle`: nobody listens. `connecting`: no answer yet. `live`: the stream is open. `stale`: it was, and is being reopened;
 * what is shown may be old. `error`: the server refused (see `error`); reconnecting would not help until something changes.
 */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'stale' | 'error';

/**
 * The lines of the shown run. A new object whenever something of it changed; `lines` itself stays the same array while it
 * only grew at its end, and is a new one when lines came before it, were dropped, or belong to another run.
 */
export interface LogSnapshot {
  readonly run: string | null;
  /**
   * In the order of their numbers. `lines[0].line` may be above 1: `loadEarlierLines` fetches what is before. A number is
   * skipped only where the server no longer has the line.
   */
  readonly lines: readonly LogLine[];
  /** How many lines the run has, as far as we know. */
  readonly total: number;
}

/** A frozen picture of everything the store knows. Parts that did not change keep their identity. */
export interface StoreSnapshot {
  readonly connection: ConnectionState;
  /** Why `connection` is `error`, or why it is still `connecting` or `stale` after a failure; null otherwise. */
  readonly error: Problem | null;
  /** When the server was last heard from (ms); null before the first time. */
  readonly lastHeard: number | null;
  readonly config: ConfigDocument | null;
  /** The config as a person is editing it on this page, for all others to show; null while nobody does. It is not saved. */
  readonly preview: ConfigDocument | null;
  /** The shown run: the chosen one, else the newest. */
  readonly run: Run | null;
  /** The run that was chosen, or its log, is still being fetched. */
  readonly fetching: boolean;
  /** The runs seen live on this stream, newest first. */
  readonly runs: readonly Run[];
  readonly log: LogSnapshot;
  readonly viewers: number | null;
  /** What a person has selected in one element of the page, for all others. */
  readonly selection: Selection | null;
}

export interface Selection {
  readonly kind: 'stage' | 'job' | 'node' | 'connection';
  readonly id: string;
}

/** What an element can be fed with instead of a URL: in its property `data`, or as JSON in a `<script>` inside it. */
export interface PlainData {
  /** What it leaves out is filled in: an `id` and a list of `jobs` will do. */
  readonly run?: SparseRun | null | undefined;
  readonly lines?: readonly LogLine[] | undefined;
  readonly config?: ConfigDocument | undefined;
  /** Instead of a whole config, where only the map is wanted. */
  readonly topology?: Topology | undefined;
}

/** The state of one pipeline, shared by all elements that show it. Needs no DOM. */
export interface PipelineStore {
  /** The pipeline's URL, null for a store fed with plain data. */
  readonly src: string | null;
  getSnapshot(): StoreSnapshot;
  /** Connects while there is at least one subscriber. Calls back once per change, in a microtask. Returns the way to end it. */
  subscribe(listener: () => void, options?: { signal?: AbortSignal }): () => void;

  /** Shows one run to all who share this store; null goes back to the newest. */
  showRun(id: string | null): void;
  /** The same pipeline with this run shown for good, over the same connection: for an element with the attribute `run`. */
  forRun(id: string): PipelineStore;
  /** Tries again at once, e.g. because a person asked for it after an error. */
  reconnect(): void;
  select(selection: Selection | null): void;
  /** Shows a config that is being edited to all who share this store; null goes back to the saved one. */
  preview(config: ConfigDocument | null): void;
  /** Fetches up to `limit` lines before the first one held. Resolves to how many came. */
  loadEarlierLines(limit?: number): Promise<number>;

  /** A GET below the pipeline's URL, such as `runs/42/logs.txt`, with the store's token. Rejects as the following do. */
  fetch(
    path: string,
    request?: { query?: Readonly<Record<string, string | number>>; signal?: AbortSignal | undefined },
  ): Promise<Response>;
  /** The following reject with a `ProblemError` that carries the server's problem. */
  trigger(request?: TriggerRequest): Promise<RunHead>;
  cancel(run: string): Promise<RunHead>;
  rerun(run: string): Promise<RunHead>;
  /** `revision` is the one the edit began from. Starts a run, unless it is told not to. */
  saveConfig(changes: ConfigChanges, revision: number, query?: { trigger?: 'false' }): Promise<ConfigAnswer>;
  revisions(): Promise<readonly ConfigRevision[]>;
  history(page?: { limit?: number; before?: string | null }): Promise<RunPage>;
}
