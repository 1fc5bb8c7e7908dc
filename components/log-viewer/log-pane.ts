import { LogFeed, type FeedHost } from './feed.ts';
import { Finder, type FinderHost } from './finder.ts';
import { Highlights } from './highlights.ts';
import { LogModel, type View } from './model/log-model.ts';
import { marksOf } from './model/marks.ts';
import { selectedPart, textOf, type Place } from './model/selection.ts';
import type { Marks, Unread } from './overlay-views.ts';
import { PointerSelection, type SelectionHost } from './pointer-selection.ts';
import { rowContent, type RowSettings } from './row-content.ts';
import type { RowView } from './row-view.ts';
import { Slices } from './slices.ts';
import { Viewport, type ViewportHost, type ViewportParts } from './viewport.ts';

/** While lines stream in, the numbers around them are put right so often (ms). */
const RECOUNT = 100;

export interface PaneHost {
  rowSettings(): RowSettings;
  foldLabel(): string;
  /** Something that is shown around the rows changed. */
  changed(): void;
  /** A line was pressed. */
  pressed(line: number): void;
  /** All lines of a file, or those that the store had at first, are there. */
  complete(): void;
}

/** The log itself: its lines, where they come from, the rows in view, what is found and selected in them. */
export class LogPane implements ViewportHost, FeedHost, FinderHost, SelectionHost {
  readonly #host: PaneHost;
  readonly #slices = new Slices((deadline) => this.#work(deadline));
  readonly #highlights = new Highlights();
  readonly model = new LogModel();
  readonly feed = new LogFeed(this);
  readonly finder = new Finder(this);
  #viewport: Viewport | null = null;
  #selection: PointerSelection | null = null;
  #scroller: HTMLElement | null = null;
  /** How much there was when the end was last in view. */
  #seen: Unread = { lines: 0, errors: 0 };
  #shown = '';
  #counted = '';
  #counting: ReturnType<typeof setTimeout> | undefined;
  #startsFollowing = true;
  #acrossTo: number | null = null;

  /** The line that the keyboard is on, by its index; -1 for none. */
  current = -1;
  copied = false;

  constructor(host: PaneHost) {
    this.#host = host;
  }

  mount(parts: ViewportParts): void {
    this.#scroller = parts.scroller;
    this.#viewport = new Viewport(this, parts);
    this.#viewport.reset(this.#startsFollowing);
    this.#selection = new PointerSelection(this, parts.scroller);
    this.connect();
  }

  connect(): void {
    this.#viewport?.connect();
    this.#slices.start();
    this.feed.resume();
  }

