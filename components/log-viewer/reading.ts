import type { Command } from './keys.ts';
import type { LogPane } from './log-pane.ts';
import { NONE, TITLE } from './model/groups.ts';
import { linesRange } from './model/selection.ts';

/** Reading the log with the keyboard: one line is the current one, it has the focus, and keys lead on from there. */
export class Reading {
  readonly #pane: LogPane;

  constructor(pane: LogPane) {
    this.#pane = pane;
  }

  /** Does what a key means for the lines. Returns whether that was anything. */
  run(command: Command, extend: boolean): boolean {
    const { model, viewport, finder } = this.#pane;
    const { rows } = model;
    if (!viewport || rows.length === 0) return false;
    const row = this.#row;
    if (command === 'previous-line') this.#move(row - 1, extend);
    else if (command === 'next-line') this.#move(row + 1, extend);
    else if (command === 'previous-page') this.#move(row - viewport.pageRows, extend);
    else if (command === 'next-page') this.#move(row + viewport.pageRows, extend);
    else if (command === 'first-line') this.#move(0, extend);
    else if (command === 'last-line') this.#toEnd(extend);
    else if (command === 'next-error') this.error(1);
    else if (command === 'previous-error') this.error(-1);
    else if (command === 'next-match') finder.go(1);
    else if (command === 'previous-match') finder.go(-1);
    else if (command === 'next-group') this.#group(1);
    else if (command === 'previous-group') this.#group(-1);
    else if (command === 'fold') return this.#fold(true);
    else if (command === 'unfold') return this.#fold(false);
    else if (command === 'toggle') return this.#fold(null);
    else if (command === 'select-all') this.#selectAll();
    else return false;
    return true;
  }

  /** Goes to the next or previous line that reports an error, and round at the end. */
  error(step: 1 | -1): void {
    const { book, rows } = this.#pane.model;
    const { errors } = book;
    const from = this.#pane.current;
    for (
      let tried = 0, at = step > 0 ? errors.countBelow(from + 1) : errors.countBelow(from) - 1;
      tried < errors.length;
      tried++
    ) {
      const line = errors.at((at + errors.length) % errors.length);
      if (rows.includes(line)) return this.goTo(line);
      at += step;
    }
  }

  firstError(): void {
    const { current } = this.#pane;
    this.#pane.current = -1;
    this.error(1);
    if (this.#pane.current < 0) this.#pane.current = current;
  }

  /** Makes a line the current one, wherever it is, and shows it. */
  goTo(line: number): void {
    this.#pane.current = line;
    this.#pane.reveal(line);
    this.#pane.changed();
    this.focus();
  }

  /** Makes a line in view the current one. */
  makeCurrent(line: number): void {
    this.#pane.current = line;
    this.#pane.changed();
    this.focus();
  }

  /** Puts the focus on the current line if it is in view, else on the log. */
  focus(): void {
    const { viewport, current } = this.#pane;
    viewport?.render();
    (viewport?.viewOfLine(current)?.element ?? viewport?.element)?.focus({ preventScroll: true });
  }

  /** Folds or unfolds the group that the current line is the title of, or is in; `null` does the other. */
  #fold(folded: boolean | null): boolean {
    const { model, current } = this.#pane;
    if (current < 0) return false;
    const group = model.book.group(current);
    const isTitle = model.book.kind(current) === TITLE;
    if (group === NONE || (!isTitle && folded !== true)) return false;
    this.toggle(group, folded ?? !model.rows.isFolded(group));
    return true;
  }

  toggle(group: number, folded: boolean): void {
    const { model } = this.#pane;
    this.#pane.apply(() => model.rows.fold(group, folded));
    if (folded && this.#pane.current >= 0) this.#pane.current = model.rows.lineAt(this.#row);
    this.#pane.viewport?.unfollow();
    this.#pane.changed();
    this.focus();
  }

  #group(step: 1 | -1): void {
    const { book, rows } = this.#pane.model;
    for (let row = this.#row + step; row >= 0 && row < rows.length; row += step) {
      if (book.kind(rows.lineAt(row)) === TITLE) return this.#move(row, false);
    }
  }

  /** The row of the current line; before there is one, that above the first in view. */
  get #row(): number {
    const { current, model, viewport } = this.#pane;
    if (current >= 0) return model.rows.rowOf(current);
    return (viewport?.firstRow ?? 0) - 1;
  }

  #move(row: number, extend: boolean): void {
    const { model, selection, viewport } = this.#pane;
    const from = this.#pane.current;
    const target = Math.max(0, Math.min(row, model.rows.length - 1));
    this.#pane.current = model.rows.lineAt(target);
    if (extend) selection?.extendLines(from < 0 ? this.#pane.current : from, this.#pane.current);
    viewport?.showRow(target);
    this.#pane.changed();
    this.focus();
  }

  #toEnd(extend: boolean): void {
    this.#move(this.#pane.model.rows.length - 1, extend);
    this.#pane.viewport?.follow();
  }

  #selectAll(): void {
    const { model, selection } = this.#pane;
    selection?.select(linesRange(0, model.book.length - 1));
  }
}
