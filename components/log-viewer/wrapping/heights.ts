import { Column } from '../model/column.ts';

/**
 * How many screen lines each row takes, as sums that can be asked and changed in logarithmic time (a Fenwick tree). Rows that
 * do not wrap need none of this.
 */
export class Heights {
  readonly #heights = new Column();
  /** The i-th (from 1) is the sum of the `i & -i` heights that end with the i-th. */
  readonly #sums = new Column();

  constructor() {
    this.clear();
  }

  get length(): number {
    return this.#heights.length;
  }

  clear(): void {
    this.#heights.clear();
    this.#sums.clear();
    this.#sums.push(0);
  }

  push(height: number): void {
    this.#heights.push(height);
    const at = this.length;
    let sum = height;
    for (let step = 1; step < (at & -at); step <<= 1) sum += this.#sums.at(at - step);
    this.#sums.push(sum);
  }

  of(row: number): number {
    return this.#heights.at(row);
  }

  set(row: number, height: number): void {
    const change = height - this.of(row);
    this.#heights.set(row, height);
    for (let at = row + 1; at <= this.length; at += at & -at) this.#sums.set(at, this.#sums.at(at) + change);
  }

  /** The heights of all rows before this one. */
  before(row: number): number {
    let sum = 0;
    for (let at = row; at > 0; at -= at & -at) sum += this.#sums.at(at);
    return sum;
  }

  /** The row at this height; the last one below the end. */
  rowAt(height: number): number {
    let row = 0;
    let left = height;
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.length))); step >= 1; step /= 2) {
      const sum = this.#sums.at(row + step);
      if (row + step > this.length || sum > left) continue;
      row += step;
      left -= sum;
    }
    return Math.max(0, Math.min(row, this.length - 1));
  }
}
