/** A page has 2 ** 12 values. */
const BITS = 12;
const PAGE = 1 << BITS;

type Numbers = Int8Array | Int16Array | Int32Array | Float64Array;

interface Width {
  of(value: number): Numbers;
  from(values: ArrayLike<number>, map?: (value: number, at: number) => number): Numbers;
}

/** The narrowest arrays first. */
const WIDTHS: readonly Width[] = [Int8Array, Int16Array, Int32Array];

/** What does not fit into an array of whole numbers comes out as another one. */
const widthFor = (...values: number[]): Width =>
  WIDTHS.find((width) => values.every((value) => width.of(value)[0] === value)) ?? Float64Array;

interface Page {
  readonly first: number;
  /** What each value is more than the one before it, while that is the same for all. */
  step: number;
  /** By how much each value differs from the first; null while the step says so. */
  differences: Numbers | null;
}

/** A growing list of numbers. Equal or evenly rising ones take no room, others as few bytes as they need. */
export class Column {
  #pages: Page[] = [];
  length = 0;

  push(value: number): void {
    const index = this.length++;
    const at = index & (PAGE - 1);
    const page = this.#pages[index >>> BITS];
    if (!page) this.#pages.push({ first: value, step: 0, differences: null });
    else if (page.differences || value !== page.first + page.step * at) this.set(index, value);
  }

  /** The value there; 0 behind the end. */
  at(index: number): number {
    const page = this.#pages[index >>> BITS];
    if (!page || index >= this.length) return 0;
    const at = index & (PAGE - 1);
    return page.first + (page.differences?.[at] ?? page.step * at);
  }

  set(index: number, value: number): void {
    const page = this.#pages[index >>> BITS];
    if (!page) return;
    const at = index & (PAGE - 1);
    const difference = value - page.first;
    if (!page.differences) {
      if (at === 1 && index === this.length - 1) page.step = difference;
      const { step } = page;
      if (difference === step * at) return;
      page.differences = widthFor(difference, step * PAGE).from({ length: PAGE }, (_, before) => step * before);
    }
    page.differences[at] = difference;
    if (page.differences[at] === difference) return;
    page.differences = widthFor(difference).from(page.differences);
    page.differences[at] = difference;
  }

  clear(): void {
    this.#pages = [];
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
