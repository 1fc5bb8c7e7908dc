import type { LogBook } from '../model/log-book.ts';
import type { Rows } from '../model/rows.ts';
import { RowLayout } from '../panel/row-layout.ts';
import type { RowView } from '../panel/row-view.ts';
import { Heights } from './heights.ts';

/** Where rows begin whose lines wrap. */
export class WrappedLayout extends RowLayout {
  override readonly wraps = true;
  /** In screen lines. */
  readonly #heights = new Heights();
  /** Characters that fit into a row. */
  #columns = 80;

  override clear(): void {
    super.clear();
    this.#heights.clear();
  }

  override sync(rows: Rows, book: LogBook): void {
    super.sync(rows, book);
    while (this.#heights.length < rows.length) {
      const length = book.texts.lengthOf(rows.lineAt(this.#heights.length));
      this.#heights.push(Math.max(1, Math.ceil(length / this.#columns)));
    }
  }

  override before(row: number): number {
    return this.#heights.before(row) * this.rowHeight;
  }

  override rowAt(top: number): number {
    return this.#heights.rowAt(top / this.rowHeight);
  }

  override settle(views: readonly RowView[], anchor: number, top: number): (() => number) | null {
    const first = views[0]?.row ?? 0;
    if (this.#fit(views[0])) return () => this.before(first);
    const above = this.before(anchor);
    if (!this.#measure(views)) return null;
    // Rows above what was at the top turned out to be of another height.
    return () => top + (anchor > first ? this.before(anchor) - above : 0);
  }

  /** The text has room for another number of columns than all estimates were made for. Returns whether that is so. */
  #fit(view: RowView | undefined): boolean {
    const width = view?.element.querySelector('.message')?.clientWidth ?? 0;
    const columns = Math.max(10, Math.floor(width / this.characterWidth));
    if (!view || columns === this.#columns) return false;
    this.#columns = columns;
    this.#heights.clear();
    return true;
  }

  /** Returns whether a row is not as high as it was thought to be. */
  #measure(views: readonly RowView[]): boolean {
    let changed = false;
    for (const { element, row } of views) {
      const height = Math.max(1, Math.round(element.offsetHeight / this.rowHeight));
      changed ||= this.#heights.of(row) !== height;
      this.#heights.set(row, height);
    }
    return changed;
  }
}
