import { isEmpty, linesRange, rangeOf, wordAt, type Place, type Range } from './model/selection.ts';

export interface SelectionHost {
  /** The line and column nearest to a point of the window. */
  placeAt(x: number, y: number): Place | null;
  text(line: number): string;
  scrollBy(pixels: number): void;
  /** The range is another one, or null. */
  selected(): void;
  /** A line was pressed. */
  pressed(line: number): void;
}

/**
 * Selects text with the mouse as a text field would, over rows that come and go: what is selected are places in the log and
 * not nodes. On line numbers it selects whole lines.
 */
export class PointerSelection {
  readonly #host: SelectionHost;
  readonly #scroller: HTMLElement;
  #anchor: Place | null = null;
  #wholeLines = false;
  #pointer = { x: 0, y: 0 };
  #frame = 0;
  #dragging: AbortController | undefined;

  /** What is selected. */
  range: Range | null = null;

  constructor(host: SelectionHost, scroller: HTMLElement) {
    this.#host = host;
    this.#scroller = scroller;
    scroller.addEventListener('mousedown', (event) => this.#press(event));
  }

  select(range: Range | null): void {
    this.range = range;
    if (range === null) this.#anchor = null;
    this.#host.selected();
  }

  /** Selects whole lines from where it began, or from `from`, up to `to`. */
  extendLines(from: number, to: number): void {
    this.#anchor ??= { line: from, column: 0 };
    this.#wholeLines = true;
    this.#reach({ line: to, column: 0 });
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#dragging?.abort();
    this.#dragging = undefined;
  }

  #press(event: MouseEvent): void {
    const target = event.composedPath()[0];
    if (event.button !== 0 || !(target instanceof Element) || target.closest('a, button')) return;
    const place = target.closest('.row') && this.#host.placeAt(event.clientX, event.clientY);
    if (!place) return;
    // The browser's own selection would end where the rows in the document do.
    event.preventDefault();
    this.#host.pressed(place.line);
    const onNumber = target.closest('.number') !== null;
    if (event.shiftKey && this.#anchor) {
      this.#wholeLines ||= onNumber;
      this.#reach(place);
    } else {
      this.#anchor = place;
      this.#wholeLines = onNumber || event.detail >= 3;
      if (event.detail === 2 && !onNumber) return this.#selectWord(place);
      this.#reach(place);
    }
    this.#drag(event);
  }

  #selectWord({ line, column }: Place): void {
    const [start, end] = wordAt(this.#host.text(line), column);
    this.#anchor = { line, column: start };
    this.select({ start: this.#anchor, end: { line, column: end } });
  }

  #reach(place: Place): void {
    if (!this.#anchor) return;
    const range = this.#wholeLines ? linesRange(this.#anchor.line, place.line) : rangeOf(this.#anchor, place);
    this.range = isEmpty(range) ? null : range;
    this.#host.selected();
  }

  #drag({ clientX, clientY }: MouseEvent): void {
    this.stop();
    this.#pointer = { x: clientX, y: clientY };
    this.#dragging = new AbortController();
    const { signal } = this.#dragging;
    addEventListener(
      'mousemove',
      (event) => {
        // The button was let go outside of the window.
        if ((event.buttons & 1) === 0) return this.stop();
        this.#pointer = { x: event.clientX, y: event.clientY };
        this.#follow();
        this.#frame ||= requestAnimationFrame(() => this.#scroll());
      },
      { signal },
    );
    addEventListener('mouseup', () => this.stop(), { signal });
  }

  #follow(): void {
    const place = this.#host.placeAt(this.#pointer.x, this.#pointer.y);
    if (place) this.#reach(place);
  }

  /** The further the pointer is outside, the faster it scrolls. */
  #scroll(): void {
    this.#frame = 0;
    const { top, bottom } = this.#scroller.getBoundingClientRect();
    const { y } = this.#pointer;
    const outside = y < top ? y - top : Math.max(0, y - bottom);
    if (outside === 0 || !this.#dragging) return;
    this.#host.scrollBy(outside / 2);
    this.#follow();
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}
