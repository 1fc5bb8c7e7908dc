import { commandOfKey, type Command } from './keys.ts';
import type { LogPane } from './log-pane.ts';
import type { Reading } from './reading.ts';

export interface KeyboardActions {
  openSearch(): void;
  closeSearch(): void;
  toggleWrap(): void;
}

/** Does what a key means. Keys are for the log while it has the focus, and Ctrl-F wherever in the element it is pressed. */
export function pressKey(event: KeyboardEvent, pane: LogPane, reading: Reading, actions: KeyboardActions): void {
  const command = commandOfKey(event);
  if (command === undefined || !isForLog(command, event)) return;
  const { selection, finder } = pane;
  if (command === 'search') actions.openSearch();
  else if (command === 'wrap') actions.toggleWrap();
  else if (command !== 'cancel') {
    if (!reading.run(command, event.shiftKey)) return;
  } else if (selection?.range) selection.select(null);
  else if (finder.open) actions.closeSearch();
  else return;
  event.preventDefault();
}

function isForLog(command: Command, event: KeyboardEvent): boolean {
  const target = event.composedPath()[0] as Element;
  // Pressed once more in the search box, it is the browser's own search that is wanted.
  if (command === 'search' && event.key !== '/') return target.closest('.find input') === null;
  const pressesControl = command === 'toggle' && target.closest('a, button') !== null;
  return target.closest('.scroller') !== null && !pressesControl;
}
