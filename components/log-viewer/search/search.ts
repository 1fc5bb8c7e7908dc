import { Column } from '../model/column.ts';
import type { LogBook } from '../model/log-book.ts';
import type { Rows } from '../model/rows.ts';

export interface Query {
  readonly text: string;
  readonly regex: boolean;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

export const NO_QUERY: Query = { text: '', regex: false, matchCase: false, wholeWord: false };

/** The expression that a query stands for, null if there is nothing to look for. Throws a SyntaxError that a person can read. */
export function compileQuery({ text, regex, matchCase, wholeWord }: Query): RegExp | null {
  if (text === '') return null;
  const source = regex ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const flags = matchCase ? 'g' : 'gi';
  return new RegExp(
    wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source,
    wholeWord ? `${flags}u` : flags,
  );
}

/** Where the expression matches: [start, end behind it]. Matches of nothing count as none. */
export function matchesIn(text: string, expression: RegExp): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const { 0: match, index } of text.matchAll(expression)) {
    if (match !== '') found.push([index, index + match.length]);
  }
  return found;
}

function countMatches(text: string, expression: RegExp): number {
  expression.lastIndex = 0;
  let count = 0;
  let from = 0;
  while (expression.test(text)) {
    if (expression.lastIndex === from) expression.lastIndex = ++from;
    else {
      from = expression.lastIndex;
      count++;
    }
  }
  return count;
}

/** A hit: the `match`th match (from 0) in the line with this index. */
export interface Hit {
  readonly line: number;
  readonly match: number;
}

/** A search that goes through the lines in slices, and on when there are more. Every match counts, without a limit. */
export class Search {
  readonly expression: RegExp;
  /** The indexes of the lines with a match. */
  readonly lines = new Column();
  /** How many matches are in the lines before each of those. */
  readonly #before = new Column();
  #book: Pick<LogBook, 'length' | 'text'> = { length: 0, text: () => '' };
  #rows: Pick<Rows, 'includes'> = { includes: () => true };
  #total = 0;
  #scanned = 0;

  constructor(expression: RegExp) {
    this.expression = expression;
  }

  /** Begins anew, with another log or with other lines of it. */
  restart(book: LogBook, rows: Rows): void {
    this.#book = book;
    this.#rows = rows;
    this.lines.clear();
    this.#before.clear();
    this.#total = this.#scanned = 0;
  }

  /** How many matches were found so far. */
  get total(): number {
    return this.#total;
  }

  get done(): boolean {
    return this.#scanned >= this.#book.length;
  }

  /** Looks at lines until the time (ms, of `performance.now`) is over. Returns whether it came to the end. */
  runUntil(deadline: number): boolean {
    while (!this.done) {
      const end = Math.min(this.#scanned + 200, this.#book.length);
      for (let line = this.#scanned; line < end; line++) this.#scan(line);
      this.#scanned = end;
      if (performance.now() >= deadline) break;
    }
    return this.done;
  }

  #scan(line: number): void {
    if (!this.#rows.includes(line)) return;
    const count = countMatches(this.#book.text(line), this.expression);
    if (count === 0) return;
    this.lines.push(line);
    this.#before.push(this.#total);
    this.#total += count;
  }

  /** The hit with this number, counted from 0. */
  hit(number: number): Hit | null {
    if (number < 0 || number >= this.#total) return null;
    const at = this.#before.countBelow(number + 1) - 1;
    return { line: this.lines.at(at), match: number - this.#before.at(at) };
  }

  /** The number of the first hit in the line with this index or after it; `total` when there is none. */
  firstFrom(line: number): number {
    const at = this.lines.countBelow(line);
    return at < this.lines.length ? this.#before.at(at) : this.#total;
  }
}
