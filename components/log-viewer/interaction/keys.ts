import type { LogPane } from '../panel/log-pane.ts';
import { NONE, TITLE } from '../model/groups.ts';
import { fold, goTo } from '../panel/navigate.ts';
import type { PointerSelection } from './pointer-selection.ts';
import { linesRange } from './selection.ts';

/** What a key acts on. */
interface Hands {
  readonly pane: LogPane;
  readonly selection: PointerSelection;
  /** Shift is held. */
  readonly extend: boolean;
}

/** Folds or unfolds the group that the current line is the title of, or is in. Returns whether there is one. */
function foldCurrent(pane: LogPane, wanted: boolean | null): boolean {
  const { model, current } = pane;
  const group = current < 0 ? NONE : model.book.group(current);
  if (group === NONE || (model.book.kind(current) !== TITLE && wanted !== true)) return false;
  fold(pane, group, wanted ?? !model.rows.isFolded(group));
  return true;
}

/** Goes to the next or previous line that reports an error, and round at the end. */
function goToError(pane: LogPane, step: 1 | -1): void {
  const { current, model } = pane;
  const { book, rows } = model;
  const { errors } = book;
  const first = errors.countBelow(step > 0 ? current + 1 : current) - (step > 0 ? 0 : 1);
  for (let tried = 0; tried < errors.length; tried++) {
    const line = errors.at((first + step * tried + 2 * errors.length) % errors.length);
    if (rows.includes(line)) return goTo(pane, line);
  }
}

/** The row of the current line; before there is one, that above the first in view. */
const currentRow = ({ current, model, viewport }: LogPane): number =>
  current < 0 ? viewport.firstRow - 1 : model.rows.rowOf(current);

function move({ pane, selection, extend }: Hands, row: number): void {
  const { model, viewport } = pane;
  if (model.rows.length === 0) return;
  const target = Math.max(0, Math.min(row, model.rows.length - 1));
  const to = model.rows.lineAt(target);
  if (extend) selection.extendLines(pane.current < 0 ? to : pane.current, to);
  pane.current = to;
  viewport.showRow(target);
  if (row === Infinity) viewport.follow();
  pane.changed();
  pane.focus();
}

function moveToGroup(hands: Hands, step: 1 | -1): void {
  const { book, rows } = hands.pane.model;
  for (let row = currentRow(hands.pane) + step; row >= 0 && row < rows.length; row += step) {
    if (book.kind(rows.lineAt(row)) === TITLE) return move({ ...hands, extend: false }, row);
  }
}

type Action = (hands: Hands) => unknown;

const step =
  (rows: (pane: LogPane) => number): Action =>
  (hands) =>
    move(hands, currentRow(hands.pane) + rows(hands.pane));

const toFirst: Action = (hands) => move(hands, 0);
const toLast: Action = (hands) => move(hands, Infinity);
const toggleFold: Action = ({ pane }) => foldCurrent(pane, null);
const search: Action = ({ pane }) => pane.openSearch();

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
  ArrowRight: ({ pane }) => foldCurrent(pane, false),
  ArrowLeft: ({ pane }) => foldCurrent(pane, true),
  Enter: toggleFold,
  ' ': toggleFold,
  e: ({ pane }) => goToError(pane, 1),
  E: ({ pane }) => goToError(pane, -1),
  n: ({ pane }) => pane.added.search?.go(1),
  N: ({ pane }) => pane.added.search?.go(-1),
  g: (hands) => moveToGroup(hands, 1),
  G: (hands) => moveToGroup(hands, -1),
  w: ({ pane }) => pane.prefer({ wrap: !pane.host.wrap }),
  '/': search,
  '^f': search,
  '^a': ({ pane, selection }) => selection.select(linesRange(0, pane.model.book.length - 1)),
  Escape: ({ pane, selection }) => {
    if (selection.range) selection.select(null);
    else if (pane.added.search?.open) pane.added.search.end();
    else return false;
    return true;
  },
};
