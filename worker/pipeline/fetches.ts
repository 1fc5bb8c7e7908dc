import type { Millis } from '../../protocol/index.ts';
import type { Turn, Turns } from './turn.ts';

/** What is fetched from a source's API: the graph of a run, the log of a job, how a run stands. */
export type FetchKind = 'graph' | 'log' | 'state';

export interface Fetch {
  kind: FetchKind;
  run: string;
  /** The source's id; empty for what is of the run itself. */
  job: string;
  /** How often it has failed. */
  tries: number;
}

/** Why a fetch failed. `lasting`: there is no use in asking again. `after`: when the source wants to be asked again (ms from now). */
export class FetchFailed extends Error {
  readonly lasting: boolean;
  readonly after: number | null;

  constructor(message: string, { lasting = false, after = null }: { lasting?: boolean; after?: number | null } = {}) {
    super(message);
    this.name = 'FetchFailed';
    this.lasting = lasting;
    this.after = after;
  }
}

/** Asked for at the same time; a Worker has six connections, and the archive needs one. */
const AT_ONCE = 4;
/** How long one may take (ms), and after how long it counts as lost with the object that did it, and is done again. */
const TIMEOUT = 60_000;
const LEASE = 120_000;
/** A failed one is tried again after two seconds, four, and so on: eight times, over some eight minutes. */
const MAX_TRIES = 8;
const LONGEST_PAUSE = 60 * 60 * 1000;
/** How soon to look again while others are still under way (ms). */
const BUSY = 1000;

/** Has something fetched, once. */
export function askFor({ sql, tasks, now }: Turn, kind: FetchKind, run: string, job = ''): void {
  const added = sql.exec(
    `INSERT INTO fetches (kind, run, job, due, tries, state) VALUES (?, ?, ?, ?, 0, 'open')
     ON CONFLICT DO NOTHING RETURNING due`,
    kind,
    run,
    job,
    now,
  );
  if (added.toArray().length > 0) tasks.ensure('fetch', '', now);
}

/** Has something fetched, whether or not it was before. */
export function askAgain({ sql, tasks, now }: Turn, kind: FetchKind, run: string, job = ''): void {
  sql.exec(
    `INSERT INTO fetches (kind, run, job, due, tries, state) VALUES (?, ?, ?, ?, 0, 'open')
     ON CONFLICT (kind, run, job) DO UPDATE SET due = excluded.due, tries = 0, state = 'open'`,
    kind,
    run,
    job,
    now,
  );
  tasks.ensure('fetch', '', now);
}

/** Does what is to be fetched, a few at a time. What it is and where it goes is `work`'s to know. */
export class Fetches {
  readonly #turns: Turns;
  readonly #work: (fetch: Fetch, signal: AbortSignal) => Promise<void>;
  /** After the last try. */
  readonly #giveUp: (turn: Turn, fetch: Fetch, why: string) => void;
  #busy = false;

  constructor(
    turns: Turns,
    work: (fetch: Fetch, signal: AbortSignal) => Promise<void>,
    giveUp: (turn: Turn, fetch: Fetch, why: string) => void,
  ) {
    this.#turns = turns;
    this.#work = work;
    this.#giveUp = giveUp;
  }

  /** Answers in how many ms there is more to do, null for never. */
  async run(): Promise<number | null> {
    if (this.#busy) return BUSY;
    this.#busy = true;
    try {
      for (let due = this.#claim(); due.length > 0; due = this.#claim()) {
        await Promise.all(due.map((fetch) => this.#one(fetch)));
      }
    } finally {
      this.#busy = false;
    }
    return this.#turns.read(({ sql, now }) => {
      const { next } = sql
        .exec<{ next: Millis | null }>("SELECT min(due) AS next FROM fetches WHERE state = 'open'")
        .one();
      return next === null ? null : Math.max(0, next - now);
    });
  }

  #claim(): Fetch[] {
    const claimed = this.#turns.write(({ sql, now }) =>
      sql
        .exec<Fetch & Record<string, string | number>>(
          `UPDATE fetches SET due = ? WHERE (kind, run, job) IN (
             SELECT kind, run, job FROM fetches WHERE state = 'open' AND due <= ? ORDER BY due LIMIT ?)
           RETURNING kind, run, job, tries`,
          now + LEASE,
          now,
          AT_ONCE,
        )
        .toArray(),
    );
    return Array.isArray(claimed) ? claimed : [];
  }

  async #one(fetch: Fetch): Promise<void> {
    const controller = new AbortController();
    // Taken away again when it is done: a timer that is left would keep the object awake.
    const timer = setTimeout(() => controller.abort(new FetchFailed('It took too long.')), TIMEOUT);
    try {
      await this.#work(fetch, controller.signal);
      this.#settle(fetch, 'done');
    } catch (error) {
      const { lasting, after } = error instanceof FetchFailed ? error : { lasting: false, after: null };
      const { kind, run, job, tries } = fetch;
      console.warn({ message: 'A fetch failed.', kind, run, job, tries, lasting, error: String(error) });
      if (lasting || tries + 1 >= MAX_TRIES) {
        this.#settle(fetch, 'failed');
        const why = error instanceof Error ? error.message : String(error);
        this.#turns.write((turn) => this.#giveUp(turn, fetch, why));
        return;
      }
      const pause = Math.min(after ?? 2000 * 2 ** tries, LONGEST_PAUSE);
      this.#turns.write(({ sql, now }) => {
        sql.exec(
          'UPDATE fetches SET due = ?, tries = ? WHERE kind = ? AND run = ? AND job = ?',
          now + pause,
          tries + 1,
          kind,
          run,
          job,
        );
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #settle({ kind, run, job }: Fetch, state: 'done' | 'failed'): void {
    this.#turns.write(({ sql }) => {
      sql.exec('UPDATE fetches SET state = ? WHERE kind = ? AND run = ? AND job = ?', state, kind, run, job);
    });
  }
}
