import { isFailure, type Run } from '../../protocol/index.ts';
import type { LogPane } from './log-pane.ts';
import { linesRange } from './model/selection.ts';
import type { Reading } from './reading.ts';

/** `#L10` or `#L10-L20`. */
const LINES = /^#L(\d{1,9})(?:-L?(\d{1,9}))?$/;

/** Where a log is opened: at the lines that the address names, else at the first error of what has failed, else at its end. */
export class Opening {
  readonly #pane: LogPane;
  readonly #reading: Reading;
  #opened: string | null = null;
  #hash = '';

  constructor(pane: LogPane, reading: Reading) {
    this.#pane = pane;
    this.#reading = reading;
  }

  /** All lines of a file, or those that the store had at first, are there. Each is opened once. */
  open(log: string | null, run: Run | null): void {
    if (log === null || log === this.#opened) return;
    this.#opened = log;
    if (this.goToHash(this.#hash)) return;
    const { feed, model, current } = this.#pane;
    const failed = !feed.fromStore || isFailure(run?.conclusion ?? null);
    if (failed && model.book.errors.length > 0 && current < 0) this.#pane.reveal(model.book.errors.at(0));
  }

  /** Shows and selects the lines of an address. Returns whether they are held. */
  goToHash(hash: string): boolean {
    this.#hash = hash;
    const [, from, to = from] = LINES.exec(hash) ?? [];
    const { book } = this.#pane.model;
    const first = this.#indexOf(Number(from));
    if (first < 0) return false;
    const last = Math.min(book.indexOfNumber(Number(to) + 1), book.length) - 1;
    this.#reading.goTo(first);
    this.#pane.selection?.select(linesRange(first, Math.max(first, last)));
    return true;
  }

  /** Makes the line with this number the current one. Returns whether it is held. */
  goToNumber(number: number): boolean {
    const at = this.#indexOf(number);
    if (at >= 0) this.#reading.goTo(at);
    return at >= 0;
  }

  /** The address of what is selected by whole lines, null where nothing is. */
  get selectedHash(): string | null {
    const { selection, model } = this.#pane;
    const range = selection?.range;
    if (!range || range.end.column !== Infinity) return null;
    const from = model.book.number(range.start.line);
    const to = model.book.number(range.end.line);
    return from === to ? `#L${from}` : `#L${from}-L${to}`;
  }

  #indexOf(number: number): number {
    const { book } = this.#pane.model;
    const at = book.indexOfNumber(number);
    return at < book.length && book.number(at) === number ? at : -1;
  }
}
