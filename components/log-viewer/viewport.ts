import { Heights } from './model/heights.ts';
import type { LogModel } from './model/log-model.ts';
import type { Rows } from './model/rows.ts';
import { ScrollMap } from './model/scroll-map.ts';
import type { Place } from './model/selection.ts';
import { RowPool } from './row-pool.ts';
import type { RowView } from './row-view.ts';

/** The scrollbar of a very high log is put right when scrolling has rested for so long (ms). */
const REST = 150;
/** Rows turn out higher or lower than estimated; after so many looks the rest waits for the next frame. */
const LOOKS = 4;

export interface ViewportHost {
  readonly model: LogModel;
  /** What is drawn of a line; `view` is to be filled. */
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
  readonly #sizes: ResizeObserver;
  /** In screen lines; null while lines do not wrap and all rows are one high. */
  #heights: Heights | null = null;
  #rowHeight = 20;
  #characterWidth = 8;
  /** Characters that fit into a row of wrapped text. */
  #columns = 80;
  #viewHeight = 0;
  #measured = false;
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #revision = 0;
  #following = true;
  #widest = 0;
  /** The row to show as soon as there is room for it. */
  #wanted: number | null = null;

  constructor(host: ViewportHost, parts: ViewportParts) {
    this.#host = host;
    this.#parts = parts;
    this.#pool = new RowPool(parts.rows);
    this.#sizes = new ResizeObserver(() => {
      // Measured in the next frame: what is set then would make the observer call again and again.
      this.#measured = false;
      this.request();
    });
    this.#parts.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
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

  /** Whether the newest line stays in view. */
  get following(): boolean {
    return this.#following;
  }

  get element(): HTMLElement {
    return this.#parts.scroller;
  }

  get views(): readonly RowView[] {
    return this.#pool.views;
  }

  /** Of the view, px. */
  get height(): number {
    return this.#viewHeight;
  }

  /** Whether there is more than fits into the view. */
  get scrolls(): boolean {
    return this.#map.maxTop > 0;
  }

  /** The first row in view. */
  get firstRow(): number {
    return this.#rowAt(this.#map.top / this.#rowHeight);
  }

  /** How many rows fit into the view. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#viewHeight / this.#rowHeight) - 1);
  }

  get atTop(): boolean {
    return this.#map.top < this.#rowHeight;
  }

  set wrap(wrap: boolean) {
    if (wrap === (this.#heights !== null)) return;
    this.keepPlace(() => {
      this.#heights = wrap ? new Heights() : null;
      this.#forgetWidths();
    });
  }

  viewOfLine(line: number): RowView | undefined {
    return this.#pool.viewOfLine(line);
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
    this.#heights?.clear();
    this.#forgetWidths();
    this.#map.goTo(0);
    this.redraw();
  }

  /** The rows are other ones after `change`: the line at the top stays there, or the one before it. */
  keepPlace(change: () => void): void {
    const { rows } = this.#host.model;
    const { firstRow } = this;
    const number = this.#host.model.book.number(rows.lineAt(firstRow));
    const within = this.#map.top - this.#before(firstRow) * this.#rowHeight;
    change();
    this.#heights?.clear();
    const { model } = this.#host;
    const row = Math.max(0, model.rows.rowOf(model.book.indexOfNumber(number)));
    this.#syncHeights(model.rows);
    this.#resize();
    this.#map.goTo(this.#before(row) * this.#rowHeight + within);
    this.redraw();
  }

  /** Brings a row into view; `center` also when it is in view already but near an edge. */
  showRow(row: number, where: 'nearest' | 'center' = 'nearest'): void {
    if (this.#viewHeight === 0) {
      this.#wanted = row;
      return;
    }
    this.#syncHeights(this.#host.model.rows);
    this.#resize();
    const from = this.#before(row) * this.#rowHeight;
    const to = this.#before(row + 1) * this.#rowHeight;
    const { top } = this.#map;
    const margin = where === 'center' ? 2 * this.#rowHeight : 0;
    if (from < top + margin || to > top + this.#viewHeight - margin) {
      if (where === 'center') this.#map.goTo(from - (this.#viewHeight - this.#rowHeight) / 3);
      else this.#map.goTo(from < top ? from : to - this.#viewHeight);
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
    const box = this.#parts.scroller.getBoundingClientRect();
    const inside = Math.max(box.top + 1, Math.min(y, box.top + this.#viewHeight - 1));
    const { views } = this;
    const view = views.findLast(({ element }) => element.getBoundingClientRect().top <= inside) ?? views[0];
    return view ? { line: view.line, column: view.columnAt(x, inside) } : null;
  }

  render(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#measured) this.#measure();
    if (this.#viewHeight === 0) return;
    const focused = this.#focusedView;
    const line = focused?.line;
    this.#drawRows();
    this.#place();
    // The row that had the focus shows another line now, or none: its focus must not go with it, nor get lost.
    if (focused && (focused.line !== line || !focused.element.isConnected)) this.element.focus({ preventScroll: true });
    this.#host.drawn();
  }

  #drawRows(): void {
    const { rows } = this.#host.model;
    this.#syncHeights(rows);
    const before = this.#pool.first;
    for (let look = 0; look < LOOKS; look++) {
      this.#resize();
      if (this.#following) this.#map.goTo(this.#map.maxTop);
      const first = this.firstRow;
      const last = Math.min(rows.length, this.#rowAt((this.#map.top + this.#viewHeight) / this.#rowHeight) + 1);
      this.#pool.show(first, last);
      this.#bind(rows);
      if (!this.#heights || !this.#readHeights(this.#heights, before)) return;
    }
    this.request();
  }

  get #focusedView(): RowView | undefined {
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    return this.views.find(({ element }) => element.contains(activeElement));
  }

  #bind(rows: Rows): void {
    this.#pool.views.forEach((view, index) => {
      const row = this.#pool.first + index;
      const line = rows.lineAt(row);
      if (view.line === line && view.revision === this.#revision) return;
      this.#host.draw(view, line);
      view.line = line;
      view.revision = this.#revision;
      view.position = row;
    });
  }

  #place(): void {
    const { scroller, sizer, rows } = this.#parts;
    const scrollTop = this.#map.resize(this.#total, this.#viewHeight);
    sizer.style.setProperty('block-size', `${this.#map.height}px`);
    if (Math.abs(scroller.scrollTop - scrollTop) >= 1) scroller.scrollTop = scrollTop;
    const shift = this.#before(this.#pool.first) * this.#rowHeight - this.#map.top;
    rows.style.setProperty('--_shift', `${shift}px`);
  }

  /** Takes the real heights of the rows in view. Returns whether they were not as expected. */
  #readHeights(heights: Heights, anchor: number): boolean {
    const columns = Math.max(10, Math.floor((this.views[0]?.messageWidth ?? 0) / this.#characterWidth));
    if (columns !== this.#columns && this.views.length > 0) {
      this.#columns = columns;
      const row = this.firstRow;
      heights.clear();
      this.#syncHeights(this.#host.model.rows);
      this.#map.resize(this.#total, this.#viewHeight);
      this.#map.goTo(this.#before(row) * this.#rowHeight);
    }
    const above = this.#before(anchor);
    let changed = false;
    this.views.forEach(({ element }, index) => {
      const row = this.#pool.first + index;
      const height = Math.max(1, Math.round(element.offsetHeight / this.#rowHeight));
      changed ||= heights.of(row) !== height;
      heights.set(row, height);
    });
    // What was at the top before stays where it was when rows above it turn out to be of another height.
    const shift = anchor > this.#pool.first && anchor < heights.length ? this.#before(anchor) - above : 0;
    if (shift !== 0) {
      this.#resize();
      this.#map.goTo(this.#map.top + shift * this.#rowHeight);
    }
    return changed;
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
    if (Math.abs(this.#parts.scroller.scrollTop - scrollTop) >= 1) this.#parts.scroller.scrollTop = scrollTop;
  }

  /** Reads what the browser has made of the box and of the font. */
  #measure(): void {
    this.#measured = true;
    const { scroller, probe, rows } = this.#parts;
    const { width, height } = probe.getBoundingClientRect();
    if (width > 0) {
      this.#characterWidth = width / 10;
      this.#rowHeight = Math.round(height);
      scroller.style.setProperty('--_row', `${this.#rowHeight}px`);
    }
    this.#viewHeight = scroller.clientHeight;
    rows.style.setProperty('block-size', `${this.#viewHeight}px`);
    // Lines that were wide stay reckoned with, or the scrollbar would come and go with each of them.
    if (!this.#heights && rows.offsetWidth > this.#widest) {
      this.#widest = rows.offsetWidth;
      this.#parts.sizer.style.setProperty('min-inline-size', `${this.#widest}px`);
    }
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted !== null) this.showRow(wanted, 'center');
  }

  #forgetWidths(): void {
    this.#widest = 0;
    this.#parts.sizer.style.removeProperty('min-inline-size');
  }

  #syncHeights(rows: Rows): void {
    const heights = this.#heights;
    if (!heights) return;
    const { book } = this.#host.model;
    while (heights.length < rows.length) {
      const { length } = book.message(rows.lineAt(heights.length));
      heights.push(Math.max(1, Math.min(Math.ceil(length / this.#columns), 0xffff)));
    }
  }

  #resize(): void {
    this.#map.resize(this.#total, this.#viewHeight);
  }

  get #total(): number {
    return this.#before(this.#host.model.rows.length) * this.#rowHeight;
  }

  get #isAtEnd(): boolean {
    return this.#map.top >= this.#map.maxTop - this.#rowHeight / 2;
  }

  /** In screen lines. */
  #before(row: number): number {
    return this.#heights ? this.#heights.before(row) : row;
  }

  #rowAt(height: number): number {
    const last = Math.max(0, this.#host.model.rows.length - 1);
    return Math.min(this.#heights ? this.#heights.rowAt(height) : Math.floor(height), last);
  }
}
