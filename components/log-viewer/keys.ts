import type { LogPane } from './log-pane.ts';
import { NONE, TITLE } from './model/groups.ts';
import { linesRange } from './model/selection.ts';

/** Makes a line the current one, wherever it is, and shows it. */
export function goTo(pane: LogPane, line: number): void {
  pane.current = line;
  pane.reveal(line);
  pane.changed();
  pane.focus();
}

/** Goes to the next or previous line that reports an error, and round at the end. */
export function goToError(pane: LogPane, step: 1 | -1, from = pane.current): void {
  const { book, rows } = pane.model;
  const { errors } = book;
  const first = errors.countBelow(step > 0 ? from + 1 : from) - (step > 0 ? 0 : 1);
  for (let tried = 0; tried < errors.length; tried++) {
    const line = errors.at((first + step * tried + 2 * errors.length) % errors.length);
    if (rows.includes(line)) return goTo(pane, line);
  }
}

export function fold(pane: LogPane, group: number, folded: boolean): void {
  const { rows } = pane.model;
  pane.apply(() => rows.fold(group, folded));
  // A current line that is out of sight now hands over to the title.
  if (pane.current >= 0) pane.current = rows.lineAt(rows.rowOf(pane.current));
  pane.viewport.following = false;
  pane.changed();
  pane.focus();
}

/** Folds or unfolds the group that the current line is the title of, or is in. Returns whether there is one. */
function foldCurrent(pane: LogPane, wanted: boolean | null): boolean {
  const { model, current } = pane;
  const group = current < 0 ? NONE : model.book.group(current);
  if (group === NONE || (model.book.kind(current) !== TITLE && wanted !== true)) return false;
  fold(pane, group, wanted ?? !model.rows.isFolded(group));
  return true;
}

/** The row of the current line; before there is one, that above the first in view. */
const currentRow = ({ current, model, viewport }: LogPane): number =>
  current < 0 ? viewport.firstRow - 1 : model.rows.rowOf(current);

function move(pane: LogPane, row: number, extend: boolean): void {
  const { model, selection, viewport } = pane;
  const target = Math.max(0, Math.min(row, model.rows.length - 1));
  const to = model.rows.lineAt(target);
  if (extend) selection.extendLines(pane.current < 0 ? to : pane.current, to);
  pane.current = to;
  viewport.showRow(target);
  if (row === Infinity) viewport.follow();
  pane.changed();
  pane.focus();
}

function moveToGroup(pane: LogPane, step: 1 | -1): void {
  const { book, rows } = pane.model;
  for (let row = currentRow(pane) + step; row >= 0 && row < rows.length; row += step) {
    if (book.kind(rows.lineAt(row)) === TITLE) return move(pane, row, false);
  }
}

type Action = (pane: LogPane, extend: boolean) => unknown;

const step =
  (rows: (pane: LogPane) => number): Action =>
  (pane, extend) =>
    move(pane, currentRow(pane) + rows(pane), extend);

const toFirst: Action = (pane, extend) => move(pane, 0, extend);
const toLast: Action = (pane, extend) => move(pane, Infinity, extend);
const toggleFold: Action = (pane) => foldCurrent(pane, null);

/** What a key does while the log has the focus, `^` being Ctrl or Cmd; false when that was nothing. */
export const KEYS: Readonly<Record<string, Action>> = {
  ArrowUp: step(() => -1),
  ArrowDown: step(() => 1),
  PageUp: step(({ viewport }) => -viewport.pageRows),
  PageDown: step(({ viewport }) => viewport.pageRows),
  Home: toFirst,
  End: toLast,
  '^Home': toFirst,
  '^End': toLast,
  ArrowRight: (pane) => foldCurrent(pane, false),
  ArrowLeft: (pane) => foldCurrent(pane, true),
  Enter: toggleFold,
  ' ': toggleFold,
  e: (pane) => goToError(pane, 1),
  E: (pane) => goToError(pane, -1),
  n: ({ finder }) => finder.go(1),
  N: ({ finder }) => finder.go(-1),
  g: (pane) => moveToGroup(pane, 1),
  G: (pane) => moveToGroup(pane, -1),
  '^a': ({ model, selection }) => selection.select(linesRange(0, model.book.length - 1)),
};
