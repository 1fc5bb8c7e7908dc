import type { LogModel } from './model/log-model.ts';
import { ScrollMap } from './model/scroll-map.ts';
import type { Place } from './model/selection.ts';
import { RowLayout } from './row-layout.ts';
import { RowPool } from './row-pool.ts';
import type { RowView } from './row-view.ts';

/** The scrollbar of a very high log is put right when scrolling has rested for so long (ms). */
const REST = 150;
/** Wrapped rows turn out higher or lower than estimated; after so many looks the rest waits for the next frame. */
const LOOKS = 4;

export interface ViewportHost {
  readonly model: LogModel;
  /** Fills `view` with a line. */
  draw(view: RowView, line: number): void;
  /** Rows were drawn, or the view moved. */
  drawn(): void;
}

export interface ViewportParts {
  scroller: HTMLElement;
  /** As high as the log, as far as browsers can be. */
  sizer: HTMLElement;
  /** As high as the view, and always in it. */
  rows: HTMLElement;
  /** Ten characters in the font of the log. */
  probe: HTMLElement;
}

/** Shows the rows that are in view, and no others; follows the end of the log until the person scrolls up. */
export class Viewport {
  readonly #host: ViewportHost;
  readonly #parts: ViewportParts;
  readonly #pool: RowPool;
  readonly #map = new ScrollMap();
  readonly #layout = new RowLayout();
  readonly #sizes: ResizeObserver;
  #height = 0;
  #widest = 0;
  #measured = false;
  #following = true;
  #revision = 0;
  /** The row to show as soon as there is room for it. */
  #wanted: number | null = null;
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ViewportHost, parts: ViewportParts) {
    this.#host = host;
    this.#parts = parts;
    this.#pool = new RowPool(parts.rows);
    this.#sizes = new ResizeObserver(() => {
      // Measured in the next frame: what is set then would make the observer call again and again.
      this.#measured = false;
      this.request();
    });
    parts.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
  }

  connect(): void {
    for (const part of [this.#parts.scroller, this.#parts.probe, this.#parts.rows]) this.#sizes.observe(part);
  }

  disconnect(): void {
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    this.#frame = 0;
  }

  get element(): HTMLElement {
    return this.#parts.scroller;
  }

  /** Whether the newest line stays in view. */
  get following(): boolean {
    return this.#following;
  }

  /** Of the view, px. */
  get height(): number {
    return this.#height;
  }

  /** Whether there is more than fits into the view. */
  get scrolls(): boolean {
    return this.#map.maxTop > 0;
  }

  get atTop(): boolean {
    return this.#map.top < this.#layout.rowHeight;
  }

  /** The first row in view. */
  get firstRow(): number {
    return this.#layout.rowAt(this.#map.top);
  }

  /** How many rows to move by a page. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#height / this.#layout.rowHeight) - 1);
  }

  get views(): readonly RowView[] {
    return this.#pool.views;
  }

  viewOfLine(line: number): RowView | undefined {
    return this.views.find((view) => view.line === line);
  }

  set wrap(wrap: boolean) {
    if (wrap === this.#layout.wraps) return;
    this.keepPlace(() => {
      this.#layout.wraps = wrap;
      this.#forgetWidths();
    });
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

  follow(): void {
    this.#following = true;
    this.request();
  }

  unfollow(): void {
    this.#following = false;
  }

  /** Another log is shown, from its end or from its beginning: what was known of the former is forgotten. */
  reset(following: boolean): void {
    this.#following = following;
    this.#layout.clear();
    this.#forgetWidths();
    this.#map.goTo(0);
    this.redraw();
  }

  /** The rows are other ones after `change`: the line at the top stays there, or the one before it. */
  keepPlace(change: () => void): void {
    const { firstRow } = this;
    const { book, rows } = this.#host.model;
    const number = book.number(rows.lineAt(firstRow));
    const within = this.#map.top - this.#layout.before(firstRow);
    change();
    this.#layout.clear();
    this.#sync();
    const { model } = this.#host;
    const row = Math.max(0, model.rows.rowOf(model.book.indexOfNumber(number)));
    this.#map.goTo(this.#layout.before(row) + within);
    this.redraw();
  }

  /** Brings a row into view; `center` also when it is in view already but near an edge. */
  showRow(row: number, where: 'nearest' | 'center' = 'nearest'): void {
    if (this.#height === 0) {
      this.#wanted = row;
      return;
    }
    this.#sync();
    const { rowHeight } = this.#layout;
    const from = this.#layout.before(row);
    const to = this.#layout.before(row + 1);
    const { top } = this.#map;
    const margin = where === 'center' ? 2 * rowHeight : 0;
    if (from < top + margin || to > top + this.#height - margin) {
      if (where === 'center') this.#map.goTo(from - (this.#height - rowHeight) / 3);
      else this.#map.goTo(from < top ? from : to - this.#height);
      this.#following = false;
    }
    this.render();
  }

  scrollBy(pixels: number): void {
    this.#map.goTo(this.#map.top + pixels);
    this.#following = this.#isAtEnd;
    this.request();
  }

  /** The line and column nearest to a point of the window. */
  placeAt(x: number, y: number): Place | null {
    const { top } = this.element.getBoundingClientRect();
    const inside = Math.max(top + 1, Math.min(y, top + this.#height - 1));
    const { views } = this;
    const view = views.findLast(({ element }) => element.getBoundingClientRect().top <= inside) ?? views[0];
    return view ? { line: view.line, column: view.columnAt(x, inside) } : null;
  }

  render(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#measured) this.#measure();
    if (this.#height === 0) return;
    const focused = this.#focusedView;
    const line = focused?.line;
    this.#drawRows();
    this.#place();
    // The row that had the focus shows another line now, or none: its focus must not go with it, nor get lost.
    if (focused && (focused.line !== line || !focused.element.isConnected)) this.element.focus({ preventScroll: true });
    this.#host.drawn();
  }

  #drawRows(): void {
    const before = this.#pool.first;
    for (let look = 0; look < LOOKS; look++) {
      this.#sync();
      if (this.#following) this.#map.goTo(this.#map.maxTop);
      const first = this.firstRow;
      const last = this.#layout.rowAt(this.#map.top + this.#height) + 1;
      this.#pool.show(first, Math.min(last, this.#host.model.rows.length));
      this.#bind();
      if (!this.#layout.wraps || !this.#readHeights(before)) return;
    }
    this.request();
  }

  #bind(): void {
    const { rows } = this.#host.model;
    this.views.forEach((view, index) => {
      const row = this.#pool.first + index;
      const line = rows.lineAt(row);
      if (view.line === line && view.revision === this.#revision) return;
      this.#host.draw(view, line);
      view.line = line;
      view.revision = this.#revision;
      view.position = row;
    });
  }

  /** Takes the real heights of the rows in view. Returns whether they were not as expected. */
  #readHeights(anchor: number): boolean {
    if (this.#layout.fit(this.views[0])) {
      const { first } = this.#pool;
      this.#sync();
      this.#map.goTo(this.#layout.before(first));
      return true;
    }
    const above = this.#layout.before(anchor);
    const changed = this.#layout.measure(this.views, this.#pool.first);
    // What was at the top before stays where it was when rows above it turn out to be of another height.
    const shift = anchor > this.#pool.first ? this.#layout.before(anchor) - above : 0;
    this.#sync();
    if (shift !== 0) this.#map.goTo(this.#map.top + shift);
    return changed;
  }

  #place(): void {
    const { scroller, sizer, rows } = this.#parts;
    const scrollTop = this.#map.resize(this.#layout.total, this.#height);
    sizer.style.setProperty('block-size', `${this.#map.height}px`);
    rows.style.setProperty('--_shift', `${this.#layout.before(this.#pool.first) - this.#map.top}px`);
    if (Math.abs(scroller.scrollTop - scrollTop) >= 1) scroller.scrollTop = scrollTop;
  }

  #scrolled(): void {
    const { scroller } = this.#parts;
    // The box may have another size since the last frame, and that be the reason.
    if (!this.#measured) return this.render();
    const before = this.#map.top;
    const corrected = this.#map.scrolled(scroller.scrollTop);
    if (corrected !== null) scroller.scrollTop = corrected;
    if (this.#map.top === before) return;
    this.#following = this.#isAtEnd;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rest(), REST);
    this.render();
  }

  #rest(): void {
    const scrollTop = this.#map.settle();
    if (Math.abs(this.element.scrollTop - scrollTop) >= 1) this.element.scrollTop = scrollTop;
  }

  /** Reads what the browser has made of the box and of the font. */
  #measure(): void {
    this.#measured = true;
    const { scroller, sizer, probe, rows } = this.#parts;
    this.#layout.setFont(probe.getBoundingClientRect());
    this.#height = scroller.clientHeight;
    // Lines that were wide stay reckoned with, or the scrollbar would come and go with each of them.
    if (!this.#layout.wraps && rows.offsetWidth > this.#widest) {
      this.#widest = rows.offsetWidth;
      sizer.style.setProperty('min-inline-size', `${this.#widest}px`);
    }
    scroller.style.setProperty('--_row', `${this.#layout.rowHeight}px`);
    rows.style.setProperty('block-size', `${this.#height}px`);
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted !== null) this.showRow(wanted, 'center');
  }

  #forgetWidths(): void {
    this.#widest = 0;
    this.#parts.sizer.style.removeProperty('min-inline-size');
  }

  #sync(): void {
    const { rows, book } = this.#host.model;
    this.#layout.sync(rows, book);
    this.#map.resize(this.#layout.total, this.#height);
  }

  get #isAtEnd(): boolean {
    return this.#map.top >= this.#map.maxTop - this.#layout.rowHeight / 2;
  }

  get #focusedView(): RowView | undefined {
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    return activeElement ? this.views.find(({ element }) => element.contains(activeElement)) : undefined;
  }
}
