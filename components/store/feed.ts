import {
  applyUpdate,
  DEFAULT_REPLAY_LINES,
  snapshotOf,
  type ConfigDocument,
  type LogLine,
  type ParsedEvent,
  type PipelineUpdate,
  type Run,
  type StreamEventName,
  type StreamEvents,
} from '../../protocol/index.ts';
import { createConnection, type Connection, type ConnectionOptions } from './connection.ts';
import { ending } from './ending.ts';
import { findRun, isRecent, NO_FACTS, updatedRun, withRun, type Facts } from './facts.ts';
import type { Http } from './http.ts';
import { loadRequests } from './load-requests.ts';
import { followPageLife } from './page-life.ts';
import { ProblemError } from './problem.ts';
import { RunLogs } from './run-logs.ts';
import { share } from './share.ts';
import { createState, type State } from './state.ts';

/** The stream outlives its last listener for a moment (ms), so that an element can be moved or replaced without a reconnect. */
const LINGER = 1_000;

export interface FeedOptions extends Pick<ConnectionOptions, 'shared' | 'remember' | 'random'> {
  http: Http;
  /** Lines of the newest run's log to begin with. */
  replay?: number | undefined;
}

/** Keeps the facts of one pipeline current for as long as somebody listens. */
export class Feed {
  readonly facts: State<Facts>;
  readonly #http: Http;
  readonly #connection: Connection;
  readonly #logs: RunLogs;
  /** How many want to see a run that may not be the newest. */
  readonly #wanted = new Map<string, number>();
  /** Changes of runs that are not known yet and are being fetched. */
  readonly #early = new Map<string, PipelineUpdate[]>();
  readonly #fetching = new Set<string>();
  /** The runs that a snapshot has told of so far; null when none is under way. */
  #snapshotRuns: Set<string> | null = null;
  #life: AbortController | null = null;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  constructor({ http, replay, ...options }: FeedOptions) {
    this.#http = http;
    this.facts = createState(NO_FACTS, { onFirst: () => this.#open(), onLast: () => this.#closeSoon() });
    this.#logs = new RunLogs(http, () => this.facts.patch({ logs: this.#logs.snapshots() }));
    this.#connection = createConnection({
      ...options,
      open: (lastEventId, signal) =>
        http.send('stream', { query: { lastEventId, logs: replay }, headers: { accept: 'text/event-stream' }, signal }),
      name: () => http.name(),
      snapshot: (position) => this.#snapshot(position, replay),
      onState: (connection, error) => this.facts.patch({ connection, error: share(this.facts.get().error, error) }),
      onOpen: () => {
        this.#snapshotRuns = null;
        this.#bringWanted();
      },
      onEvents: (events, heard) => this.#take(events, heard),
    });
  }

  reconnect(): void {
    if (!this.#life) return;
    this.#connection.restart();
    this.#bringWanted();
  }

  loadEarlier(run: string, limit: number): Promise<number> {
    return this.#logs.loadEarlier(run, limit);
  }

  /** Keeps a run and its log at hand. Returns the way to end it, which lingers too. */
  want(run: string): () => void {
    this.#wanted.set(run, (this.#wanted.get(run) ?? 0) + 1);
    void this.#bring(run);
    return ending(() => setTimeout(() => this.#unwant(run), LINGER));
  }

  #unwant(run: string): void {
    const left = (this.#wanted.get(run) ?? 1) - 1;
    if (left > 0) return void this.#wanted.set(run, left);
    this.#wanted.delete(run);
    this.#logs.keepOnly((id) => this.#wantsLog(id));
    const { fetched, missing } = this.facts.get();
    this.facts.patch({
      fetched: without(fetched, run),
      missing: without(missing, run),
      logs: this.#logs.snapshots(),
    });
  }

  #open(): void {
    clearTimeout(this.#lingering);
    if (this.#life) return;
    const life = new AbortController();
    this.#life = life;
    this.#fetching.clear();
    const { pause, start, restart } = this.#connection;
    followPageLife({ onSleep: pause, onWake: start, onNetworkChange: restart }, life.signal);
    start();
    this.#logs.fillGaps(life.signal);
    this.#bringWanted();
  }

  #closeSoon(): void {
    this.#lingering = setTimeout(() => {
      // A change whose run has not come yet would be lost.
      this.#connection.stop({ fresh: this.#early.size > 0 });
      this.#life?.abort();
      this.#life = null;
    }, LINGER);
  }

  /** Changes of a run that has not come yet are told too: who hears of them fetches it as well. */
  #snapshot(position: string, lines = DEFAULT_REPLAY_LINES): ParsedEvent[] {
    const { config, runs, logs, viewers } = this.facts.get();
    const [newest] = runs;
    const tail = newest && lines > 0 ? logs.get(newest.id)?.lines.slice(-lines) : [];
    const updates = [...runs.map(snapshotOf), ...[...this.#early.values()].flat()];
    const event = (name: StreamEventName, data: unknown, id = ''): ParsedEvent => ({
      event: name,
      data: JSON.stringify(data),
      id,
    });
    return [
      event('config', config),
      ...updates.map((update) => event('pipeline-update', update)),
      ...(tail ?? []).map((line) => event('log', line)),
      event('presence', { viewers }, position),
    ];
  }

  #take(events: readonly ParsedEvent[], heard: number): void {
    const lines: LogLine[] = [];
    for (const event of events) {
      if (event.event === 'log') lines.push(JSON.parse(event.data) as StreamEvents['log']);
      else this.#apply(event);
    }
    const wanted = lines.filter(({ run }) => this.#wantsLog(run));
    if (this.#life) this.#logs.add(wanted, this.#life.signal);
    this.#logs.keepOnly((run) => this.#wantsLog(run));
    this.facts.patch({ lastHeard: heard, logs: this.#logs.snapshots() });
  }

  /** A snapshot begins with a config without an id; only its last event has one. */
  #apply({ event, data, id }: ParsedEvent): void {
    if (event === 'config' && id === '') this.#snapshotRuns = new Set();
    if (event === 'pipeline-update') this.#update(JSON.parse(data) as PipelineUpdate);
    else if (event === 'config')
      this.facts.patch({ config: share(this.facts.get().config, JSON.parse(data) as ConfigDocument) });
    else if (event === 'presence')
      this.facts.patch({ viewers: (JSON.parse(data) as StreamEvents['presence']).viewers });
    if (id !== '' && this.#snapshotRuns) this.#endSnapshot(this.#snapshotRuns);
  }

  #update(update: PipelineUpdate): void {
    this.#snapshotRuns?.add(update.id);
    const facts = this.facts.get();
    const run = updatedRun(facts, update);
    if (run) {
      this.facts.patch(withRun(facts, run));
    } else if (this.#wanted.has(update.id) || isRecent(facts, update)) {
      const early = this.#early.get(update.id);
      if (early) early.push(update);
      else this.#early.set(update.id, [update]);
      void this.#bring(update.id);
    }
  }

  /** What was live and is not in the snapshot has ended meanwhile, and nobody will tell us how. */
  #endSnapshot(told: ReadonlySet<string>): void {
    this.#snapshotRuns = null;
    const { runs, fetched } = this.facts.get();
    const holds = (run: Run): boolean => told.has(run.id) || run.status === 'completed';
    this.facts.patch({
      runs: runs.every(holds) ? runs : runs.filter(holds),
      fetched: new Map([...fetched].filter(([, run]) => holds(run))),
      missing: new Map(),
    });
    this.#bringWanted({ afresh: true });
  }

  /** Also what could not be had before. */
  #bringWanted(options?: { afresh: boolean }): void {
    for (const run of this.#wanted.keys()) void this.#bring(run, options);
  }

  /** Fetches a run, and its log if somebody wants to see it, where the stream does not bring them. */
  async #bring(id: string, { afresh = false } = {}): Promise<void> {
    const signal = this.#life?.signal;
    if (!signal || this.#fetching.has(id)) return;
    this.#fetching.add(id);
    const known = findRun(this.facts.get(), id) !== null;
    const needsLog = !known || !this.#logs.has(id) || (afresh && !this.#isNewest(id));
    try {
      if (!known) {
        const { fetchRun } = await loadRequests();
        this.#adopt(await fetchRun(this.#http, id, signal));
      }
      if (needsLog && this.#wanted.has(id)) await this.#logs.fetchTail(id, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ProblemError)) throw error;
      if (this.#wanted.has(id)) {
        this.facts.patch({ missing: new Map(this.facts.get().missing).set(id, error.problem) });
      }
    } finally {
      this.#fetching.delete(id);
      this.#early.delete(id);
    }
  }

  #adopt(fetched: Run): void {
    const facts = this.facts.get();
    if (findRun(facts, fetched.id)) return; // The stream told of it meanwhile, and knows better.
    const early = this.#early.get(fetched.id) ?? [];
    const run = early.reduce((run, update) => applyUpdate(run, update) ?? run, fetched);
    this.facts.patch(early.length > 0 ? withRun(facts, run) : { fetched: new Map(facts.fetched).set(run.id, run) });
  }

  #isNewest(id: string): boolean {
    return this.facts.get().runs[0]?.id === id;
  }

  /** Also the log of a run of which the stream has not told yet: its lines may come first. */
  #wantsLog(id: string): boolean {
    return this.#wanted.has(id) || this.#isNewest(id) || findRun(this.facts.get(), id) === null;
  }
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
