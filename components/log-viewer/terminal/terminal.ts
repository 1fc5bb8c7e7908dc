import { isSimple, styleAfter } from '../model/resolve.ts';
import { PLAIN, type Style } from '../model/style.ts';
import { EscapeParser, type EscapeSink } from './escape.ts';
import { layOut } from './lay-out.ts';
import { parameter, Pen } from './pen.ts';
import type { Row } from './row.ts';
import { sgrEnd, sgrOf } from './serialize.ts';

/** How far back the cursor can go. CI systems give jobs terminals of 24 to 100 rows (Buildkite's has 100). */
const ROWS = 100;

/** Buildkite's time of what follows, in an application command. Its agent gives jobs a terminal of 160 columns. */
const BUILDKITE_TIME = /^bk;t=(\d{1,16})$/;
const BUILDKITE_COLUMNS = 160;
/** GitLab writes its section marks in front of a line, then erases them. */
const SECTION = /^section_(?:start|end):\d+:[^\r\n]*$/;
const MAX_SECTION = 500;

/** A line as the terminal shows it now: text whose only sequences are colours and links, and GitLab's marks before it. */
export interface TerminalLine {
  message: string;
  /** When it was written (ms), if the output says so. */
  time: number | null;
}

/** How a terminal goes on behind a line feed. */
export interface TerminalState {
  readonly style: Style;
  readonly columns: number;
}

interface ScreenRow {
  /** A simple line stays the text it was until the cursor comes back to it: most rows never need cells. */
  content: string | Row;
  time: number | null;
  marks: string;
}

/**
 * The pending screen of a terminal, fed with output as it comes, in pieces cut anywhere. Rows that scroll out of it are
 * final. It is as wide as its lines and forgets nothing: clearing the screen (`2J`, `3J`, `ESC c`) and absolute positions
 * (`H`), which would take text away that a log has to keep, do nothing.
 */
export class Terminal implements EscapeSink {
  readonly #parser = new EscapeParser();
  readonly #pen = new Pen();
  /** From the first row that can still change. */
  #rows: ScreenRow[] = [];
  /** How many rows were before that. */
  #gone = 0;
  /** The cursor's row among `#rows`; it may be below the last. */
  #at = 0;
  /** The first row of all that changed since the last `take`. */
  #dirty = 0;
  /** When what comes now was written, as far as the output has said. */
  #time: number | null = null;
  #saved: { row: number; column: number; style: Style } = { row: 0, column: 0, style: PLAIN };

  constructor({ style, columns }: TerminalState = { style: PLAIN, columns: Infinity }) {
    this.#pen.style = style;
    this.#pen.columns = columns;
  }

  /** How many lines there are. */
  get length(): number {
    return this.#gone + this.#rows.length;
  }

  /** With it, another terminal makes the same of what comes; null unless a new line is about to begin. */
  get state(): TerminalState | null {
    const { column, style, columns } = this.#pen;
    return this.#at === this.#rows.length && column === 0 && this.#parser.idle ? { style, columns } : null;
  }

