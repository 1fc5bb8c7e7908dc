type Numbers = Int32Array | Float64Array | Uint8Array | Uint16Array;

/** A growing list of numbers that takes the bytes of its numbers and little more. */
export class Column<A extends Numbers> {
  readonly #make: (length: number) => A;
  #values: A;
  length = 0;

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#values = make(64);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = this.#make(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  /** The value there; 0 behind the end. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  clear(): void {
    this.length = 0;
  }

  /** How many of the values, which must be ascending, are below `value`. */
  countBelow(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export const int32Column = (): Column<Int32Array> => new Column((length) => new Int32Array(length));
