import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Run } from '../../protocol/index.ts';
import { PwElement } from '../shared/base-element.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { problemOf } from '../shared/problem-of.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { Selection } from '../store/types.ts';
import { Announcer } from './announcer.ts';
import { copyText, fillClipboard } from './clipboard.ts';
import { downloadLog } from './download.ts';
import { pressKey } from './keyboard.ts';
import { LogPane } from './log-pane.ts';
import { styles } from './log-viewer.styles.ts';
import type { LogInput } from './model/log-book.ts';
import { NO_QUERY, WHOLE_LOG, type View } from './model/log-model.ts';
import type { Query } from './model/search.ts';
import type { Timestamps } from './model/time-format.ts';
import { Opening } from './opening.ts';
import { nothingView, noteView } from './notes-view.ts';
import { copyView, earlierView, latestView, marksView } from './overlay-views.ts';
import { Reading } from './reading.ts';
import type { RowSettings } from './row-content.ts';
import { searchBox } from './search-view.ts';
import { t } from './strings.ts';
import { toolbar, type ToolbarActions, type ToolbarState } from './toolbar-view.ts';

/**
 * @summary The log of a run as it is written: colours, groups, filters, search, a million lines.
 *
 * @tagname log-viewer
 *
 * @fires {PwSelectEvent} pw-select - A person chose the stage or job whose lines are shown, or all; or went to a line.
 *
 * @csspart base - The whole element.
 * @csspart toolbar - The filters and buttons above the log.
 * @csspart viewport - The box that scrolls.
 * @csspart line - A line.
 * @csspart gutter - The bar with marks for errors and matches.
 * @csspart status - A note above the log.
 * @csspart empty - What stands there when there is no line to show.
 */
export class LogViewer extends PwElement {
  static override readonly tagName: string = 'log-viewer';
  static override styles: CSSResultGroup = [PwElement.styles, styles];

  /** Lines to show instead of a pipeline's: objects or just their texts. Setting a longer list that begins the same appends. */
  @property({ attribute: false }) lines: readonly LogInput[] | null = null;

  /** The URL of a plain log file to show; http and https only. */
  @property() url: string | null = null;

  /** Shows only the lines of this stage, by its id. */
  @property() stage: string | null = null;

  /** Shows only the lines of this job, by its id. */
  @property() job: string | null = null;

  /** Breaks long lines instead of scrolling sideways. */
  @property({ type: Boolean }) wrap = false;

  /** The times beside the lines: `off`, `clock`, `relative` to the start of the run, or `iso`. */
  @property() timestamps: Timestamps = 'clock';

  /** Lets the page's address name lines, as in `#L10-L20`: they are shown and selected, and selecting lines by their numbers names them. */
  @property({ type: Boolean }) permalinks = false;

  /** Leaves the toolbar out. */
  @property({ type: Boolean, attribute: 'without-toolbar' }) withoutToolbar = false;

  @state() private expanded: ReadonlySet<number> = new Set();
  @state() private loadingEarlier = false;
  @state() private downloading = false;
  @state() private failure: string | null = null;

