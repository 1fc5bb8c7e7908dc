import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { PwElement } from '../shared/base-element.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { Part } from '../shared/part.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { Selection } from '../store/types.ts';
import { Announcer } from './announcer.ts';
import { copyText, fillClipboard } from './clipboard.ts';
import { fold, KEYS } from './keys.ts';
import { LogPane } from './log-pane.ts';
import { styles } from './log-viewer.styles.ts';
import type { LogInput } from './model/log-book.ts';
import { NO_QUERY, WHOLE_LOG } from './model/log-model.ts';
import type { Query } from './model/search.ts';
import type { Timestamps } from './model/time-format.ts';
import { copyView, earlierView, latestView, marksView, nothingView, noteView } from './overlay-views.ts';
import { searchView } from './search-view.ts';
import { t } from './strings.ts';
import { toolbarView } from './toolbar-view.ts';

const download = new Part(() => import('./download.ts'));

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
  /** What the element is waiting for. */
  @state() private waiting: 'earlier' | 'download' | null = null;
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
  readonly #pane = new LogPane(() => this.requestUpdate());
  #selection: Selection | null = null;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.#press(event));
    this.addEventListener('copy', (event) => this.#copy(event));
    this.#pane.viewport.element.addEventListener('click', (event) => this.#click(event));
  }

  /** Adds lines at the end: `append(['one', 'two'])`. With nodes it is what every element's `append` is. */
  override append(...content: (Node | string)[] | [lines: readonly LogInput[]]): void {
    const [lines] = content;
    if (Array.isArray(lines)) this.#pane.feed.append([...(lines as readonly LogInput[])]);
    else super.append(...(content as (Node | string)[]));
  }

  /** Takes all lines away that were given. */
  clear(): void {
    this.lines = null;
    this.url = null;
    this.#pane.feed.begin('own');
  }

  /** Shows the line with this number, and makes it the current one. Does nothing if it is not held. */
  goToLine(number: number): void {
    this.#pane.opening.goToNumber(number);
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
    const { log, run = null, selection = null } = this.#shown.value ?? {};
    this.#pane.run = run;
    if (changed.has('permalinks')) this.#followHash();
    if (changed.has('url') && this.url !== null) void feed.load(this.url);
    else if (changed.has('lines') && this.lines !== null) feed.show(this.lines);
    else if (changed.get('url') || changed.get('lines')) feed.begin('store');
    if (log) feed.follow(log);
    this.#followSelection(selection);
    if (changed.has('stage') || changed.has('job')) this.#pane.show({ stage: this.stage, job: this.job });
    this.#announcer.count(model.book.length, model.book.errors.length);
  }

  protected override updated(): void {
    const { language: lang, timestamps, expanded, wrap } = this;
    const { viewport, model, run } = this.#pane;
    const { hasTimes, origins } = model.book;
    viewport.wrap = wrap;
    viewport.element.ariaLabel = t(lang, 'log.label');
    viewport.element.className = `scroller ${hasTimes ? timestamps : 'off'} ${wrap ? 'wrap' : ''} ${origins.length > 1 ? 'origins' : ''}`;
    const { startTime, stages, jobs } = run ?? {};
    this.#pane.settings = { lang, timestamps, expanded, startTime, stages, jobs };
  }

  protected override render(): TemplateResult {
    const { language: lang, wrap, timestamps, stage, job } = this;
    const pane = this.#pane;
    const { model, viewport, finder } = pane;
    const content = model.length > 0;
    const retry = (): void => this.store?.reconnect();
    const note = noteView({ lang, content, retry, feed: pane.feed, snapshot: this.snapshot, failure: this.failure });
    const toolbar = { lang, pane, stage, job, wrap, timestamps, downloading: this.waiting === 'download' };
    return html`<div part="base" class="panel">
      ${
        this.withoutToolbar
          ? nothing
          : toolbarView(toolbar, {
              choose: (kind, id) => this.#choose(kind, id),
              set: (settings) => Object.assign(this, settings),
              search: () => this.#openSearch(),
              download: () => void this.#wait('download', () => this.#download(pane)),
            })
      }${content ? note : nothing}
      <div class="body">
        ${viewport.element}${marksView(pane)}${content ? nothing : note}${
          model.isEmptyView ? nothingView(lang, () => this.#showAll()) : nothing
        }${finder.open ? searchView(lang, pane, () => this.#closeSearch()) : nothing}${
          this.#hasEarlier
            ? earlierView(lang, this.waiting === 'earlier', () => {
                void this.#wait('earlier', async () => this.store?.loadEarlierLines());
              })
            : nothing
        }
        <div class="floating">
          ${pane.selectedLines > 0 ? copyView(lang, pane, () => void this.#copied(copyText(pane.selectedText))) : nothing}${viewport.scrolls && !viewport.following ? latestView(lang, pane) : nothing}
        </div>
      </div>
      <div class="visually-hidden" role="status">${this.#announcer.text}</div>
    </div>`;
  }

  /** There are lines before those that the store holds, and the person is where they would be. */
  get #hasEarlier(): boolean {
    const { feed, model, viewport } = this.#pane;
    return feed.source === 'store' && model.book.number(0) > 1 && viewport.atTop && typeof this.store?.src === 'string';
  }

  #showAll(): void {
    const { hiddenTypes, onlyMatches } = WHOLE_LOG;
    if (this.stage !== null || this.job !== null) this.#choose('stage', null);
    this.stage = this.job = null;
    this.#pane.show({ stage: null, job: null, hiddenTypes, onlyMatches });
  }

  readonly #followHash = (): void => {
    if (this.permalinks) this.#pane.opening.goToHash(location.hash);
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
    this.#tell(kind, id);
  }

  #tell(kind: 'stage' | 'job' | 'line', id: string | null): void {
    this.dispatchEvent(new PwSelectEvent(kind, id, this.#pane.run?.id ?? null));
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
    this.#pane.focus();
  }

  #click({ target }: Event): void {
    const pane = this.#pane;
    const { book, rows } = pane.model;
    const line = pane.viewport.views.find(({ element }) => element.contains(target as Element))?.line ?? 0;
    const on = (name: string): boolean => (target as Element).closest(name) !== null;
    if (on('.more')) this.expanded = new Set(this.expanded).add(line);
    else if (on('.fold')) fold(pane, book.group(line), !rows.isFolded(book.group(line)));
    else if (on('.number')) {
      const hash = this.permalinks ? pane.opening.selectedHash : null;
      if (hash !== null) history.replaceState(history.state, '', hash);
      this.#tell('line', String(book.number(line)));
    }
  }

  /** Keys are for the log while it has the focus, and Ctrl-F wherever in the element it is pressed. */
  #press(event: KeyboardEvent): void {
    const target = event.composedPath()[0] as Element;
    const key = `${event.ctrlKey || event.metaKey ? '^' : ''}${event.key}`;
    const { finder, model, selection } = this.#pane;
    const isOwn = target.closest('.scroller') !== null && !event.altKey;
    // Pressed once more in the search box, it is the browser's own search that is wanted.
    if (key === '^f' ? !target.matches('.find input') : isOwn && key === '/') this.#openSearch();
    else if (!isOwn) return;
    else if (key === 'w') this.wrap = !this.wrap;
    else if (key === 'Escape' && selection.range) selection.select(null);
    else if (key === 'Escape' && finder.open) this.#closeSearch();
    else {
      const pressesControl = (key === 'Enter' || key === ' ') && target.matches('a, button');
      const act = pressesControl || model.rows.length === 0 ? undefined : KEYS[key];
      if (!act || act(this.#pane, event.shiftKey) === false) return;
    }
    event.preventDefault();
  }

  #copy(event: ClipboardEvent): void {
    const isField = event.composedPath()[0] instanceof HTMLInputElement;
    if (isField || !fillClipboard(event, this.#pane)) return;
    event.preventDefault();
    void this.#copied();
  }

  async #copied(done?: Promise<void>): Promise<void> {
    await done;
    this.#pane.copied = true;
    this.requestUpdate();
  }

  async #download(pane: LogPane): Promise<void> {
    const { downloadLog } = await download.load();
    await downloadLog(pane, this.store?.src ?? null);
  }

  /** Says if it could not be done. */
  async #wait(what: 'earlier' | 'download', action: () => Promise<unknown>): Promise<void> {
    this.waiting = what;
    try {
      await action();
      this.failure = null;
    } catch (error) {
      this.failure = (error as Error).message;
    } finally {
      this.waiting = null;
    }
  }
}
