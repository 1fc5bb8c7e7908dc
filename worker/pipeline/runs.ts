import {
  madeAt,
  newRunState,
  toRun,
  type Entity,
  type Millis,
  type Run,
  type RunPage,
  type RunState,
  type RunSummary,
} from '../../protocol/index.ts';
import type { Configs } from './configs.ts';
import { encodeFacts } from './limits.ts';
import type { Meta } from './meta.ts';
import { loadEntities, saveEntities } from './run-entities.ts';

/** A run at hand. Never changed in place: what an event makes of it is a new one. */
export interface KnownRun {
  readonly state: RunState;
  /** What viewers were last told; null until they have been told of the run. */
  readonly view: Run | null;
  /** The revision of the config that it was started with. */
  readonly config: number;
  /** How many lines of log it has. */
  readonly lines: number;
  /** The seq of its newest event. */
  readonly changed: number;
}

/** Runs held in memory besides their rows: so many that the live ones of a busy pipeline are among them. */
const HELD = 32;

/** A type, not an interface: rows are asked for as records. */
type RunRow = {
  number: number;
  id: string;
  source: string;
  config: number;
  facts: string;
  lines: number;
  changed: number;
};

/** The runs at hand, in rows by entity: an event writes the job that it speaks of and the head of its run, not the whole. */
export class Runs {
  readonly #sql: SqlStorage;
  readonly #configs: Configs;
  readonly #meta: Meta;
  readonly #held = new Map<string, KnownRun>();
  /** The highest number given to a run: a turn may make several known before it saves the first. */
  #numbered = 0;

  constructor(sql: SqlStorage, configs: Configs, meta: Meta) {
    this.#sql = sql;
    this.#configs = configs;
    this.#meta = meta;
  }

  get(id: string): KnownRun | null {
    const held = this.#held.get(id);
    if (held) {
      this.#hold(held);
      return held;
    }
    const [row] = this.#sql
      .exec<RunRow>('SELECT number, id, source, config, facts, lines, changed FROM runs WHERE id = ?', id)
      .toArray();
    return row ? this.#load(row) : this.#called(id);
  }

  /** The id of the run that is known by this name; the name itself when none is. */
  idOf(name: string): string {
    return this.get(name)?.state.id ?? name;
  }

  /** Gives a run the name that it has where it runs: news by that name are news of this run, unless it is a run's own id. */
  name(id: string, name: string): void {
    this.#sql.exec('INSERT INTO names (name, run) VALUES (?, ?) ON CONFLICT (name) DO NOTHING', name, id);
  }

  isNamed(name: string): boolean {
    return this.#sql.exec('SELECT 1 FROM names WHERE name = ?', name).toArray().length > 0;
  }

  /** What a run is called besides its id. */
  namesOf(id: string): string[] {
    return this.#sql
      .exec<{ name: string }>('SELECT name FROM names WHERE run = ?', id)
      .toArray()
      .map(({ name }) => name);
  }

  /** A run that nothing is known of yet. It is not kept before `save`. */
  create(id: string, source: string): KnownRun {
    const { newest } = this.#sql.exec<{ newest: number | null }>('SELECT max(number) AS newest FROM runs').one();
    this.#numbered = Math.max(this.#numbered, newest ?? 0) + 1;
    const state = newRunState(id, this.#pipeline, this.#numbered, source);
    return { state, view: null, config: this.#configs.current.revision, lines: 0, changed: 0 };
  }

  view({ state, config }: Pick<KnownRun, 'state' | 'config'>): Run {
    return toRun(state, this.#configs.at(config));
  }

  /** Writes what differs from `before`, and holds `after`. */
  save(before: KnownRun, after: KnownRun & { view: Run }, now: Millis): void {
    const { state, view, config, lines, changed } = after;
    this.#sql.exec(
      `INSERT INTO runs (number, id, source, config, facts, summary, created, live, lines, changed, heard)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET facts = excluded.facts, summary = excluded.summary, created = excluded.created,
         live = excluded.live, lines = excluded.lines, changed = excluded.changed, heard = excluded.heard, archived = 0`,
      state.number,
      state.id,
      state.source,
      config,
      encodeFacts(state.run, `the run ${state.id}`),
      JSON.stringify(summaryOf(view)),
      madeAt(view),
      Number(view.status !== 'completed'),
      lines,
      changed,
      now,
    );
    saveEntities(this.#sql, state.number, 'job', before.state.jobs, state.jobs);
    saveEntities(this.#sql, state.number, 'deployment', before.state.deployments, state.deployments);
    this.#hold(after);
  }

  /** The order is that of `newestFirst`. */
  newest(): KnownRun | null {
    const [row] = this.#sql
      .exec<{ id: string }>('SELECT id FROM runs ORDER BY created DESC, number DESC LIMIT 1')
      .toArray();
    return row ? this.get(row.id) : null;
  }

  /** The newest `limit` live runs, newest first. */
  live(limit: number): string[] {
    return this.#sql
      .exec<{ id: string }>('SELECT id FROM runs WHERE live = 1 ORDER BY created DESC, number DESC LIMIT ?', limit)
      .toArray()
      .map(({ id }) => id);
  }

  page({ limit, before }: { limit: number; before: number | null }): RunPage {
    const rows = this.#sql
      .exec<{ number: number; summary: string }>(
        'SELECT number, summary FROM runs WHERE number < ? ORDER BY number DESC LIMIT ?',
        before ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      runs: shown.map(({ summary }) => JSON.parse(summary) as RunSummary),
      next: rows.length > limit && last ? String(last.number) : null,
    };
  }

  drop(id: string): void {
    this.#held.delete(id);
  }

  /** What a failed turn had saved is gone from the rows, so it must go from here. */
  forget(): void {
    this.#held.clear();
    this.#numbered = 0;
  }

  #called(name: string): KnownRun | null {
    const [row] = this.#sql.exec<{ run: string }>('SELECT run FROM names WHERE name = ?', name).toArray();
    return row && row.run !== name ? this.get(row.run) : null;
  }

  /** The slug is stored before the first run. */
  get #pipeline(): string {
    return this.#meta.get('pipeline') ?? '';
  }

  #load({ number, id, source, config, facts, lines, changed }: RunRow): KnownRun {
    const state: RunState = {
      id,
      pipeline: this.#pipeline,
      number,
      source,
      run: JSON.parse(facts) as Entity,
      ...loadEntities(this.#sql, number),
    };
    const known: KnownRun = { state, view: this.view({ state, config }), config, lines, changed };
    this.#hold(known);
    return known;
  }

  /** The one used last goes last; the first goes when there are too many. */
  #hold(run: KnownRun): void {
    this.#held.delete(run.state.id);
    this.#held.set(run.state.id, run);
    const [oldest] = this.#held.keys();
    if (this.#held.size > HELD && oldest !== undefined) this.#held.delete(oldest);
  }
}

function summaryOf(run: Run): RunSummary {
  const { stages: _stages, jobs: _jobs, deployments: _deployments, graph: _graph, ...summary } = run;
  return summary;
}
