import type { Problem, Run, RunSummary } from '../../../protocol/index.ts';
import { problemOf } from '../../shared/problem-of.ts';
import type { PipelineStore, StoreSnapshot } from '../../store/types.ts';
import { flakyCommits, flakyJobs, mergeRuns, SHOWN, usualOf, type Usual } from './runs.ts';

/** Of so many commits it is asked which jobs were flaky, and of each so many runs. */
const COMMITS = 3;
const RUNS = 4;

/** The runs of a pipeline as far as they are shown: what was fetched of them, and what the stream tells since. Needs no DOM. */
export class History {
  /** In the order in which they began. */
  runs: readonly RunSummary[] = [];
  usual: Usual = { median: null, trend: null };
  /** The ids of the runs of commits with which some job both failed and succeeded. */
  flaky: ReadonlySet<string> = new Set();
  /** By commit, the names of those jobs, where they are known. */
  readonly jobs = new Map<string, readonly string[]>();
  /** Why earlier runs could not be fetched. */
  problem: Problem | null = null;

  readonly #changed: () => void;
  #store: PipelineStore | null = null;
  #live: readonly Run[] = [];
  #fetched: readonly RunSummary[] = [];
  #wasLive = false;
  readonly #asked = new Set<string>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  follow(store: PipelineStore, { connection, runs }: Pick<StoreSnapshot, 'connection' | 'runs'>): void {
    const isNew = store !== this.#store;
    if (isNew) this.#begin(store);
    // After an interruption runs may have passed by unseen.
    const isLive = connection === 'live';
    if (isLive && (isNew || !this.#wasLive)) void this.fetch();
    this.#wasLive = isLive;
    if (isNew || runs !== this.#live) this.#take(this.#fetched, runs);
  }

  stop(): void {
    this.#wasLive = false;
  }

  async fetch(): Promise<void> {
    const store = this.#store;
    if (!store) return;
    try {
      const { runs } = await store.history({ limit: SHOWN });
      if (store !== this.#store) return;
      this.problem = null;
      this.#take(runs, this.#live);
    } catch (error) {
      this.problem = problemOf(error);
    }
    this.#changed();
  }

  #begin(store: PipelineStore): void {
    this.#store = store;
    this.#fetched = [];
    this.#asked.clear();
    this.jobs.clear();
  }

  #take(fetched: readonly RunSummary[], live: readonly Run[]): void {
    this.#fetched = fetched;
    this.#live = live;
    this.runs = mergeRuns(fetched, live);
    this.usual = usualOf(this.runs);
    const commits = flakyCommits(this.runs);
    this.flaky = new Set([...commits.values()].flat().map(({ id }) => id));
    for (const [sha, runs] of [...commits].slice(-COMMITS)) void this.#ask(sha, runs.slice(-RUNS));
  }

  async #ask(sha: string, heads: readonly RunSummary[]): Promise<void> {
    const store = this.#store;
    const key = `${sha} ${heads.map(({ id, attempt }) => `${id}/${attempt}`).join(' ')}`;
    if (!store || this.#asked.has(key)) return;
    this.#asked.add(key);
    try {
      const runs = await Promise.all(heads.map(async ({ id }) => this.#whole(store, id)));
      if (store !== this.#store) return;
      this.jobs.set(sha, flakyJobs(runs));
      this.#changed();
    } catch (error) {
      // The run is marked as flaky all the same; which of its jobs were, nobody can say.
      this.problem = problemOf(error);
    }
  }

  async #whole(store: PipelineStore, id: string): Promise<Run> {
    const known = this.#live.find((run) => run.id === id && run.status === 'completed');
    return known ?? ((await (await store.fetch(`runs/${encodeURIComponent(id)}`)).json()) as Run);
  }
}
