import { isFailure } from '../../protocol/index.ts';
import { goTo } from './keys.ts';
import type { LogPane } from './log-pane.ts';
import { linesRange } from './model/selection.ts';

/** `#L10` or `#L10-L20`. */
const LINES = /^#L(\d{1,9})(?:-L?(\d{1,9}))?$/;

/** Where a log is opened: at the lines that the address names, else at the first error of what has failed, else at its end. */
export class Opening {
  readonly #pane: LogPane;
  #opened: string | null = null;
  #hash = '';

  constructor(pane: LogPane) {
    this.#pane = pane;
  }

  /** All lines of a file, or those that the store had at first, are there. Each log is opened once. */
  open(): void {
    const { feed, model, current, run } = this.#pane;
    const log = feed.url ?? run?.id ?? null;
    if (log === null || log === this.#opened) return;
    this.#opened = log;
    if (this.goToHash(this.#hash)) return;
    const failed = feed.url !== null || isFailure(run?.conclusion ?? null);
    if (failed && model.book.errors.length > 0 && current < 0) this.#pane.reveal(model.book.errors.at(0));
  }

  /** Shows and selects the lines of an address. Returns whether they are held. */
  goToHash(hash: string): boolean {
    this.#hash = hash;
    const [, from, to = from] = LINES.exec(hash) ?? [];
    const first = this.goToNumber(Number(from));
    if (first < 0) return false;
    const last = this.#pane.model.book.indexOfNumber(Number(to) + 1) - 1;
    this.#pane.selection.select(linesRange(first, Math.max(first, last)));
    return true;
  }

  /** Makes the line with this number the current one. Returns its index, -1 if it is not held. */
  goToNumber(number: number): number {
    const { book } = this.#pane.model;
    const at = book.indexOfNumber(number);
    if (at >= book.length || book.number(at) !== number) return -1;
    goTo(this.#pane, at);
    return at;
  }

  /** The address of what is selected by whole lines, null where nothing is. */
  get selectedHash(): string | null {
    const { selection, model } = this.#pane;
    const { range } = selection;
    if (range?.end.column !== Infinity) return null;
    const from = model.book.number(range.start.line);
    const to = model.book.number(range.end.line);
    return from === to ? `#L${from}` : `#L${from}-L${to}`;
  }
}
