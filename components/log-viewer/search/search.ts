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

/** Lines looked at before the clock is. */
const SLICE = 200;

/**
 * A search that goes through the lines in slices, and on when there are more. Every match counts, without a limit. What is
 * packed away is searched where it is. The hit that a person wants to see first is sought before all are counted.
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
  /** The line to be looked at next: the first hit is sought, or those before it have been counted. */
  #next = 0;
  #seeks = false;
  /** There is no match in these lines: the first hit was sought there. */
  #empty = { from: 0, to: 0 };
  #sought: Hit | null = null;
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
    this.#total = this.#next = 0;
    this.#seeks = false;
    this.#empty = { from: 0, to: 0 };
    this.#asking = this.#sought = null;
  }

  /** Looks for the first hit from a line on, and counts only then. */
  seek(from: number): void {
    this.#seeks = true;
    this.#next = from;
    this.#empty = { from, to: from };
  }

  /** The first hit from the line on at which it was sought, else the first of all; null until it is known. */
  get first(): Hit | null {
    return this.#sought ?? this.hit(0);
  }

  /** How many matches were found so far. */
  get total(): number {
    return this.#total;
  }

  get done(): boolean {
    return !this.#seeks && this.#next >= this.#book.length;
  }

  /** Looks at lines until the time (ms, of `performance.now`) is over. Returns whether nothing is left to do here. */
  runUntil(deadline: number): boolean {
    while (!this.done && !this.#asksArchive()) {
      const lines: number[] = [];
      const counts: number[] = [];
      const end = Math.min(this.#next + SLICE, this.#book.length);
      for (let line = this.#next; line < end; line++) {
        const count = this.#rows.includes(line) ? countMatches(this.#book.text(line), this.expression) : 0;
        if (count > 0) counts[lines.push(line) - 1] = count;
      }
      this.#take(lines, counts, end);
      if (performance.now() >= deadline) break;
    }
    return this.done || this.#asking !== null;
  }

  /** Whether the next lines are packed; their hits come later, and in their order. */
  #asksArchive(): boolean {
    if (this.#asking) return true;
    const { texts } = this.#book;
    const { archive } = texts;
    const block = texts.blockOf(this.#next);
    // What is in view is here too.
    if (!archive || block >= archive.packed || (this.#seeks && texts.blocks[block]?.lines)) return false;
    const [from, behind] = [texts.blockOf(this.#empty.from) + 1, texts.blockOf(this.#empty.to)];
    const to = block < from && from < behind ? Math.min(from, archive.packed) : archive.packed;
    const last = texts.blocks[to]?.first ?? this.#book.length;
    const asking = (this.#asking = {});
    const take: PackedSearch['take'] = (lines, counts, end) => {
      if (this.#asking !== asking) return;
      const seeks = this.#seeks;
      this.#take(lines, counts, Math.min(end, last));
      if (end >= last || seeks !== this.#seeks) this.#asking = null;
    };
    archive.search(block, to, { expression: this.expression, literal: this.#literal, take });
    return true;
  }

  /** There are so many matches in each of these lines, and no others in the lines up to `end`. */
  #take(lines: ArrayLike<number>, counts: ArrayLike<number>, end: number): void {
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] ?? 0;
      if (line < this.#next || !this.#rows.includes(line)) continue;
      if (this.#seeks) {
        this.#sought = { line, match: 0 };
        return this.#count(line);
      }
      this.lines.push(line);
      this.#before.push(this.#total);
      this.#total += counts[at] ?? 0;
    }
    this.#goTo(Math.max(this.#next, end));
    if (this.#seeks && end >= this.#book.length) this.#count(end);
  }

  /** What was sought is found, or is not before this line. */
  #count(line: number): void {
    this.#seeks = false;
    this.#empty = { ...this.#empty, to: line };
    this.#goTo(0);
  }

  #goTo(line: number): void {
    const { from, to } = this.#empty;
    this.#next = line < from ? line : Math.max(line, to);
  }

  /** The hit with this number, counted from 0. */
  hit(number: number): Hit | null {
    if (!(number >= 0 && number < this.#total)) return null;
    const at = this.#before.countBelow(number + 1) - 1;
    return { line: this.lines.at(at), match: number - this.#before.at(at) };
  }

  /** The number of a hit; null until all before it have been counted. */
  numberOf({ line, match }: Hit): number | null {
    return this.#seeks || line >= this.#next ? null : this.firstFrom(line) + match;
  }

  /** The number of the first hit in the line with this index or after it; `total` when there is none. */
  firstFrom(line: number): number {
    const at = this.lines.countBelow(line);
    return at < this.lines.length ? this.#before.at(at) : this.#total;
  }
}
