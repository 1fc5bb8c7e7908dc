import { Part } from '../../shared/part.ts';
import type { LogBook } from '../model/log-book.ts';
import type { Rows } from '../model/rows.ts';
import type { RowView } from './row-view.ts';

/** The layout of rows whose lines wrap. */
export const wrapping = new Part(() => import('../wrapping/index.ts'));

/** How high the rows are and where they begin, px: all are one line high. */
export class RowLayout {
  readonly wraps: boolean = false;
  protected count = 0;
  /** Of one screen line. */
  rowHeight: number;
  characterWidth: number;

  /** In the same font as another one. */
  constructor({ rowHeight, characterWidth } = { rowHeight: 20, characterWidth: 8 }) {
    this.rowHeight = rowHeight;
    this.characterWidth = characterWidth;
  }

  get total(): number {
    return this.before(this.count);
  }

  /** The browser's box of ten characters in the font of the log. */
  setFont({ width, height }: Pick<DOMRect, 'width' | 'height'>): void {
    if (width === 0) return;
    this.characterWidth = width / 10;
    this.rowHeight = Math.round(height);
  }

  /** Forgets the rows: they are other ones now. */
  clear(): void {
    this.count = 0;
  }

  /** Takes in rows that are new. How high they are is estimated until they have been drawn. */
  sync(rows: Rows, _book: LogBook): void {
    this.count = rows.length;
  }

  /** Where a row begins. */
  before(row: number): number {
    return row * this.rowHeight;
  }

  rowAt(top: number): number {
    return Math.max(0, Math.min(Math.floor(top / this.rowHeight), this.count - 1));
  }

  /**
   * Takes the real heights of the rows that were drawn while the view began at `top`. If they are not as expected: where it
   * has to begin so that the row `anchor` stays where it is, to be asked when all rows have been taken in anew.
   */
  settle(_views: readonly RowView[], _anchor: number, _top: number): (() => number) | null {
    return null;
  }
}
