import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from '../shared/property.ts';
import { PwElement } from '../shared/base-element.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { Selection } from '../store/types.ts';
import { Announcer } from './announcer.ts';
import { LogPane } from './log-pane.ts';
import { styles } from './log-viewer.styles.ts';
import type { LogInput } from './model/log-book.ts';
import type { Timestamps } from './model/time-format.ts';
import { fold, goTo } from './navigate.ts';
import { latestView, noteView } from './overlay-views.ts';
import { rowStyles } from './rows.styles.ts';
import type { Query } from './search/search.ts';
import { t } from './strings.ts';
import { textStyles } from './text.styles.ts';
import { toolbarView } from './toolbar-view.ts';

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
  static override styles: CSSResultGroup = [PwElement.styles, styles, rowStyles, textStyles];

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

  /** The times beside the lines: `off`, `clock` or `utc`, `relative` to the start of the run, or `iso`. */
  @property() timestamps: Timestamps = 'clock';

  /** Lets the page's address name lines, as in `#L10-L20`: they are shown and selected, and selecting lines by their numbers names them. */
  @property({ type: Boolean }) permalinks = false;

  /** Leaves the toolbar out. */
  @property({ type: Boolean, attribute: 'without-toolbar' }) withoutToolbar = false;

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
  readonly #pane = new LogPane(this);
  /** The lines of which a person wants to see all characters. */
  #expanded: ReadonlySet<number> = new Set();
  #selection: Selection | null = null;

  constructor() {
    super();
    for (const type of ['focusin', 'pointerenter']) {
      this.addEventListener(type, () => this.#pane.prefetch('interaction'), { once: true });
    }
    this.#pane.viewport.element.addEventListener('click', ({ target }) => this.#click(target as Element));
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
    const { book } = this.#pane.model;
    const at = book.indexOfNumber(number);
    if (at < book.length && book.number(at) === number) goTo(this.#pane, at);
  }

  /** Searches the log, as a person does in the search box. */
  search(text: string, options: Partial<Omit<Query, 'text'>> = {}): void {
    void this.#pane.attempt(async () => {
      const finder = await this.#pane.use('search');
      finder.open = true;
      finder.search({ regex: false, matchCase: false, wholeWord: false, ...options, text });
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#pane.connect();
    addEventListener('hashchange', this.#followHash);
    addEventListener('keydown', this.#press);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pane.disconnect();
    removeEventListener('hashchange', this.#followHash);
    removeEventListener('keydown', this.#press);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { feed, model } = this.#pane;
    const { log, run = null, selection = null } = this.#shown.value ?? {};
    this.#pane.run = run;
    this.#pane.recall(this.store?.src);
    if (changed.has('permalinks')) this.#followHash();
    if (changed.has('url') && this.url !== null) feed.load(this.url);
    else if (changed.has('lines') && this.lines !== null) feed.show(this.lines);
    else if (changed.get('url') || changed.get('lines')) feed.begin('store');
    if (log) feed.follow(log);
    this.#followSelection(selection);
    if (changed.has('stage') || changed.has('job')) this.#pane.show({ stage: this.stage, job: this.job, step: null });
    this.#announcer.count(model.book.length, model.book.errors.length);
  }

  protected override updated(): void {
    const { job, language: lang, timestamps, wrap } = this;
    const { viewport, model, run } = this.#pane;
    const { hasTimes, origins } = model.book;
    viewport.wrap = wrap;
    viewport.element.ariaLabel = t(lang, 'log.label');
    viewport.element.className = `scroller ${hasTimes ? timestamps : 'off'} ${viewport.wraps ? 'wrap' : ''} ${origins.length > 1 ? 'origins' : ''}`;
    const { startTime, stages, jobs } = run ?? {};
    this.#pane.settings = { lang, timestamps, expanded: this.#expanded, startTime, stages, jobs, job };
  }

  protected override render(): TemplateResult {
    const { language: lang } = this;
    const pane = this.#pane;
    const { model, viewport, added } = pane;
    const content = model.length > 0;
    const note = noteView(lang, content, pane);
    return html`<div part="base" class="panel">
      ${this.withoutToolbar ? nothing : toolbarView(lang, pane)}${content ? note : nothing}
      <div class="body">
        ${viewport.element}${content ? nothing : note}${added.interaction?.view(lang)}${added.search?.view(lang)}${added.menu?.view(lang)}
        <div class="floating">${added.interaction?.copyView(lang)}${latestView(lang, pane)}</div>
      </div>
      <div class="visually-hidden" role="status">${this.#announcer.text}</div>
    </div>`;
  }

  /** The browser's own search may be about to open, and has to find what is not in the document too, if that can be had. */
  readonly #press = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    const { interaction } = this.#pane.added;
    if (interaction) interaction.pressed(event);
    else
      this.#pane.use('interaction').then(
        (it) => it.pressed(event),
        () => undefined,
      );
  };

  readonly #followHash = (): void => void this.#pane.followHash();

  /** What a person selects elsewhere on the page is what is shown here. */
  #followSelection(selection: Selection | null): void {
    if (selection === this.#selection) return;
    this.#selection = selection;
    this.stage = selection?.kind === 'stage' ? selection.id : null;
    this.job = selection?.kind === 'job' ? selection.id : null;
  }

  #click(target: Element): void {
    const pane = this.#pane;
    const { book, rows } = pane.model;
    const line = pane.viewport.lineOf(target);
    if (target.closest('.more')) {
      this.#expanded = new Set(this.#expanded).add(line);
      this.requestUpdate();
    } else if (target.closest('.fold')) fold(pane, book.group(line), !rows.isFolded(book.group(line)));
  }
}