  disconnect(): void {
    this.#viewport?.disconnect();
    this.#slices.stop();
    this.#selection?.stop();
    clearTimeout(this.#counting);
    this.#counting = undefined;
    this.#highlights.clear();
    this.feed.stop();
  }

  get viewport(): Viewport | null {
    return this.#viewport;
  }

  get selection(): PointerSelection | null {
    return this.#selection;
  }

  get unread(): Unread {
    const { lines, errors } = this.#now;
    return { lines: lines - this.#seen.lines, errors: errors - this.#seen.errors };
  }

  get #now(): Unread {
    const { book } = this.model;
    return { lines: book.length, errors: book.errors.length };
  }

  get topLine(): number {
    return this.model.rows.lineAt(this.#viewport?.firstRow ?? 0);
  }

  marks(): Marks {
    const { book, rows, search } = this.model;
    const height = Math.round(this.#viewport?.height ?? 0);
    // Without a scrollbar everything is in view.
    if (!this.#viewport?.scrolls) return { height, errors: [], matches: [] };
    return {
      height,
      errors: marksOf(book.errors, rows, height),
      matches: search ? marksOf(search.lines, rows, height) : [],
    };
  }

  /** Shows what a person wants to see of the log. */
  show(view: View): void {
    this.finder.restart();
    this.apply(() => this.model.show(view));
  }

  apply(change: () => void): void {
    this.keepPlace(change);
    this.#slices.start();
    this.#host.changed();
  }

  keepPlace(change: () => void): void {
    if (this.#viewport) this.#viewport.keepPlace(change);
    else change();
  }

  given(): void {
    if (this.#viewport) this.#slices.start();
  }

  replaced(following: boolean): void {
    this.#startsFollowing = following;
    this.current = -1;
    this.#seen = { lines: 0, errors: 0 };
    this.#selection?.select(null);
    this.finder.restart();
    this.#viewport?.reset(following);
    this.#host.changed();
  }

  progressed(): void {
    this.#host.changed();
  }

  loaded(): void {
    this.model.rows.extend();
    this.#seen = this.#now;
    this.#host.complete();
  }

  reveal(line: number): void {
    const { rows } = this.model;
    this.keepPlace(() => rows.reveal(line));
    this.#acrossTo = line;
    this.#viewport?.unfollow();
    this.#viewport?.showRow(Math.max(0, rows.rowOf(line)), 'center');
  }

  changed(): void {
    this.#viewport?.redraw();
    this.#host.changed();
  }

  draw(view: RowView, line: number): void {
    view.show(rowContent(this.model, line, this.#host.rowSettings()), this.#host.foldLabel());
    view.current = line === this.current;
  }

  drawn(): void {
    const { book, rows, search } = this.model;
    const viewport = this.#viewport;
    if (!viewport) return;
    // What a file has is not new.
    if (viewport.following || this.feed.bytes !== null) this.#seen = this.#now;
    this.#highlight(viewport);
    const { following, atTop, height } = viewport;
    const shown = [following, atTop, height, search?.done, this.model.isEmptyView].join();
    const counted = [book.length, rows.length, search?.total].join();
    if (shown !== this.#shown) this.#host.changed();
    else if (counted !== this.#counted) this.#counting ??= setTimeout(() => this.#recount(), RECOUNT);
    this.#shown = shown;
    this.#counted = counted;
  }

  #recount(): void {
    this.#counting = undefined;
    this.#host.changed();
  }

  placeAt(x: number, y: number): Place | null {
    return this.#viewport?.placeAt(x, y) ?? null;
  }

  text(line: number): string {
    return this.model.book.text(line);
  }

  scrollBy(pixels: number): void {
    this.#viewport?.scrollBy(pixels);
  }

  selected(): void {
    this.copied = false;
    if (this.#viewport) this.#highlight(this.#viewport);
    this.#host.changed();
  }

  pressed(line: number): void {
    this.#host.pressed(line);
  }

  /** How many lines the selection touches. */
  get selectedLines(): number {
    const range = this.#selection?.range;
    return range ? Math.min(range.end.line, this.model.book.length - 1) - range.start.line + 1 : 0;
  }

  /** The exact text that is selected; of lines that are filtered away nothing. */
  get selectedText(): string {
    const range = this.#selection?.range;
    const { book, rows } = this.model;
    if (!range) return '';
    const end = { line: Math.min(range.end.line, book.length - 1), column: range.end.column };
    return textOf(
      { start: range.start, end },
      (line) => book.text(line),
      (line) => rows.includes(line),
    );
  }

  #work(deadline: number): boolean {
    const { taken } = this.model;
    const done = this.model.runUntil(deadline);
    this.finder.advance();
    this.#viewport?.request();
    if (!taken && this.model.taken && this.feed.fromStore) this.#host.complete();
    return done;
  }

  #highlight(viewport: Viewport): void {
    const matches: Range[] = [];
    const current: Range[] = [];
    const selection: Range[] = [];
    const range = this.#selection?.range;
    for (const view of viewport.views) {
      const text = this.model.search || range ? this.text(view.line) : '';
      const found = this.finder.matches(view.line, text);
      found.all.forEach(([start, end], index) => {
        const piece = view.range(start, end);
        if (piece) (index === found.current ? current : matches).push(piece);
      });
      const part = range && selectedPart(range, view.line, text.length);
      view.element.classList.toggle('selected', !!part);
      view.element.classList.toggle('hit', found.current >= 0);
      const piece = part && view.range(...part);
      if (piece) selection.push(piece);
    }
    this.#highlights.set('pw-log-match', matches);
    this.#highlights.set('pw-log-current', current);
    this.#highlights.set('pw-log-selection', selection);
    this.#scrollAcross(current[0]);
  }

  /** A match far to the right in a line that does not wrap. */
  #scrollAcross(match: Range | undefined): void {
    const scroller = this.#scroller;
    if (!match || !scroller || this.#acrossTo === null) return;
    this.#acrossTo = null;
    const { left, right } = match.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    if (right > view.right - 24) scroller.scrollLeft += right - view.right + view.width / 3;
    else if (left < view.left + 80) scroller.scrollLeft -= view.left - left + view.width / 3;
  }
}
