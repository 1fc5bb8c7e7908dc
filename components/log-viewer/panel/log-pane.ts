import type { CSSResult } from 'lit';
import { isFailure, type Run } from '../../../protocol/index.ts';
import { PwSelectEvent } from '../../shared/events.ts';
import { Part } from '../../shared/part.ts';
import { shallowEqual } from '../../store/equal.ts';
import { LogFeed } from './feed.ts';
import type { Interaction } from '../interaction/interaction.ts';
import type { LogViewer } from '../log-viewer.ts';
import type { Menu } from '../menu/menu.ts';
import type { LogBook } from '../model/log-book.ts';
import { LogModel, type View } from '../model/log-model.ts';
import { terminal } from '../model/screen.ts';
import type { Preferences } from '../preferences/index.ts';
import { hasPreferences } from './preferences-key.ts';
import { nextTask } from './next-task.ts';
import { wrapping } from './row-layout.ts';
import type { RowSettings, RowView } from './row-view.ts';
import type { Finder } from '../search/finder.ts';
import { Viewport } from './viewport.ts';

/** How long work may keep the main thread at a time (ms); a frame has 16. */
const SLICE = 8;
/** While lines stream in, the numbers around them are put right so often (ms). */
const RECOUNT = 100;

/** Something that a person may want of a log beyond watching it. */
interface Addition {
  /** The rows were drawn. */
  drawn?(): void;
  /** Another log is shown. */
  replaced?(): void;
  /** The element is not in the page any more. */
  stop?(): void;
}

export interface Additions {
  search: Addition & Finder;
  interaction: Addition & Interaction;
  menu: Addition & Menu;
}

const parts: {
  readonly [Name in keyof Additions]: Part<{ create(pane: LogPane): Additions[Name]; styles: CSSResult }>;
} = {
  search: new Part(() => import('../search/index.ts')),
  interaction: new Part(() => import('../interaction/index.ts')),
  menu: new Part(() => import('../menu/index.ts')),
};

const packing = new Part(() => import('../archive/index.ts'));
const preferences = new Part(() => import('../preferences/index.ts'));
/** A log of more blocks (some 4 MB) is packed where it is far from the view. */
const FEW_BLOCKS = 16;

interface Amount {
  readonly lines: number;
  readonly errors: number;
}

/** The log itself: its lines, where they come from, the rows in view, and what is added when a person wants it. */
export class LogPane {
  readonly host: LogViewer;
  readonly model = new LogModel();
  readonly viewport = new Viewport(this);
  readonly feed = new LogFeed(this);
  readonly added: Partial<Additions> = {};
  #settings: RowSettings | undefined;
  /** How much there was when the end was last in view. */
  #seen: Amount = { lines: 0, errors: 0 };
  #shown: unknown[] = [];
  #counted: unknown[] = [];
  #counting: ReturnType<typeof setTimeout> | undefined;
  #unfinished = false;
  #working = false;
  /** The log that is being packed, or cannot be. */
  #archived: LogBook | null = null;
  /** The file or run that was opened at the place where it is to be read first. */
  #opened: string | null = null;
  /** The pipeline for which preferences were looked up. */
  #recalled: string | null = null;

  run: Run | null = null;
  /** The line that the keyboard is on, by its index; -1 for none. */
  current = -1;
  /** Lines are copied with their times before them. */
  copiesTimes = false;
  /** Something that a person asked for is on its way. */
  waiting = false;
  /** What could not be had, why, and the way to try it again. */
  failure: { reason: string; again: () => void } | null = null;

  constructor(host: LogViewer) {
    this.host = host;
  }

  connect(): void {
    this.viewport.connect();
    this.feed.resume();
  }

  disconnect(): void {
    this.viewport.disconnect();
    clearTimeout(this.#counting);
    this.#counting = undefined;
    for (const addition of this.#additions) addition.stop?.();
    this.feed.stop();
  }

  /** Draws anew what is around the rows. */
  update(): void {
    this.host.requestUpdate();
  }

  get #additions(): Addition[] {
    return Object.values(this.added);
  }

  /** What a person wants beyond watching; it is fetched when they first do. */
  async use<Name extends keyof Additions>(name: Name): Promise<Additions[Name]> {
    // The bar of marks is part of the search.
    const other = name === 'search' && this.use('interaction');
    const [{ create, styles }] = await Promise.all([parts[name].load(), other]);
    await this.host.updateComplete;
    const known = this.added[name];
    if (known) return known;
    const { shadowRoot } = this.host;
    if (shadowRoot && styles.styleSheet) {
      shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, styles.styleSheet];
    }
    const created = create(this);
    Object.assign(this.added, { [name]: created });
    this.changed();
    return created;
  }

  /** Fetches what a person is about to want. Whether it can be had matters only when they do. */
  readonly prefetch = (name: keyof Additions): void => {
    this.use(name).catch(() => this.update());
  };

  /** Does what a person asked for, and says so if it could not be done. */
  async attempt(action: () => Promise<unknown>): Promise<void> {
    this.waiting = true;
    this.failure = null;
    this.update();
    try {
      await action();
    } catch (error) {
      this.failure = { reason: (error as Error).message, again: () => void this.attempt(action) };
    }
    this.waiting = false;
    this.update();
  }

  /** Does what a person likes, and keeps it in mind where the pipeline's server lets us. */
  prefer(liked: Preferences): void {
    const src = this.host.store?.src;
    Object.assign(this.host, liked);
    if (liked.wrap) void this.attempt(() => wrapping.load());
    if (!src) return;
    const keep = async (): Promise<void> => (await preferences.load()).keep(src, liked);
    // Where it cannot be kept it holds for now.
    keep().catch(() => undefined);
  }

