import type { Delivery, Millis } from '../../protocol/index.ts';

/** Deliveries that can be looked up. Those that were not let in have places of their own: anyone can make them. */
const KEPT = 100;
const KEPT_REJECTED = 20;
/** Of rejected ones so many are written at once, and then one a second: a flood of them must not cost a row each. */
const BURST = 20;
const REFILL = 1000;
/** Characters of a text that somebody else wrote. */
const MAX_TEXT = 300;

type Ring = 'taken' | 'rejected';
type Row = Omit<Delivery, 'time'> & { at: Millis };

/** What became of the last deliveries, as two rings of rows: each new one takes the place of the oldest. */
export class Deliveries {
  readonly #sql: SqlStorage;
  #counts: Record<Ring, number> | null = null;
  #allowed = BURST;
  #refilled: Millis = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  record(delivery: Delivery): void {
    this.#write('taken', KEPT, delivery);
  }

  reject(delivery: Delivery): void {
    const earned = Math.floor((delivery.time - this.#refilled) / REFILL);
    if (earned > 0) {
      this.#allowed = Math.min(BURST, this.#allowed + earned);
      this.#refilled = delivery.time;
    }
    if (this.#allowed === 0) return;
    this.#allowed -= 1;
    this.#write('rejected', KEPT_REJECTED, delivery);
  }

  list(): Delivery[] {
    return this.#sql
      .exec<Row>('SELECT id, source, event, at, outcome, why, run FROM deliveries ORDER BY at DESC, count DESC')
      .toArray()
      .map(({ id, source, event, at, ...rest }) => ({ id, source, event, time: at, ...rest }));
  }

  /** What a failed turn had written is gone from the rows, so it must go from here. */
  forget(): void {
    this.#counts = null;
  }

  #write(ring: Ring, size: number, { id, source, event, time, outcome, why, run }: Delivery): void {
    this.#counts ??= { taken: this.#last('taken'), rejected: this.#last('rejected') };
    const count = (this.#counts[ring] += 1);
    this.#sql.exec(
      'INSERT OR REPLACE INTO deliveries (ring, slot, count, id, source, event, at, outcome, why, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ring,
      count % size,
      count,
      cut(id),
      source,
      cut(event),
      time,
      outcome,
      cut(why),
      run,
    );
  }

  #last(ring: Ring): number {
    const { last } = this.#sql
      .exec<{ last: number | null }>('SELECT max(count) AS last FROM deliveries WHERE ring = ?', ring)
      .one();
    return last ?? 0;
  }
}

const cut = (text: string | null): string | null =>
  text?.slice(0, MAX_TEXT).replace(/[\p{Cc}\p{Surrogate}]/gu, ' ') ?? null;
