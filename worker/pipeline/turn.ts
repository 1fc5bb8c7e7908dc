import type { Millis } from '../../protocol/index.ts';
import { Configs } from './configs.ts';
import { Deliveries } from './deliveries.ts';
import { Journal, type Outgoing } from './journal.ts';
import { Meta } from './meta.ts';
import { randomId } from './random-id.ts';
import { Refused } from './refused.ts';
import type { Refusal } from './rpc.ts';
import { Runs } from './runs.ts';
import { migrate, schemaVersion } from './schema.ts';
import { Tasks } from './tasks.ts';

/** What a piece of work on the pipeline has in its hands. It is synchronous, so nothing comes between its parts. */
export interface Turn {
  readonly now: Millis;
  readonly pipeline: string;
  readonly sql: SqlStorage;
  readonly journal: Journal;
  readonly runs: Runs;
  readonly configs: Configs;
  readonly tasks: Tasks;
  readonly deliveries: Deliveries;
}

/**
 * Does work on the pipeline one turn at a time: its rows, its journal and its alarm change together or not at all, and viewers
 * hear of it after that, still in the same turn.
 */
export class Turns {
  readonly #storage: DurableObjectStorage;
  readonly #publish: (events: Outgoing[]) => void;
  readonly #meta: Meta;
  readonly #journal: Journal;
  readonly #configs: Configs;
  readonly #runs: Runs;
  readonly #tasks: Tasks;
  readonly #deliveries: Deliveries;
  #open = false;

  constructor(storage: DurableObjectStorage, publish: (events: Outgoing[]) => void) {
    this.#storage = storage;
    this.#publish = publish;
    this.#meta = new Meta(storage.sql);
    this.#journal = new Journal(storage.sql, this.#meta);
    this.#configs = new Configs(storage.sql);
    this.#runs = new Runs(storage.sql, this.#configs, this.#meta);
    this.#tasks = new Tasks(storage);
    this.#deliveries = new Deliveries(storage.sql);
  }

  /** The pipeline's slug, null while nothing was ever written. */
  get pipeline(): string | null {
    return this.#isOpen() ? this.#meta.get('pipeline') : null;
  }

  /** Makes the pipeline exist. */
  create(pipeline: string): void {
    if (this.pipeline === null) this.write(() => undefined, pipeline);
  }

  read<T>(work: (turn: Turn) => T): T {
    return work(this.#turn());
  }

  /**
   * A refusal undoes the turn and is the answer; any other error undoes it and is thrown. With a slug the pipeline comes to
   * exist, if it does not yet and the work succeeds.
   */
  write<T>(work: (turn: Turn) => T, slug: string | null = null): T | Refusal {
    const fresh = this.pipeline === null;
    let answer: T;
    try {
      answer = this.#storage.transactionSync(() => {
        if (fresh && slug !== null) this.#create(slug);
        const result = work(this.#turn());
        this.#tasks.arm();
        return result;
      });
    } catch (error) {
      this.#open = false;
      for (const memory of [this.#meta, this.#journal, this.#configs, this.#runs, this.#tasks, this.#deliveries]) {
        memory.forget();
      }
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
    this.#publish(this.#journal.takeOutgoing());
    return answer;
  }

  alarmRang(): void {
    this.#tasks.rang();
  }

  #turn(): Turn {
    const pipeline = this.pipeline;
    if (pipeline === null) throw new Error('This pipeline does not exist.');
    return {
      now: Date.now(),
      pipeline,
      sql: this.#storage.sql,
      journal: this.#journal,
      runs: this.#runs,
      configs: this.#configs,
      tasks: this.#tasks,
      deliveries: this.#deliveries,
    };
  }

  #create(slug: string): void {
    migrate(this.#storage.sql, schemaVersion(this.#storage.sql));
    this.#open = true;
    this.#meta.set('pipeline', slug);
    this.#meta.set('epoch', randomId());
  }

  #isOpen(): boolean {
    if (this.#open) return true;
    const version = schemaVersion(this.#storage.sql);
    if (version === 0) return false;
    this.#storage.transactionSync(() => migrate(this.#storage.sql, version));
    this.#open = true;
    return true;
  }
}
