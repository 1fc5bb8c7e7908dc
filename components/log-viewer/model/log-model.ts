import type { TerminalLine } from '../terminal/terminal.ts';
import type { Search } from '../search/search.ts';
import { LogBook, type LogInput } from './log-book.ts';
import { isSimple } from './resolve.ts';
import { NO_FILTER, Rows, type Filter } from './rows.ts';
import { terminal } from './screen.ts';

/** What a person wants to see of the log. */
export interface View extends Omit<Filter, 'matches'> {
  /** Only the lines in which something is found. */
  readonly onlyMatches: boolean;
}

export const WHOLE_LOG: View = { ...NO_FILTER, onlyMatches: false };

/** Lines taken in before the clock is looked at. */
const BATCH = 100;

/**
 * A log as it is shown: its lines, which of them, and what is found in them. Work that grows with the log (taking lines in,
 * searching) is done in slices: `runUntil` is called until it says that nothing is left.
 */
export class LogModel {
  #book = new LogBook();
  #rows = new Rows(this.#book);
  #search: Search | null = null;
  #view = WHOLE_LOG;
  /** The next line cannot be taken in before the terminal is there, or is known not to come. */
  waits = false;
  #queue: { inputs: readonly LogInput[]; at: number; end: number }[] = [];

  get book(): LogBook {
    return this.#book;
  }

  get rows(): Rows {
    return this.#rows;
  }

  get search(): Search | null {
    return this.#search;
  }

  get view(): View {
    return this.#view;
  }

  /** There are lines, but none of them is to be seen. */
  get isEmptyView(): boolean {
    return this.#book.length > 0 && this.taken && this.#search?.done !== false && this.#rows.length === 0;
  }

  /** Lines that were given but not taken in yet count too. */
  get length(): number {
    return this.#queue.reduce((sum, { at, end }) => sum + end - at, this.#book.length);
  }

  /** Nothing waits to be taken in. */
  get taken(): boolean {
    return this.#queue.length === 0;
  }

  /** The number of the last line that was given; 0 when there is none. */
  get lastNumber(): number {
    const last = this.#queue.at(-1);
    const input = last?.inputs[last.end - 1];
    if (typeof input === 'object' && input.line !== undefined) return input.line;
    return this.#book.number(this.#book.length - 1);
  }

  /** Takes the lines from `from` on, as many as there are now: the array may go on growing. */
  append(inputs: readonly LogInput[], from = 0): void {
    if (from < inputs.length) this.#queue.push({ inputs, at: from, end: inputs.length });
  }

  /** The lines of a terminal from the index `first` on, at once. */
  write({ first, lines }: { first: number; lines: readonly TerminalLine[] }): void {
    lines.forEach(({ message, time }, index) => {
      if (first + index < this.#book.length) this.#book.replace(first + index, message, time);
      else this.#book.append({ message, timestamp: time });
    });
  }

  clear(): void {
    this.#queue = [];
    this.#book.texts.archive?.end();
    this.#book = new LogBook();
    this.#rows = new Rows(this.#book);
    this.show(this.#view);
  }

  show(view: View): void {
    this.#view = view;
    this.#search?.restart(this.#book, this.#rows);
    this.#filter();
  }

  /** Looks for something, from the first line on; for nothing with null. */
  find(search: Search | null): void {
    this.#search = search;
    search?.restart(this.#book, this.#rows);
    // Else the rows stay as they are, however many.
    if (this.#view.onlyMatches) this.#filter();
  }

  #filter(): void {
    this.#rows.show({ ...this.#view, matches: this.#view.onlyMatches ? this.#search : null });
  }

  /** Works until the time (ms, of `performance.now`) is over, and a little in any case. Returns whether all is done. */
  runUntil(deadline: number): boolean {
    do this.#takeIn();
    while (this.#queue.length > 0 && !this.waits && performance.now() < deadline);
    const found = this.#search?.runUntil(deadline) ?? true;
    this.#rows.extend();
    return found && this.#queue.length === 0;
  }

  #takeIn(): void {
    const [next] = this.#queue;
    this.waits = false;
    if (!next) return;
    const end = Math.min(next.at + BATCH, next.end);
    for (; next.at < end; next.at++) {
      const input = next.inputs[next.at] ?? '';
      const simple = isSimple(typeof input === 'string' ? input : input.message);
      this.waits = !simple && !terminal.module && !terminal.failed;
      if (this.waits) return;
      this.#book.append(input, simple);
    }
    if (next.at >= next.end) this.#queue.shift();
  }
}
