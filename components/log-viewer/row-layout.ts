import { Heights } from './model/heights.ts';
import type { LogBook } from './model/log-book.ts';
import type { Rows } from './model/rows.ts';
import type { RowView } from './row-view.ts';

/** How high the rows are and where they begin, px. All are one line high unless lines wrap. */
export class RowLayout {
  /** In screen lines; null while lines do not wrap. */
  #heights: Heights | null = null;
  #rowHeight = 20;
  #characterWidth = 8;
  /** Characters that fit into a row of wrapped text. */
  #columns = 80;
  #count = 0;

  /** Of one screen line. */
  get rowHeight(): number {
    return this.#rowHeight;
  }

  get wraps(): boolean {
    return this.#heights !== null;
  }

  set wraps(wraps: boolean) {
    this.#heights = wraps ? new Heights() : null;
  }

  get total(): number {
    return this.before(this.#count);
  }

  /** The browser's box of ten characters in the font of the log. */
  setFont({ width, height }: DOMRect): void {
    if (width === 0) return;
    this.#characterWidth = width / 10;
    this.#rowHeight = Math.round(height);
  }

  /** Forgets the rows: they are other ones now. */
  clear(): void {
    this.#count = 0;
    this.#heights?.clear();
  }

  /** Takes in rows that are new. How high they are is estimated until they have been drawn. */
  sync(rows: Rows, book: LogBook): void {
    this.#count = rows.length;
    const heights = this.#heights;
    while (heights && heights.length < rows.length) {
      const length = book.texts.lengthOf(rows.lineAt(heights.length));
      heights.push(Math.max(1, Math.ceil(length / this.#columns)));
    }
  }

  /** Where a row begins. */
  before(row: number): number {
    return (this.#heights ? this.#heights.before(row) : row) * this.#rowHeight;
  }

  rowAt(top: number): number {
    const lines = top / this.#rowHeight;
    const row = this.#heights ? this.#heights.rowAt(lines) : Math.floor(lines);
    return Math.max(0, Math.min(row, this.#count - 1));
  }

  /** The text has room for another number of columns than all estimates were made for. Returns whether that is so. */
  fit(view: RowView | undefined): boolean {
    const columns = Math.max(
      10,
      Math.floor((view?.element.querySelector('.message')?.clientWidth ?? 0) / this.#characterWidth),
    );
    if (!view || columns === this.#columns) return false;
    this.#columns = columns;
    this.#heights?.clear();
    return true;
  }

  /** Takes the real heights of rows that have been drawn. Returns whether they were not as estimated. */
  measure(views: readonly RowView[]): boolean {
    let changed = false;
    for (const { element, row } of views) {
      const height = Math.max(1, Math.round(element.offsetHeight / this.#rowHeight));
      changed ||= this.#heights?.of(row) !== height;
      this.#heights?.set(row, height);
    }
    return changed;
  }
}
