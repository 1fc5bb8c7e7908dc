import type { Run } from '../../protocol/index.ts';
import { shallowEqual } from '../store/equal.ts';
import { LogFeed } from './feed.ts';
import { Finder } from './finder.ts';
import { Highlights } from './highlights.ts';
import { LogModel, type View } from './model/log-model.ts';
import { matchesIn } from './model/search.ts';
import { selectedPart, textOf } from './model/selection.ts';
import { nextTask } from './next-task.ts';
import { Opening } from './opening.ts';
import { PointerSelection } from './pointer-selection.ts';
import type { RowSettings, RowView } from './row-view.ts';
import { Viewport } from './viewport.ts';

/** How long work may keep the main thread at a time (ms); a frame has 16. */
const SLICE = 8;
/** While lines stream in, the numbers around them are put right so often (ms). */
const RECOUNT = 100;

interface Amount {
  readonly lines: number;
  readonly errors: number;
}

/** The log itself: its lines, where they come from, the rows in view, what is found and selected in them. */
export class LogPane {
  /** Draws anew what is around the rows. */
  readonly update: () => void;
  readonly model = new LogModel();
  readonly viewport = new Viewport(this);
  readonly selection = new PointerSelection(this);
  readonly feed = new LogFeed(this);
  readonly finder = new Finder(this);
  readonly opening = new Opening(this);
  readonly #highlights = new Highlights();
  #settings: RowSettings | undefined;
  /** How much there was when the end was last in view. */
  #seen: Amount = { lines: 0, errors: 0 };
  #shown: unknown[] = [];
  #counted: unknown[] = [];
  #counting: ReturnType<typeof setTimeout> | undefined;
  #unfinished = false;
  #working = false;
  /** A match may be far to the right. */
  #looksAcross = false;

  run: Run | null = null;
  /** The line that the keyboard is on, by its index; -1 for none. */
  current = -1;
  copied = false;

  constructor(update: () => void) {
    this.update = update;
  }

  connect(): void {
    this.viewport.connect();
    this.feed.resume();
  }

  disconnect(): void {
    this.viewport.disconnect();
    this.selection.stop();
    clearTimeout(this.#counting);
    this.#counting = undefined;
    this.#highlights.show();
    this.feed.stop();
  }

  /** What the rows are drawn with. */
  set settings(settings: RowSettings) {
    if (shallowEqual(settings, this.#settings)) return;
    this.#settings = settings;
    this.viewport.redraw();
  }

  /** What came since the end was last in view. */
  get unread(): Amount {
    const { lines, errors } = this.#now;
    return { lines: lines - this.#seen.lines, errors: errors - this.#seen.errors };
  }

  get #now(): Amount {
    const { book } = this.model;
    return { lines: book.length, errors: book.errors.length };
  }

  /** The index of the first line in view. */
  get topLine(): number {
    return this.model.rows.lineAt(this.viewport.firstRow);
  }

  /** Shows what a person wants to see of the log. Throws a SyntaxError where the query is none. */
  show(changes: Partial<View>): void {
    this.finder.current = null;
    this.apply(() => this.model.show({ ...this.model.view, ...changes }));
  }

  /** Does what makes the rows other ones. */
  apply(change: () => void): void {
    this.viewport.keepPlace(change);
    void this.work();
    this.update();
  }

  /** Takes in and searches what is there, in slices between which the page can paint and answer. */
  async work(): Promise<void> {
    this.#unfinished = true;
    if (this.#working) return;
    this.#working = true;
    for (await nextTask(); this.#unfinished; await nextTask()) {
      const { taken } = this.model;
      this.#unfinished = !this.model.runUntil(performance.now() + SLICE);
      this.finder.advance();
      this.viewport.request();
      if (!taken && this.model.taken && this.feed.source === 'store') this.opening.open();
    }
    this.#working = false;
  }

  /** The log begins anew with another one, shown from its end or from its beginning. */
  replaced(following: boolean): void {
    this.current = -1;
    this.#seen = { lines: 0, errors: 0 };
    this.selection.select(null);
    this.finder.current = null;
    this.viewport.reset(following);
    this.update();
  }

  /** Shows a line that may be folded away or far off. */
  reveal(line: number): void {
    const { rows } = this.model;
    this.viewport.keepPlace(() => rows.reveal(line));
    this.#looksAcross = true;
    this.viewport.following = false;
    this.viewport.showRow(Math.max(0, rows.rowOf(line)), true);
  }

  /** Something changed in the rows and around them. */
  changed(): void {
    this.viewport.redraw();
    this.update();
  }

  draw(view: RowView, line: number): void {
    if (this.#settings) view.show(this.model, line, this.#settings, line === this.current);
  }

  /** The rows were drawn, or the view moved. */
  drawn(): void {
    const { book, rows, search } = this.model;
    const { following, atTop, height } = this.viewport;
    // What a file has is not new.
    if (following || this.feed.url !== null) this.#seen = this.#now;
    this.highlight();
    const shown = [following, atTop, height, search?.done, this.model.isEmptyView, book.length > 0];
    const counted = [book.length, rows.length, search?.total];
    if (!shallowEqual(shown, this.#shown)) this.update();
    else if (!shallowEqual(counted, this.#counted)) this.#counting ??= setTimeout(() => this.#recount(), RECOUNT);
    this.#shown = shown;
    this.#counted = counted;
  }

  #recount(): void {
    this.#counting = undefined;
    this.update();
  }

  /** Puts the focus on the current line if it is in view, else on the log. */
  focus(): void {
    this.viewport.render();
    const view = this.viewport.views.find(({ line }) => line === this.current);
    (view ?? this.viewport).element.focus({ preventScroll: true });
  }

  /** How many lines the selection touches. */
  get selectedLines(): number {
    const { range } = this.selection;
    return range ? range.end.line - range.start.line + 1 : 0;
  }

  /** The exact text that is selected; of lines that are filtered away nothing. */
  get selectedText(): string {
    const { range } = this.selection;
    const { book, rows } = this.model;
    if (!range) return '';
    return textOf(
      range,
      (line) => book.text(line),
      (line) => rows.includes(line),
    );
  }

  /** Paints what is found and what is selected. */
  highlight(): void {
    const matches: Range[] = [];
    const current: Range[] = [];
    const selected: Range[] = [];
    const { range } = this.selection;
    const { book, search } = this.model;
    const { hit } = this.finder;
    for (const view of this.viewport.views) {
      const text = search || range ? book.text(view.line) : '';
      const isHit = hit?.line === view.line;
      const found = search ? matchesIn(text, search.expression) : [];
      found.forEach(([start, end], at) => {
        const piece = view.range(start, end);
        if (piece) (isHit && at === hit.match ? current : matches).push(piece);
      });
      const part = range && selectedPart(range, view.line, text.length);
      const piece = part && view.range(...part);
      if (piece) selected.push(piece);
      view.element.classList.toggle('selected', !!part);
      view.element.classList.toggle('hit', isHit);
    }
    this.#highlights.show(matches, current, selected);
    if (current[0] && this.#looksAcross) this.#scrollAcross(current[0]);
  }

  /** To a match in a line that does not wrap. */
  #scrollAcross(match: Range): void {
    this.#looksAcross = false;
    const { element } = this.viewport;
    const { left, right } = match.getBoundingClientRect();
    const view = element.getBoundingClientRect();
    if (right > view.right - 24) element.scrollLeft += right - view.right + view.width / 3;
    else if (left < view.left + 80) element.scrollLeft -= view.left - left + view.width / 3;
  }
}
