import { countMatches } from '../archive/count.ts';
import { Column } from '../model/column.ts';
import { LogBook } from '../model/log-book.ts';
import { Rows } from '../model/rows.ts';
import type { PackedSearch } from '../model/texts.ts';

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

/** A hit: the `match`th match (from 0) in the line with this index. */
export interface Hit {
  readonly line: number;
  readonly match: number;
}

/**
 * A search that goes through the lines in slices, and on when there are more. Every match counts, without a limit. What is
 * packed away is searched where it is.
 */
export class Search {
  readonly expression: RegExp;
  readonly #literal: string;
  /** The indexes of the lines with a match. */
  readonly lines = new Column();
  /** How many matches are in the lines before each of those. */
  readonly #before = new Column();
  #book = new LogBook();
  #rows = new Rows(this.#book);
  #total = 0;
  #scanned = 0;
  /** What waits for hits in packed lines; another one after each restart. */
  #asking: object | null = null;

  /** `literal` is what every match contains as it is, but for capitals; '' where that is not known. */
  constructor(expression: RegExp, literal = '') {
    this.expression = expression;
    this.#literal = literal.includes('\n') ? '' : literal;
  }

  /** Begins anew, with another log or with other lines of it. */
  restart(book: LogBook, rows: Rows): void {
    this.#book = book;
    this.#rows = rows;
    this.lines.clear();
    this.#before.clear();
    this.#total = this.#scanned = 0;
    this.#asking = null;
  }

  /** How many matches were found so far. */
  get total(): number {
    return this.#total;
  }

  get done(): boolean {
    return this.#scanned >= this.#book.length;
  }

  /** Looks at lines until the time (ms, of `performance.now`) is over. Returns whether nothing is left to do here. */
  runUntil(deadline: number): boolean {
    while (!this.done && !this.#asksArchive()) {
      const end = Math.min(this.#scanned + 200, this.#book.length);
      for (; this.#scanned < end; this.#scanned++) {
        if (this.#rows.includes(this.#scanned)) {
          this.#found(this.#scanned, countMatches(this.#book.text(this.#scanned), this.expression));
        }
      }
      if (performance.now() >= deadline) break;
    }
    return this.done || this.#asking !== null;
  }

  /** Whether the next lines are packed; their hits come later, and in their order. */
  #asksArchive(): boolean {
    const { texts } = this.#book;
    const { archive } = texts;
    const block = texts.blockOf(this.#scanned);
    if (this.#asking || !archive || block >= archive.packed) return this.#asking !== null;
    const last = texts.blocks[archive.packed]?.first ?? this.#book.length;
    const asking = (this.#asking = {});
    const take: PackedSearch['take'] = (lines, counts, end) => {
      if (this.#asking !== asking) return;
      for (let at = 0; at < lines.length; at++) {
        const line = lines[at] ?? 0;
        if (line >= this.#scanned && this.#rows.includes(line)) this.#found(line, counts[at] ?? 0);
      }
      this.#scanned = Math.max(this.#scanned, Math.min(end, last));
      if (end >= last) this.#asking = null;
    };
    archive.search(block, { expression: this.expression, literal: this.#literal, take });
    return true;
  }

  #found(line: number, count: number): void {
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