  readonly #shown = new StoreController(this, ({ connection, error, lastHeard, log, run, selection }) => ({
    connection,
    error,
    // Said only of what may be old; while live it would be another render with every heartbeat.
    lastHeard: connection === 'live' ? null : lastHeard,
    log,
    run,
    selection,
  }));
  readonly #announcer = new Announcer(this, (lines, errors) => {
    const news = t(this.language, 'log.lines', { count: lines });
    return errors > 0 ? `${news}, ${t(this.language, 'log.errors', { count: errors })}` : news;
  });
  readonly #pane = new LogPane({
    rowSettings: () => this.#rowSettings,
    foldLabel: () => t(this.language, 'log.group.toggle'),
    changed: () => this.requestUpdate(),
    pressed: (line) => this.#reading.makeCurrent(line),
    complete: () => this.#opening.open(this.#pane.feed.fromStore ? (this.#run?.id ?? null) : this.url, this.#run),
  });
  readonly #reading = new Reading(this.#pane);
  readonly #opening = new Opening(this.#pane, this.#reading);
  readonly #keyboardActions = {
    openSearch: () => this.#openSearch(),
    closeSearch: () => this.#closeSearch(),
    toggleWrap: () => (this.wrap = !this.wrap),
  };
  readonly #searchActions = {
    onlyMatches: (onlyMatches: boolean) => this.#show({ onlyMatches }),
    close: () => this.#closeSearch(),
  };
  readonly #toolbarActions: ToolbarActions = {
    choose: (kind, id) => this.#choose(kind, id),
    show: (changes) => this.#show(changes),
    firstError: () => this.#reading.firstError(),
    search: () => this.#openSearch(),
    toggleWrap: () => (this.wrap = !this.wrap),
    setTimestamps: (format) => (this.timestamps = format),
    download: () => void this.#download(),
  };
  #selection: Selection | null = null;
  /** What the rows in view were drawn with. */
  #drawn: readonly unknown[] = [];

  constructor() {
    super();
    this.addEventListener('keydown', (event) => pressKey(event, this.#pane, this.#reading, this.#keyboardActions));
    this.addEventListener('copy', (event) => this.#copy(event));
    this.addEventListener('click', (event) => this.#click(event));
  }

  /** Adds lines at the end: `append(['one', 'two'])`. With nodes it is what every element's `append` is. */
  override append(...content: (Node | string)[] | [lines: readonly LogInput[]]): void {
    const [lines] = content;
    if (Array.isArray(lines)) this.#pane.feed.append(lines as readonly LogInput[]);
    else super.append(...(content as (Node | string)[]));
  }

  /** Takes all lines away that were given. */
  clear(): void {
    this.lines = null;
    this.url = null;
    this.#pane.feed.empty();
  }

  /** Shows the line with this number, and makes it the current one. Does nothing if it is not held. */
  goToLine(number: number): void {
    this.#opening.goToNumber(number);
  }

  /** Searches the log, as a person does in the search box. */
  search(text: string, options: Partial<Omit<Query, 'text'>> = {}): void {
    this.#pane.finder.open = true;
    this.#pane.finder.search({ ...NO_QUERY, ...options, text });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#pane.connect();
    addEventListener('hashchange', this.#followHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pane.disconnect();
    removeEventListener('hashchange', this.#followHash);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { feed, model } = this.#pane;
    if (changed.has('permalinks')) this.#followHash();
    if (changed.has('url') && this.url !== null) void feed.load(this.url);
    else if (changed.has('lines') && this.lines !== null) feed.show(this.lines);
    else if (changed.get('url') || changed.get('lines')) feed.clear();
    const shown = this.#shown.value;
    if (shown) feed.follow(shown.log);
    this.#followSelection(shown?.selection ?? null);
    if (changed.has('stage') || changed.has('job')) this.#show({ stage: this.stage, job: this.job });
    this.#announcer.count(model.book.length, model.book.errors.length);
  }

  protected override firstUpdated(): void {
    const part = (selector: string): HTMLElement => this.renderRoot.querySelector(selector) as HTMLElement;
    this.#pane.mount({
      scroller: part('.scroller'),
      sizer: part('.sizer'),
      rows: part('.rows'),
      probe: part('.probe'),
    });
  }

  protected override updated(): void {
    const { viewport } = this.#pane;
    if (!viewport) return;
    viewport.wrap = this.wrap;
    const drawn = [
      this.timestamps,
      this.expanded,
      this.language,
      this.#run?.startTime,
      this.#run?.stages,
      this.#run?.jobs,
    ];
    if (drawn.some((value, at) => value !== this.#drawn[at])) viewport.redraw();
    this.#drawn = drawn;
  }

  protected override render(): TemplateResult {
    const { language: lang } = this;
    const { model, finder } = this.#pane;
    const content = model.length > 0;
    const retry = (): void => this.store?.reconnect();
    const note = noteView({ lang, content, retry, ...this.#pane, snapshot: this.snapshot, failure: this.failure });
    return html`<div part="base" class="panel">
      ${this.withoutToolbar ? nothing : toolbar(this.#pane, this.#toolbarState, this.#toolbarActions)}${content ? note : nothing}
      <div class="body">
        <div
          part="viewport"
          class=${this.#viewportClass}
          role="log"
          aria-live="off"
          aria-label=${t(lang, 'log.label')}
          tabindex="0"
          dir="ltr"
        >
          <div class="sizer"><div class="rows" role="list"></div></div>
          <span class="probe" aria-hidden="true">0000000000</span>
        </div>
        ${marksView(this.#pane.marks())}${content ? nothing : note}
        ${model.isEmptyView ? nothingView(lang, () => this.#showAll()) : nothing}
        ${finder.open ? searchBox(this.#pane, lang, this.#searchActions) : nothing} ${this.#floating()}
      </div>
      <div class="visually-hidden" role="status">${this.#announcer.text}</div>
    </div>`;
  }

  /** What lies over the log: buttons for what is before it and after it, and for what is selected. */
  #floating(): TemplateResult {
    const { language: lang } = this;
    const { viewport, unread, selectedLines, copied } = this.#pane;
    const isAway = viewport?.scrolls && !viewport.following;
    return html`${this.#hasEarlier ? earlierView(lang, this.loadingEarlier, () => void this.#loadEarlier()) : nothing}
      <div class="floating">
        ${selectedLines > 0 ? copyView(lang, selectedLines, copied, () => void this.#copySelection()) : nothing}
        ${isAway ? latestView(lang, unread, () => this.#latest()) : nothing}
      </div>`;
  }

  get #viewportClass(): string {
    const { book } = this.#pane.model;
    const times = book.hasTimes ? this.timestamps : 'off';
    return `scroller times-${times} ${this.wrap ? 'wrap' : ''} ${book.origins.length > 1 ? 'origins' : ''}`;
  }

  get #rowSettings(): RowSettings {
    const { language: lang, timestamps, expanded } = this;
    return { lang, timestamps, expanded, run: this.#run };
  }

  get #toolbarState(): ToolbarState {
    const { language: lang, stage, job, wrap, timestamps, downloading } = this;
    return { lang, stage, job, wrap, timestamps, downloading, run: this.#run };
  }

  get #run(): Run | null {
    return this.#shown.value?.run ?? null;
  }

  /** There are lines before those that the store holds, and the person is where they would be. */
  get #hasEarlier(): boolean {
    const { feed, model, viewport } = this.#pane;
    const first = model.book.length > 0 ? model.book.number(0) : 1;
    return feed.fromStore && first > 1 && !!viewport?.atTop && typeof this.store?.src === 'string';
  }

  #show(changes: Partial<View>): void {
    this.#pane.show({ ...this.#pane.model.view, ...changes });
  }

  #showAll(): void {
    const { stage, job, hiddenTypes, onlyMatches } = WHOLE_LOG;
    if (this.stage !== null || this.job !== null) this.#choose('stage', null);
    Object.assign(this, { stage, job });
    this.#show({ stage, job, hiddenTypes, onlyMatches });
  }

  readonly #followHash = (): void => {
    if (this.permalinks) this.#opening.goToHash(location.hash);
  };

  /** What a person selects elsewhere on the page is what is shown here. */
  #followSelection(selection: Selection | null): void {
    if (selection === this.#selection) return;
    this.#selection = selection;
    this.stage = selection?.kind === 'stage' ? selection.id : null;
    this.job = selection?.kind === 'job' ? selection.id : null;
  }

  #choose(kind: 'stage' | 'job', id: string | null): void {
    this[kind] = id;
    this.store?.select(id === null ? null : { kind, id });
    this.dispatchEvent(new PwSelectEvent(kind, id, this.#run?.id ?? null));
  }

  #latest(): void {
    this.#pane.viewport?.follow();
    this.#pane.viewport?.element.focus({ preventScroll: true });
  }

  #openSearch(): void {
    this.#pane.finder.open = true;
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('.find input')?.select());
  }

  #closeSearch(): void {
    const { finder } = this.#pane;
    finder.open = false;
    finder.search({ ...finder.query, text: '' });
    this.#reading.focus();
  }

  #click(event: Event): void {
    const target = event.composedPath()[0] as Element;
    const { model, viewport } = this.#pane;
    const view = viewport?.views.find(({ element }) => element.contains(target));
    if (!view) return;
    const { line } = view;
    if (target.closest('.more')) this.expanded = new Set(this.expanded).add(line);
    else if (target.closest('.fold'))
      this.#reading.toggle(model.book.group(line), !model.rows.isFolded(model.book.group(line)));
    else if (target.closest('.number')) {
      const hash = this.permalinks ? this.#opening.selectedHash : null;
      if (hash !== null) history.replaceState(history.state, '', hash);
      this.dispatchEvent(new PwSelectEvent('line', String(model.book.number(line)), this.#run?.id ?? null));
    }
  }

  #copy(event: ClipboardEvent): void {
    if (event.composedPath()[0] instanceof HTMLInputElement || !fillClipboard(event, this.#pane)) return;
    event.preventDefault();
    this.#pane.copied = true;
    this.requestUpdate();
  }

  async #copySelection(): Promise<void> {
    await copyText(this.#pane.selectedText);
    this.#pane.copied = true;
    this.requestUpdate();
  }

  async #loadEarlier(): Promise<void> {
    this.loadingEarlier = true;
    try {
      await this.store?.loadEarlierLines();
      this.failure = null;
    } catch (error) {
      const { detail, title } = problemOf(error);
      this.failure = t(this.language, 'log.earlier.failed', { reason: detail ?? title });
    } finally {
      this.loadingEarlier = false;
    }
  }

  async #download(): Promise<void> {
    this.downloading = true;
    try {
      await downloadLog(this.#pane, this.store?.src ?? null, this.#run);
      this.failure = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = t(this.language, 'log.download.failed', { reason });
    } finally {
      this.downloading = false;
    }
  }
}
