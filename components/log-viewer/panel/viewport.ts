import { html, render } from 'lit';
import type { LogPane } from './log-pane.ts';
import { ScrollMap } from '../model/scroll-map.ts';
import { RowLayout, wrapping } from './row-layout.ts';
import { RowView } from './row-view.ts';

/** The scrollbar of a very high log is put right when scrolling has rested for so long (ms). */
const REST = 150;
/** Rows turn out higher or lower than estimated; after so many looks the rest waits for the next frame. */
const LOOKS = 4;

type Boxes = [sizer: HTMLElement, window: HTMLElement, rows: HTMLElement, probe: HTMLElement];

/** Shows the rows that are in view, and no others; follows the end of the log until the person scrolls up. */
export class Viewport {
  readonly #pane: LogPane;
  /** The box that scrolls. */
  readonly element = document.createElement('div');
  /** As high as the log, as far as browsers can be. */
  readonly #sizer: HTMLElement;
  /** As high as the view, and always in it. */
  readonly #window: HTMLElement;
  readonly #rows: HTMLElement;
  /** Ten characters in the font of the log. */
  readonly #probe: HTMLElement;
  readonly #map = new ScrollMap();
  #layout = new RowLayout();
  readonly #sizes: ResizeObserver;
  #measured = false;
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Of the box, as it was seen or set last. */
  #scrollTop = 0;
  #revision = 0;
  #widest = 0;
  /** The row to show as soon as there is room for it. */
  #wanted: number | null = null;
  /** A person scrolls: as long as texts are on their way, the rows that were in view stay there. */
  #waits = false;

  /** The rows in the document: consecutive ones, whose elements are used again as the view moves. */
  views: readonly RowView[] = [];
  /** Whether the newest line stays in view. */
  following = true;
  /** Of the view, px. */
  height = 0;

  constructor(pane: LogPane) {
    this.#pane = pane;
    Object.assign(this.element, { role: 'log', ariaLive: 'off', tabIndex: 0, dir: 'ltr' });
    this.element.part.add('viewport');
    render(
      html`<div class="sizer">
          <div class="window"><div class="rows" role="list"></div></div>
        </div>
        <span class="probe" aria-hidden="true">0000000000</span>`,
      this.element,
    );
    [this.#sizer, this.#window, this.#rows, this.#probe] = this.element.querySelectorAll('*') as unknown as Boxes;
    this.#sizes = new ResizeObserver(() => {
      // Measured in the next frame: what is set then would make the observer call again and again.
      this.#measured = false;
      this.request();
    });
    this.element.addEventListener('scroll', () => {
      if (this.#isScrolled) this.render();
    });
  }

