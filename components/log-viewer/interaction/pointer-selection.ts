import type { LogPane } from '../panel/log-pane.ts';
import { placeAt } from './place.ts';
import { isEmpty, linesRange, rangeOf, wordAt, type Place, type Range } from './selection.ts';

/**
 * Selects text with the mouse as a text field would, over rows that come and go: what is selected are places in the log and
 * not nodes. On line numbers it selects whole lines.
 */
export class PointerSelection {
  readonly #pane: LogPane;
  readonly #changed: () => void;
  #anchor: Place | null = null;
  #wholeLines = false;
  #pointer = { x: 0, y: 0 };
  #frame = 0;
  #dragging: AbortController | undefined;

  /** What is selected. */
  range: Range | null = null;

  constructor(pane: LogPane, changed: () => void) {
    this.#pane = pane;
    this.#changed = changed;
    pane.viewport.element.addEventListener('mousedown', (event) => this.#press(event));
  }

  select(range: Range | null): void {
    this.range = range && isEmpty(range) ? null : range;
    if (range === null) this.#anchor = null;
    this.#changed();
  }

  /** Selects whole lines from where it began, or from `from`, up to `to`. */
  extendLines(from: number, to: number): void {
    this.#anchor ??= { line: from, column: 0 };
    this.#wholeLines = true;
    this.#reach({ line: to, column: 0 }, this.#anchor);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#dragging?.abort();
    this.#dragging = undefined;
  }

  #press(event: MouseEvent): void {
    const target = event.target as Element;
    if (event.button !== 0 || target.closest('a, button') || !target.closest('.row')) return;
    const place = placeAt(this.#pane.viewport, event.clientX, event.clientY);
    if (!place) return;
    // The browser's own selection would end where the rows in the document do.
    event.preventDefault();
    this.#pane.current = place.line;
    this.#pane.changed();
    this.#pane.focus();
    const onNumber = target.closest('.number') !== null;
    if (event.shiftKey && this.#anchor) this.#wholeLines ||= onNumber;
    else {
      this.#anchor = place;
      this.#wholeLines = onNumber || event.detail >= 3;
      if (event.detail === 2 && !onNumber) return this.#selectWord(place);
    }
    this.#reach(place, this.#anchor);
    this.#drag(event, this.#anchor);
  }

  #selectWord({ line, column }: Place): void {
    const [start, end] = wordAt(this.#pane.model.book.text(line), column);
    this.#anchor = { line, column: start };
    this.select({ start: this.#anchor, end: { line, column: end } });
  }

  #reach(place: Place, anchor: Place): void {
    this.select(this.#wholeLines ? linesRange(anchor.line, place.line) : rangeOf(anchor, place));
  }

  #drag({ clientX, clientY }: MouseEvent, anchor: Place): void {
    this.stop();
    this.#dragging = new AbortController();
    const { signal } = this.#dragging;
    this.#pointer = { x: clientX, y: clientY };
    const follow = (): void => {
      const place = placeAt(this.#pane.viewport, this.#pointer.x, this.#pointer.y);
      if (place) this.#reach(place, anchor);
    };
    /** The further the pointer is outside, the faster it scrolls. */
    const scroll = (): void => {
      const { top, bottom } = this.#pane.viewport.element.getBoundingClientRect();
      const { y } = this.#pointer;
      const outside = y < top ? y - top : Math.max(0, y - bottom);
      this.#frame = 0;
      if (outside === 0) return;
      this.#pane.viewport.scrollBy(outside / 2);
      follow();
      this.#frame = requestAnimationFrame(scroll);
    };
    addEventListener(
      'mousemove',
      (event) => {
        // The button was let go outside of the window.
        if ((event.buttons & 1) === 0) return this.stop();
        this.#pointer = { x: event.clientX, y: event.clientY };
        follow();
        this.#frame ||= requestAnimationFrame(scroll);
      },
      { signal },
    );
    addEventListener('mouseup', () => this.stop(), { signal });
  }
}
