import type { EscapeSink } from './escape.ts';
import { linkAddress } from '../model/links.ts';
import { Row } from './row.ts';
import { applySgr } from '../model/sgr.ts';
import { PLAIN, type Style } from '../model/style.ts';
import { widthOf } from './width.ts';

const TAB = 8;

/** No log's terminal is wider; a cursor that is sent beyond stays here, so that eight bytes cannot make 200,000 blanks. */
export const MAX_COLUMN = 1000;

/**
 * Writes into one row as a terminal would. Vertical movements are the screen's business. A row is a line of the log: where
 * the terminal has a right margin, its text goes on `columns` further in the same row, and `margin` is where the part
 * begins in which the cursor is.
 */
export class Pen implements EscapeSink {
  row = new Row();
  column = 0;
  margin = 0;
  /** The terminal's width; nothing wraps without one. */
  columns = Infinity;
  style: Style = PLAIN;

  print(text: string): void {
    for (const character of text) {
      const width = widthOf(character);
      if (this.column + width > this.margin + this.columns) this.column = this.margin += this.columns;
      if (width === 0 && this.column > 0) this.row.combine(this.column, character);
      else {
        // A mark without anything before it stands for itself.
        this.row.put(this.column, character, width || 1, this.style);
        this.column += width || 1;
      }
    }
  }

  control(character: string): void {
    if (character === '\r') this.column = this.margin;
    else if (character === '\b') this.#move(this.column - 1);
    else if (character === '\t') this.#tab();
    // A line feed inside one line, which a terminal would not let happen, is made visible.
    else if (character === '\n') this.print('␊');
  }

  csi(parameters: string, final: string): void {
    const { row, column } = this;
    const count = Math.max(1, parameter(parameters));
    if (final === 'm') this.style = /^[<-?]/.test(parameters) ? this.style : applySgr(this.style, parameters);
    else if (final === 'K') this.#eraseLine(parameter(parameters));
    else if (final === 'C') this.#move(column + count);
    else if (final === 'D') this.#move(column - count);
    else if (final === 'G' || final === '`') this.#move(this.margin + count - 1);
    else if (final === 'X') row.erase(column, column + count);
    else if (final === 'P') row.remove(column, count);
    else if (final === '@') row.insert(column, count);
  }

  string(kind: string, body: string): void {
    const link = kind === ']' ? linkOfOsc(body) : undefined;
    if (link !== undefined && link !== this.style.link) this.style = { ...this.style, link };
  }

  escape(): void {}

  #eraseLine(part: number): void {
    const end = this.margin + this.columns;
    if (part === 0) this.row.erase(this.column, end);
    else if (part === 1) this.row.erase(this.margin, this.column + 1);
    else if (part === 2) this.row.erase(this.margin, end);
  }

  #move(column: number): void {
    const last = Math.min(this.margin + this.columns - 1, Math.max(MAX_COLUMN, this.row.length));
    this.column = Math.max(this.margin, Math.min(column, last));
  }

  /** At the end of a row a tab is kept as the character that it is, so that it can be copied; elsewhere it only moves. */
  #tab(): void {
    const stop = this.column - (this.column % TAB) + TAB;
    if (this.column >= this.row.length) this.row.put(this.column, '\t', stop - this.column, this.style);
    this.column = stop;
  }
}

/** The first parameter of a sequence, 0 when it has none. */
export const parameter = (parameters: string): number => Math.min(Number.parseInt(parameters, 10) || 0, MAX_COLUMN);

/** The link that an OSC string opens, null when it closes one or may not be opened, undefined when it is about something else. */
function linkOfOsc(body: string): string | null | undefined {
  if (!body.startsWith('8;')) return undefined;
  const at = body.indexOf(';', 2);
  return at < 0 ? null : linkAddress(body.slice(at + 1));
}
