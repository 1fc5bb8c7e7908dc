import { sgrEnd, sgrOf } from './serialize.ts';
import { PLAIN, sameStyle, type Span, type Style, type StyledText } from '../model/style.ts';

const BLANK = ' ';

/**
 * One row of a screen. A cell holds a character with all that combines with it; the cells that a wide one or a tab covers
 * beside its own hold `''`. As long as its text only grows at the end, columns and characters are in step.
 */
export class Row {
  #cells: string[] = [];
  #styles: Style[] = [];

  /** The first column behind everything that was written. */
  get length(): number {
    return this.#cells.length;
  }

  put(column: number, character: string, width: number, style: Style): void {
    this.#fill(column);
    this.#free(column, column + width);
    this.#cells[column] = character;
    this.#styles[column] = style;
    for (let covered = column + 1; covered < column + width; covered++) {
      this.#cells[covered] = '';
      this.#styles[covered] = style;
    }
  }

  /** Adds a combining mark to the character before `column`, which is not 0. */
  combine(column: number, mark: string): void {
    this.#fill(column);
    let at = column - 1;
    while (at > 0 && this.#cells[at] === '') at--;
    this.#cells[at] += mark;
  }

  /** Blanks the columns from `from` up to `to`, or cuts the row there when nothing follows. */
  erase(from: number, to = this.length): void {
    if (from >= this.length) return;
    const end = Math.min(to, this.length);
    this.#free(from, end);
    if (end === this.length) {
      this.#cells.length = from;
      this.#styles.length = from;
      return;
    }
    this.#blank(from, end);
  }

  /** Takes `count` columns out, what follows moves left; or puts so many blanks in. */
  remove(column: number, count: number): void {
    if (column >= this.length) return;
    this.#free(column, Math.min(column + count, this.length));
    this.#cells.splice(column, count);
    this.#styles.splice(column, count);
  }

  insert(column: number, count: number): void {
    if (column >= this.length) return;
    this.#free(column, column);
    this.#cells.splice(column, 0, ...Array<string>(count).fill(BLANK));
    this.#styles.splice(column, 0, ...Array<Style>(count).fill(PLAIN));
  }

  /** Cuts off what stands from `column` on, and returns it as a row of its own. */
  split(column: number): Row {
    const rest = new Row();
    this.#free(column, column);
    rest.#cells = this.#cells.splice(column);
    rest.#styles = this.#styles.splice(column);
    return rest;
  }

  get text(): string {
    return this.#cells.join('');
  }

  toStyledText(): StyledText {
    const spans: Span[] = [];
    let offset = 0;
    let start = 0;
    let style = PLAIN;
    const close = (): void => {
      if (style !== PLAIN && offset > start) spans.push({ start, end: offset, style });
      start = offset;
    };
    this.#cells.forEach((character, column) => {
      const next = this.#styles[column] ?? PLAIN;
      if (!sameStyle(next, style)) {
        close();
        style = sameStyle(next, PLAIN) ? PLAIN : next;
      }
      offset += character.length;
    });
    close();
    return { text: this.text, spans };
  }

  /** The row as text with sequences, from which `resolveLine` makes the same again. */
  serialize(): string {
    const { text, spans } = this.toStyledText();
    let out = '';
    let at = 0;
    for (const { start, end, style } of spans) {
      out += text.slice(at, start) + sgrOf(style) + text.slice(start, end) + sgrEnd(style);
      at = end;
    }
    return out + text.slice(at);
  }

  /** The cursor may be moved beyond the end: there are blanks between, then. */
  #fill(column: number): void {
    while (this.#cells.length < column) {
      this.#cells.push(BLANK);
      this.#styles.push(PLAIN);
    }
  }

  /** A wide character of which a part is overwritten is gone altogether. */
  #free(from: number, to: number): void {
    let first = from;
    while (first > 0 && this.#cells[first] === '') first--;
    let last = to;
    while (this.#cells[last] === '') last++;
    this.#blank(first, from);
    this.#blank(to, last);
  }

  #blank(from: number, to: number): void {
    this.#cells.fill(BLANK, from, to);
    this.#styles.fill(PLAIN, from, to);
  }
}