  connect(): void {
    for (const part of [this.element, this.#probe, this.#window]) this.#sizes.observe(part);
  }

  disconnect(): void {
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    this.#frame = 0;
  }

  /** Whether there is more than fits into the view. */
  get scrolls(): boolean {
    return this.#map.maxTop > 0;
  }

  /** The first row in view. */
  get firstRow(): number {
    return this.#layout.rowAt(this.#map.top);
  }

  /** The index of the line that it shows. */
  get topLine(): number {
    return this.#pane.model.rows.lineAt(this.firstRow);
  }

  /** The index of the line that this is drawn in. */
  lineOf(element: Element): number {
    return this.views.find((view) => view.element.contains(element))?.line ?? 0;
  }

  /** How many rows fit into the view. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.height / this.#layout.rowHeight) - 1);
  }

  get atTop(): boolean {
    return this.#map.top < this.#layout.rowHeight;
  }

  /** Whether lines are broken. */
  get wraps(): boolean {
    return this.#layout.wraps;
  }

  /** Breaks lines, as soon as that can be had, or does so no longer. */
  set wrap(wrap: boolean) {
    const Layout = wrap ? wrapping.for(this.#pane.host)?.WrappedLayout : RowLayout;
    if (!Layout || wrap === this.wraps) return;
    this.keepPlace(() => {
      this.#layout = new Layout(this.#layout);
      this.#widen(0);
    });
    // A scrollbar comes or goes.
    this.#measured = false;
  }

  /** Draws in the next frame, however often it is asked for. */
  request(): void {
    this.#frame ||= requestAnimationFrame(() => this.render());
  }

  /** Draws all rows anew: something other than the place of the view changed. */
  redraw(): void {
    this.#revision++;
    this.request();
  }

  /** Texts came that were packed away. At once: they may still be in time for the frame in which they were asked for. */
  arrived(): void {
    if (this.#waits || this.views.some(({ hasText }) => !hasText)) this.render();
  }

  follow(): void {
    this.following = true;
    this.request();
  }

  /** Another log is shown, from its end or from its beginning: what was known of the former is forgotten. */
  reset(following: boolean): void {
    this.following = following;
    this.#layout.clear();
    this.#widen(0);
    this.#map.goTo(0);
    this.redraw();
  }

  /** The rows are other ones after `change`: the line at the top stays there, or the one before it. */
  keepPlace(change: () => void): void {
    const { model } = this.#pane;
    const { firstRow } = this;
    const number = model.book.number(model.rows.lineAt(firstRow));
    const within = this.#map.top - this.#layout.before(firstRow);
    change();
    this.#layout.clear();
    this.#sync();
    const row = Math.max(0, model.rows.rowOf(model.book.indexOfNumber(number)));
    this.#map.goTo(this.#layout.before(row) + within);
    this.redraw();
  }

  /** Brings a row into view; `center` also when it is in view already but near an edge. */
  showRow(row: number, center = false): void {
    if (this.height === 0) {
      this.#wanted = row;
      return;
    }
    this.#sync();
    const from = this.#layout.before(row);
    const to = this.#layout.before(row + 1);
    const { top } = this.#map;
    const margin = center ? 2 * this.#layout.rowHeight : 0;
    if (from < top + margin || to > top + this.height - margin) {
      if (center) this.#map.goTo(from - (this.height - this.#layout.rowHeight) / 3);
      else this.#map.goTo(from < top ? from : to - this.height);
      this.following = false;
    }
    // Even without its text: it is to have the focus, perhaps.
    this.#waits = false;
    this.request();
  }

  scrollBy(pixels: number): void {
    this.#map.goTo(this.#map.top + pixels);
    this.following = this.#isAtEnd;
    this.request();
  }

  render(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { height } = this;
    if (!this.#measured) this.#measure();
    // The box may have another size since the last frame, and that be the reason why it is scrolled.
    if (this.height === height && this.#isScrolled) this.#takeScroll();
    if (this.height === 0) return;
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    const focused = this.views.find(({ element }) => element.contains(activeElement));
    const line = focused?.line;
    this.#drawRows();
    this.#place();
    // The row that had the focus shows another line now, or none: its focus must not go with it, nor get lost.
    if (focused && (focused.line !== line || !focused.element.isConnected)) this.element.focus({ preventScroll: true });
    this.#pane.drawn();
  }

  #drawRows(): void {
    const before = this.views[0]?.row ?? 0;
    const { book, rows } = this.#pane.model;
    for (let look = 0; look < LOOKS; look++) {
      this.#sync();
      if (this.following) this.#map.goTo(this.#map.maxTop);
      const first = this.firstRow;
      const last = Math.min(rows.length, this.#layout.rowAt(this.#map.top + this.height) + 1);
      const lines = Array.from({ length: last - first }, (_, at) => rows.lineAt(first + at));
      if (book.texts.archive?.show(lines) ?? true) this.#waits = false;
      if (this.#waits) return;
      this.#fill(first, last);
      const place = this.#layout.settle(this.views, before, this.#map.top);
      if (!place) return;
      this.#sync();
      this.#map.goTo(place());
    }
    this.request();
  }

  /**
   * Puts elements there for the rows from `first` up to `last`. Those that stay in the window stay where they are; when it
   * has moved further, as it does while lines stream in, all are used again in their places.
   */
  #fill(first: number, last: number): void {
    const kept = new Map(this.views.map((view) => [view.row, view]));
    const spare = this.views.filter(({ row }) => row < first || row >= last);
    if (spare.length < kept.size) for (const { element } of spare) element.remove();
    this.views = Array.from({ length: last - first }, (_, at) => {
      const row = first + at;
      const view = kept.get(row) ?? spare.shift() ?? new RowView();
      const { element } = view;
      const line = this.#pane.model.rows.lineAt(row);
      if (view.line !== line || view.revision !== this.#revision || !view.hasText) this.#pane.draw(view, line);
      else view.count();
      if (view.row !== row) element.ariaPosInSet = String(row + 1);
      view.revision = this.#revision;
      view.row = row;
      const there = this.#rows.children[at] ?? null;
      if (there !== element) this.#rows.insertBefore(element, there);
      return view;
    });
    for (const { element } of spare) element.remove();
  }

  #place(): void {
    const scrollTop = this.#sync();
    this.#sizer.style.setProperty('block-size', `${this.#map.height}px`);
    this.#scrollTo(scrollTop);
    if (this.#waits) return;
    const shift = this.#layout.before(this.views[0]?.row ?? 0) - this.#map.top;
    this.#rows.style.setProperty('translate', `0 ${shift}px`);
  }

  /** To ask the box where it is, or to set it, makes the browser lay out what was drawn. */
  #scrollTo(scrollTop: number): void {
    if (Math.abs(this.#scrollTop - scrollTop) < 1) return;
    this.element.scrollTop = scrollTop;
    this.#scrollTop = this.element.scrollTop;
  }

  /** Somebody else did it, and perhaps a moment ago: the event for it comes a frame later. */
  get #isScrolled(): boolean {
    return Math.abs(this.element.scrollTop - this.#scrollTop) >= 1;
  }

  #takeScroll(): void {
    const before = this.#map.top;
    this.#scrollTop = this.element.scrollTop;
    const corrected = this.#map.scrolled(this.#scrollTop);
    if (corrected !== null) this.#scrollTo(corrected);
    if (this.#map.top === before) return;
    this.#waits = true;
    this.following = this.#isAtEnd;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (!this.#isScrolled) this.#scrollTo(this.#map.settle());
    }, REST);
  }

  /** Reads what the browser has made of the box and of the font. */
  #measure(): void {
    this.#measured = true;
    this.#layout.setFont(this.#probe.getBoundingClientRect());
    this.height = this.element.clientHeight;
    // Lines that were wide stay reckoned with, or the scrollbar would come and go with each of them.
    if (!this.wraps) this.#widen(Math.max(this.#widest, this.#window.offsetWidth));
    this.element.style.setProperty('--_row', `${this.#layout.rowHeight}px`);
    this.#window.style.setProperty('block-size', `${this.height}px`);
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted !== null) this.showRow(wanted, true);
  }

  #widen(width: number): void {
    if (width === this.#widest) return;
    this.#widest = width;
    this.#sizer.style.setProperty('min-inline-size', width > 0 ? `${width}px` : '');
  }

  /** Takes new rows in. Returns the `scrollTop` that belongs to the place of the view. */
  #sync(): number {
    const { rows, book } = this.#pane.model;
    this.#layout.sync(rows, book);
    return this.#map.resize(this.#layout.total, this.height);
  }

  get #isAtEnd(): boolean {
    return this.#map.top >= this.#map.maxTop - this.#layout.rowHeight / 2;
  }
}