  /** What they liked before, once. Without it the log is as its page wants it. */
  recall(src: string | null | undefined): void {
    if (!src || src === this.#recalled) return;
    this.#recalled = src;
    if (!hasPreferences()) return;
    preferences.load().then(
      async ({ recall }) => Object.assign(this.host, await recall(src).catch(() => null)),
      () => undefined,
    );
  }

  openSearch(): void {
    void this.attempt(async () => (await this.use('search')).start());
  }

  toggleMenu(): void {
    void this.attempt(async () => (await this.use('menu')).toggle());
  }

  /** Shows the lines of one stage or job, here and for the whole page; null for all. */
  choose(kind: 'stage' | 'job', id: string | null): void {
    this.host[kind] = id;
    this.host.store?.select(id === null ? null : { kind, id });
    this.tell(kind, id);
  }

  tell(kind: PwSelectEvent['kind'], id: string | null): void {
    this.host.dispatchEvent(new PwSelectEvent(kind, id, this.run?.id ?? null));
  }

  /** What the rows are drawn with. */
  set settings(settings: RowSettings) {
    if (shallowEqual(settings, this.#settings)) return;
    this.#settings = settings;
    this.viewport.redraw();
  }

  /** The language of the words around it. */
  get lang(): string {
    return this.#settings?.lang ?? 'en';
  }

  /** What came since the end was last in view. */
  get unread(): Amount {
    // What a file has is not new.
    const { lines, errors } = this.feed.url === null ? this.#now : this.#seen;
    return { lines: lines - this.#seen.lines, errors: errors - this.#seen.errors };
  }

  get #now(): Amount {
    const { book } = this.model;
    return { lines: book.length, errors: book.errors.length };
  }

  /** Shows what a person wants to see of the log. */
  show(changes: Partial<View>): void {
    this.added.search?.replaced();
    this.apply(() => this.model.show({ ...this.model.view, ...changes }));
  }

  /** Does what makes the rows other ones. */
  apply(change: () => void): void {
    this.viewport.keepPlace(change);
    void this.work();
    this.update();
  }

  /**
   * Takes in and searches what is there, in slices between which the page can paint and answer. The first lines of all are
   * few, and shown at once.
   */
  async work(): Promise<void> {
    this.#unfinished = true;
    if (this.#working) return;
    this.#working = true;
    const begins = this.model.book.length === 0 && this.host.isConnected;
    await (begins ? this.host.updateComplete : nextTask());
    for (let slice = begins ? 0 : SLICE; this.#unfinished; await nextTask(), slice = SLICE) {
      const { taken } = this.model;
      this.#unfinished = !this.model.runUntil(performance.now() + slice);
      // Without it they are shown roughly.
      if (this.model.waits) await terminal.load().catch(() => undefined);
      this.added.search?.advance();
      if (slice === 0) this.viewport.render();
      else this.viewport.request();
      this.#pack();
      if (!taken && this.model.taken && this.feed.source === 'store') void this.open();
    }
    this.#working = false;
  }

  #pack(): void {
    const { book } = this.model;
    const { archive, blocks } = book.texts;
    archive?.pack();
    if (archive || this.#archived === book || blocks.length <= FEW_BLOCKS) return;
    this.#archived = book;
    // Without it everything stays where it is, and takes more memory.
    packing.load().then(
      ({ openArchive }) => openArchive(this, book),
      () => undefined,
    );
  }

  /**
   * All lines of a file, or those that the store had at first, are there. They are shown, once, from the lines that the
   * page's address names, else from the first error of what has failed, else from the end.
   */
  async open(): Promise<void> {
    const { feed, model, run } = this;
    const log = feed.url ?? run?.id ?? null;
    if (log === null || log === this.#opened) return;
    this.#opened = log;
    if (await this.followHash()) return;
    const failed = feed.url !== null || isFailure(run?.conclusion ?? null);
    if (failed && model.book.errors.length > 0 && this.current < 0) this.reveal(model.book.errors.at(0));
  }

  /** Shows the lines that the page's address names. Returns whether there are any. */
  async followHash(): Promise<boolean> {
    let found = false;
    if (this.host.permalinks && location.hash.startsWith('#L')) {
      await this.attempt(async () => (found = (await this.use('interaction')).followHash()));
    }
    return found;
  }

  /** The log begins anew with another one, shown from its end or from its beginning. */
  replaced(following: boolean): void {
    this.current = -1;
    this.#seen = { lines: 0, errors: 0 };
    for (const addition of this.#additions) addition.replaced?.();
    this.viewport.reset(following);
    this.update();
  }

  /** Shows a line that may be folded away or far off. */
  reveal(line: number): void {
    const { rows } = this.model;
    this.viewport.keepPlace(() => rows.reveal(line));
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
    if (following) this.#seen = this.#now;
    for (const addition of this.#additions) addition.drawn?.();
    const shown = [following, atTop, height, search?.done, this.model.isEmptyView, book.length > 0];
    const counted = [book.length, rows.length, search?.total];
    // It says why nothing is to be seen.
    if (this.model.isEmptyView) this.prefetch('interaction');
    if (!shallowEqual(shown, this.#shown)) this.update();
    else if (!shallowEqual(counted, this.#counted)) {
      this.#counting ??= setTimeout(() => {
        this.#counting = undefined;
        this.update();
      }, RECOUNT);
    }
    this.#shown = shown;
    this.#counted = counted;
  }

  /** Puts the focus on the current line if it is in view, else on the log. */
  focus(): void {
    this.viewport.render();
    const view = this.viewport.views.find(({ line }) => line === this.current);
    (view ?? this.viewport).element.focus({ preventScroll: true });
  }
}
