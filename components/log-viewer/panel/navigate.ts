import type { LogPane } from './log-pane.ts';

/** Makes a line the current one, wherever it is, and shows it. */
export function goTo(pane: LogPane, line: number): void {
  pane.current = line;
  pane.reveal(line);
  pane.changed();
  pane.focus();
}

/** Goes to the first line that is shown and reports an error. */
export function goToFirstError(pane: LogPane): void {
  const { book, rows } = pane.model;
  for (let at = 0; at < book.errors.length; at++) {
    const line = book.errors.at(at);
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
