/**
 * How many screen lines each row takes, as sums that can be asked and changed in logarithmic time (a Fenwick tree). Rows that
 * do not wrap need none of this.
 */
export class Heights {
  /** `#sums[i]` is the sum of the `i & -i` heights that end with the i-th (from 1). */
  #sums = new Int32Array(64);
  #heights = new Uint16Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get total(): number {
    return this.before(this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  push(height: number): void {
    const at = ++this.#length;
    if (at >= this.#sums.length) this.#grow();
    this.#heights[at] = height;
    let sum = this.#heights[at] ?? 0;
    for (let step = 1; step < (at & -at); step <<= 1) sum += this.#sums[at - step] ?? 0;
    this.#sums[at] = sum;
  }

  of(row: number): number {
    return this.#heights[row + 1] ?? 0;
  }

  set(row: number, height: number): void {
    const change = height - this.of(row);
    if (change === 0) return;
    this.#heights[row + 1] = height;
    for (let at = row + 1; at <= this.#length; at += at & -at) this.#sums[at] = (this.#sums[at] ?? 0) + change;
  }

  /** The heights of all rows before this one. */
  before(row: number): number {
    let sum = 0;
    for (let at = row; at > 0; at -= at & -at) sum += this.#sums[at] ?? 0;
    return sum;
  }

  /** The row at this height; the last one below the end. */
  rowAt(height: number): number {
    let row = 0;
    let left = height;
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.#length))); step >= 1; step /= 2) {
      const sum = this.#sums[row + step];
      if (row + step <= this.#length && sum !== undefined && sum <= left) {
        row += step;
        left -= sum;
      }
    }
    return Math.max(0, Math.min(row, this.#length - 1));
  }

  #grow(): void {
    const sums = new Int32Array(this.#sums.length * 2);
    const heights = new Uint16Array(sums.length);
    sums.set(this.#sums);
    heights.set(this.#heights);
    this.#sums = sums;
    this.#heights = heights;
  }
}