  /** Output with its line feeds, fastest when cut behind each. `time` (ms) is that of the row in which it begins. */
  write(piece: string, time: number | null = null): void {
    if (time !== null) this.#time = time;
    const isLine = piece !== '' && piece.indexOf('\n') === piece.length - 1;
    if (!isLine || !this.#writeSimple(piece)) this.#parser.write(piece, this);
  }

  /** No more output: what is incomplete ends here. */
  end(): void {
    this.#parser.end(this);
  }

  /** What changed since it was last asked: the lines from the index `first` on. There are never fewer than before. */
  take(): { first: number; lines: TerminalLine[] } {
    const first = this.#dirty;
    const lines = this.#rows.slice(first - this.#gone).map(toLine);
    this.#dirty = this.length;
    const top = this.#top;
    if (top > 0) {
      this.#rows = this.#rows.slice(top);
      this.#gone += top;
      this.#at -= top;
    }
    return { first, lines };
  }

  print(text: string): void {
    this.#touch();
    this.#pen.print(text);
  }

  control(character: string): void {
    if (character === '\n') this.#newLine();
    else {
      if (character === '\t') this.#touch();
      this.#pen.control(character);
    }
  }

  csi(parameters: string, final: string): void {
    const count = Math.max(1, parameter(parameters));
    if (final === 'A') this.#climb(-count);
    else if (final === 'B') this.#climb(count);
    else if (final === 'E' || final === 'F') {
      this.#climb(final === 'E' ? count : -count);
      this.#pen.column = this.#pen.margin;
    } else if (final === 's') this.escape('7');
    else if (final === 'u') this.escape('8');
    else if (final === 'J') this.#eraseBelow(parameters);
    else if ('KXP@'.includes(final)) this.#change(parameters, final);
    else this.#pen.csi(parameters, final);
  }

  string(kind: string, body: string): void {
    const time = kind === '_' ? BUILDKITE_TIME.exec(body) : null;
    if (time) {
      this.#time = Number(time[1]);
      this.#pen.columns = BUILDKITE_COLUMNS;
    } else this.#pen.string(kind, body);
  }

  escape(final: string): void {
    const pen = this.#pen;
    if (final === '7') this.#saved = { row: this.#gone + this.#at, column: pen.column, style: pen.style };
    if (final === '8') {
      this.#at = Math.max(this.#top, this.#saved.row - this.#gone);
      pen.column = this.#saved.column;
      pen.margin = Math.floor(pen.column / pen.columns) * pen.columns || 0;
      pen.style = this.#saved.style;
    }
  }

  /** The first of `#rows` that is still on the screen. */
  get #top(): number {
    return Math.max(0, this.#rows.length - ROWS);
  }

  /** Moves the cursor down, or up, by what the terminal shows as rows: a long line can take several. */
  #climb(rows: number): void {
    const pen = this.#pen;
    const column = pen.column - pen.margin;
    const bottom = this.#top + ROWS - 1;
    for (let left = Math.abs(rows); left > 0; left--) {
      if (rows < 0 && pen.margin > 0) pen.margin -= pen.columns;
      else if (rows > 0 && pen.margin < this.#lastMargin()) pen.margin += pen.columns;
      else {
        const next = this.#at + Math.sign(rows);
        if (next < this.#top || next > bottom) break;
        this.#at = next;
        pen.margin = rows < 0 ? this.#lastMargin() : 0;
      }
    }
    pen.column = pen.margin + column;
  }

  /** Where the last part of the cursor's line begins. */
  #lastMargin(): number {
    const { columns } = this.#pen;
    const content = this.#rows[this.#at]?.content;
    if (content === undefined || columns === Infinity) return 0;
    const { length } = typeof content === 'string' ? layOut(content) : content;
    return Math.floor(Math.max(0, length - 1) / columns) * columns;
  }

  #newLine(): void {
    const pen = this.#pen;
    const row = this.#touch();
    // A line feed on a wrapped line, in a part that the cursor came back to, ends the line there.
    if (pen.margin + pen.columns < pen.row.length) {
      this.#rows.splice(this.#at + 1, 0, { ...row, content: pen.row.split(pen.margin + pen.columns), marks: '' });
    }
    this.#at++;
    pen.column = pen.margin = 0;
  }

  /** The cursor's row, with cells, to be written to. */
  #touch(): ScreenRow {
    const row = this.#row();
    if (typeof row.content === 'string') row.content = layOut(row.content);
    this.#pen.row = row.content;
    return row;
  }

  #row(): ScreenRow {
    while (this.#rows.length <= this.#at) this.#rows.push({ content: '', time: null, marks: '' });
    const row = this.#rows[this.#at];
    if (row === undefined) throw new RangeError(`No row ${this.#at}`);
    this.#dirty = Math.min(this.#dirty, this.#gone + this.#at);
    row.time = this.#time;
    return row;
  }

  /** Erases or moves characters of the row; where none is yet there is nothing to do. */
  #change(parameters: string, final: string): void {
    if (this.#at >= this.#rows.length) return;
    const row = this.#touch();
    if (final === 'K' && this.#pen.column === 0 && this.#pen.row.length <= MAX_SECTION) {
      const { text } = this.#pen.row;
      if (SECTION.test(text)) row.marks += `${text}\r\x1b[0K`;
    }
    this.#pen.csi(parameters, final);
  }

  #eraseBelow(parameters: string): void {
    if (parameter(parameters) !== 0 || this.#at >= this.#rows.length) return;
    this.#touch();
    this.#pen.row.erase(this.#pen.column);
    for (const row of this.#rows.slice(this.#at + 1)) row.content = '';
  }

  /** Puts a whole simple line into a fresh row without looking at its characters one by one. */
  #writeSimple(piece: string): boolean {
    if (this.#at < this.#rows.length || this.#pen.column > 0 || !this.#parser.idle) return false;
    const text = piece.slice(0, piece.endsWith('\r\n') ? -2 : -1);
    if (!isSimple(text)) return false;
    const { style } = this.#pen;
    this.#pen.style = styleAfter(text, style);
    this.#row().content = sgrOf(style) + text + sgrEnd(this.#pen.style);
    this.#at++;
    return true;
  }
}

const toLine = ({ content, time, marks }: ScreenRow): TerminalLine => ({
  message: marks + (typeof content === 'string' ? content : content.serialize()),
  time,
});
