import type { Search } from '../search/search.ts';
import { Column } from './column.ts';
import { LINE, MARK, NONE, TITLE } from './groups.ts';
import { ERROR, type LogBook } from './log-book.ts';

export interface Filter {
  readonly stage: string | null;
  readonly job: string | null;
  /** The number of the job's step. */
  readonly step: number | null;
  /** A bit for each type that is not shown: `1 << code`. */
  readonly hiddenTypes: number;
  /** Only lines that this found. */
  readonly matches: Search | null;
}

export const NO_FILTER: Filter = { stage: null, job: null, step: null, hiddenTypes: 0, matches: null };

/** Which lines of a log are shown, in order: those that pass the filter and are in no folded group. */
export class Rows {
  readonly #book: LogBook;
  readonly #lines = new Column();
  /** What the person folded or unfolded; the others are as their source wants them. */
  readonly #folds = new Map<number, boolean>();
  #filter = NO_FILTER;
  #origins: boolean[] = [];
  /** By group: whether its lines are out of sight. */
  #closed: boolean[] = [];
  /** How many lines, or hits where only those are shown, were looked at. */
  #seen = 0;

  constructor(book: LogBook) {
    this.#book = book;
  }

  get length(): number {
    return this.#lines.length;
  }

  /** The index of the line that a row shows. */
  lineAt(row: number): number {
    return this.#lines.at(row);
  }

  /** The row that shows this line, or else the last one before it; -1 where there is none. */
  rowOf(line: number): number {
    return this.#lines.countBelow(line + 1) - 1;
  }

  show(filter: Filter): void {
    this.#filter = filter;
    this.rebuild();
  }

  /** Whether a line passes the filter by what it is. Lines that only mark a group never do. */
  includes(line: number): boolean {
    const { hiddenTypes } = this.#filter;
    return (
      this.#book.kind(line) !== MARK &&
      (hiddenTypes & (1 << this.#book.type(line))) === 0 &&
      (!this.#picksOrigins || this.#passesOrigin(this.#book.origin(line)))
    );
  }

  isFolded(id: number): boolean {
    const group = this.#book.groups.all[id];
    return group !== undefined && (this.#folds.get(id) ?? (group.folded && group.errors === 0));
  }

  fold(id: number, folded: boolean): void {
    this.#folds.set(id, folded);
    this.rebuild();
  }

  foldAll(folded: boolean): void {
    this.#book.groups.all.forEach((_, id) => this.#folds.set(id, folded));
    this.rebuild();
  }

  /** Unfolds what a line is in. Returns whether that changed anything. */
  reveal(line: number): boolean {
    let changed = false;
    for (let id = this.#holder(line); id !== NONE; id = this.#book.groups.all[id]?.parent ?? NONE) {
      if (this.isFolded(id)) this.#folds.set(id, false);
      else continue;
      changed = true;
    }
    if (changed) this.rebuild();
    return changed;
  }

  rebuild(): void {
    this.#lines.clear();
    this.#closed = [];
    this.#origins = [];
    this.#seen = 0;
    this.extend();
  }

  /** Takes in what the book, or the search that filters, has got since. */
  extend(): void {
    const { matches } = this.#filter;
    const end = matches ? matches.lines.length : this.#book.length;
    if (!matches && this.#opensByItself(end)) return this.rebuild();
    const ignoresFolds = this.#ignoresFolds;
    for (; this.#seen < end; this.#seen++) {
      const line = matches ? matches.lines.at(this.#seen) : this.#seen;
      if (this.includes(line) && (ignoresFolds || !this.#isClosed(this.#holder(line)))) this.#lines.push(line);
    }
  }

  get #picksOrigins(): boolean {
    const { stage, job, step } = this.#filter;
    return stage !== null || job !== null || step !== null;
  }

  /** What was picked out by its text or type is shown wherever it stands; and where there are no groups none is folded. */
  get #ignoresFolds(): boolean {
    const { matches, hiddenTypes } = this.#filter;
    return matches !== null || hiddenTypes !== 0 || this.#book.groups.all.length === 0;
  }

  /** A group in which an error turned up opens, or one that its job opens, unless the person closed it. */
  #opensByItself(end: number): boolean {
    if (this.#seen === 0) return false;
    for (let line = this.#seen; line < end; line++) {
      const kind = this.#book.kind(line);
      if (kind === TITLE || (kind === LINE && this.#book.type(line) !== ERROR)) continue;
      const holder = this.#holder(line);
      if (this.#closed[holder] === true && !this.#computeClosed(holder)) return true;
    }
    return false;
  }

  /** The group whose folding hides the line. */
  #holder(line: number): number {
    const group = this.#book.group(line);
    return this.#book.kind(line) === TITLE ? (this.#book.groups.all[group]?.parent ?? NONE) : group;
  }

  #isClosed(id: number): boolean {
    return id !== NONE && (this.#closed[id] ??= this.#computeClosed(id));
  }

  #computeClosed(id: number): boolean {
    for (let at = id; at !== NONE; at = this.#book.groups.all[at]?.parent ?? NONE) {
      if (this.isFolded(at)) return true;
    }
    return false;
  }

  #passesOrigin(code: number): boolean {
    return (this.#origins[code] ??= this.#computeOrigin(code));
  }

  #computeOrigin(code: number): boolean {
    const origin = this.#book.origins[code];
    return (['stage', 'job', 'step'] as const).every(
      (kind) => (this.#filter[kind] ?? origin?.[kind]) === origin?.[kind],
    );
  }
}
