import type { LogPane } from '../panel/log-pane.ts';
import { nextTask } from '../panel/next-task.ts';
import { rangeIn } from '../panel/text-range.ts';

/** A longer log is searched with the element's own box: the document has to hold all of it for the browser to search it. */
const MOST_LINES = 50_000;
/** Lines put into the document at a time, some milliseconds of work. */
const SLICE = 2000;

/**
 * Lets the browser's own search find lines that are not in the document. While a person searches, each line is there once more,
 * hidden until it is found (`hidden="until-found"`); the rows are kept out of the search, or it would count them twice and in
 * another order. A line that is found is shown over its row, where the browser marks what it found.
 */
export class NativeFind {
  readonly #pane: LogPane;
  readonly #unseen = document.createElement('div');
  readonly #lines = new Map<Element, number>();
  /** What was found last. */
  #found: HTMLElement | null = null;
  #searching: AbortController | undefined;

  constructor(pane: LogPane) {
    this.#pane = pane;
    this.#unseen.className = 'unseen';
    this.#unseen.ariaHidden = 'true';
    this.#unseen.dir = 'ltr';
    this.#unseen.addEventListener('beforematch', ({ target }) => this.#show(target as HTMLElement));
  }

  /** The browser's search opens. Returns whether it will find all lines. */
  begin(): boolean {
    this.stop();
    const { viewport, model } = this.#pane;
    const { length, texts } = model.book;
    // What is packed away cannot be there twice.
    const isHere = length <= MOST_LINES && texts.blocks.every(({ lines }) => lines);
    if (!('onbeforematch' in this.#unseen) || !isHere) return false;
    this.#searching = new AbortController();
    const { signal } = this.#searching;
    this.#rows?.setAttribute('inert', '');
    viewport.element.after(this.#unseen);
    void this.#fill(signal);
    // The person is back on the page.
    for (const type of ['pointerdown', 'keydown', 'focus']) {
      addEventListener(type, () => this.stop(), { signal, capture: true });
    }
    return true;
  }

  /** The search has ended, or another log is shown. */
  stop(): void {
    this.#searching?.abort();
    this.#unseen.remove();
    this.#unseen.replaceChildren();
    this.#lines.clear();
    this.#found = null;
    this.#rows?.removeAttribute('inert');
  }

  /** Keeps what was found over its row. */
  drawn(): void {
    const found = this.#found;
    if (!found) return;
    const row = this.#pane.viewport.views.find(({ line }) => line === this.#lines.get(found));
    const text = row && rangeIn(row, 0, Infinity);
    if (!text) return found.setAttribute('hidden', 'until-found');
    const { backgroundColor } = getComputedStyle(row.element);
    const { top, height } = row.element.getBoundingClientRect();
    const { left } = text.getBoundingClientRect();
    const frame = this.#unseen.getBoundingClientRect();
    const { lineHeight, whiteSpace } = getComputedStyle(text.startContainer.parentElement ?? row.element);
    Object.assign(found.style, {
      left: `${Math.max(0, left - frame.left)}px`,
      top: `${top - frame.top}px`,
      height: `${height}px`,
      backgroundColor,
      lineHeight,
      whiteSpace,
    });
  }

  get #rows(): Element | null {
    return this.#pane.viewport.element.querySelector('[role=list]');
  }

  async #fill(signal: AbortSignal): Promise<void> {
    const { book, rows } = this.#pane.model;
    for (let line = 0; line < book.length; line++) {
      if (line % SLICE === SLICE - 1) await nextTask();
      if (signal.aborted) return;
      if (!rows.includes(line)) continue;
      const element = document.createElement('div');
      element.setAttribute('hidden', 'until-found');
      element.textContent = book.text(line);
      this.#lines.set(element, line);
      this.#unseen.append(element);
    }
  }

  /** The browser takes the attribute `hidden` away after this. */
  #show(element: HTMLElement): void {
    const line = this.#lines.get(element);
    if (line === undefined) return;
    this.#found?.setAttribute('hidden', 'until-found');
    this.#found = element;
    this.#pane.current = line;
    this.#pane.reveal(line);
    this.#pane.changed();
    this.#pane.viewport.render();
  }
}
