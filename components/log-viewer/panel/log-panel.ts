import { html, nothing, type TemplateResult } from 'lit';
import type { Run } from '../../../protocol/index.ts';
import type { LogSnapshot, Selection } from '../../store/types.ts';
import type { LogViewer } from '../log-viewer.ts';
import type { LogInput } from '../model/log-book.ts';
import type { Query } from '../search/search.ts';
import { Announcer } from './announcer.ts';
import { LogPane } from './log-pane.ts';
import { fold, goTo } from './navigate.ts';
import { latestView, noteView } from './overlay-views.ts';
import { t } from './strings.ts';
import { toolbarView } from './toolbar-view.ts';

/** What the store knows that a log shows. */
export interface Shown {
  readonly log: LogSnapshot;
  readonly run: Run | null;
  readonly selection: Selection | null;
}

/** What the page has given to the element. */
type Given = Pick<LogViewer, 'url' | 'lines' | 'stage' | 'job' | 'permalinks'>;

const NOTHING: Given = { url: null, lines: null, stage: null, job: null, permalinks: false };

/** All that a log viewer shows and does: the log, the tools above it, and what lies over it. */
export class LogPanel {
  readonly #host: LogViewer;
  readonly #pane: LogPane;
  readonly #announcer: Announcer;
  #lang = 'en';
  #given = NOTHING;
  #selection: Selection | null = null;
  /** The lines of which a person wants to see all characters. */
  #expanded: ReadonlySet<number> = new Set();

  constructor(host: LogViewer) {
    this.#host = host;
    this.#pane = new LogPane(host);
    this.#announcer = new Announcer(host, (lines, errors) => {
      const news = t(this.#lang, 'log.lines', { count: lines });
      return errors > 0 ? `${news}, ${t(this.#lang, 'log.errors', { count: errors })}` : news;
    });
    for (const type of ['focusin', 'pointerenter']) {
      host.addEventListener(type, () => this.#pane.prefetch('interaction'), { once: true });
    }
    this.#pane.viewport.element.addEventListener('click', ({ target }) => this.#click(target as Element));
    this.connect();
  }

  connect(): void {
    this.#pane.connect();
    addEventListener('hashchange', this.#followHash);
    addEventListener('keydown', this.#press);
  }

  disconnect(): void {
    this.#pane.disconnect();
    removeEventListener('hashchange', this.#followHash);
    removeEventListener('keydown', this.#press);
  }

  append(lines: readonly LogInput[]): void {
    this.#pane.feed.append(lines);
  }

  clear(): void {
    this.#pane.feed.begin('own');
  }

  goToLine(number: number): void {
    const { book } = this.#pane.model;
    const at = book.indexOfNumber(number);
    if (at < book.length && book.number(at) === number) goTo(this.#pane, at);
  }

  search(query: Query): void {
    void this.#pane.attempt(async () => {
      const finder = await this.#pane.use('search');
      finder.open = true;
      finder.search(query);
    });
  }

  /** Takes what the page has given and what the store knows, before all is drawn. */
  receive(shown: Shown | undefined): void {
    const pane = this.#pane;
    const { feed, model } = pane;
    pane.run = shown?.run ?? null;
    pane.recall(this.#host.store?.src);
    this.#followSelection(shown?.selection ?? null);
    const { url, lines, stage, job, permalinks } = this.#host;
    const before = this.#given;
    this.#given = { url, lines, stage, job, permalinks };
    if (permalinks !== before.permalinks) this.#followHash();
    if (url !== null && url !== before.url) feed.load(url);
    else if (lines !== null && lines !== before.lines) feed.show(lines);
    else if ((before.url && !url) || (before.lines && !lines)) feed.begin('store');
    if (shown) feed.follow(shown.log);
    if (stage !== before.stage || job !== before.job) pane.show({ stage, job, step: null });
    this.#announcer.count(model.book.length, model.book.errors.length);
  }

  updated(lang: string): void {
    this.#lang = lang;
    const { job, timestamps, wrap } = this.#host;
    const { viewport, model, run } = this.#pane;
    const { hasTimes, origins } = model.book;
    viewport.wrap = wrap;
    viewport.element.ariaLabel = t(lang, 'log.label');
    viewport.element.className = `scroller ${hasTimes ? timestamps : 'off'} ${viewport.wraps ? 'wrap' : ''} ${origins.length > 1 ? 'origins' : ''}`;
    const { startTime, stages, jobs } = run ?? {};
    this.#pane.settings = { lang, timestamps, expanded: this.#expanded, startTime, stages, jobs, job };
  }

  view(lang: string): TemplateResult {
    const pane = this.#pane;
    const { model, viewport, added } = pane;
    const content = model.length > 0;
    const note = noteView(lang, content, pane);
    return html`${this.#host.withoutToolbar ? nothing : toolbarView(lang, pane)}${content ? note : nothing}
      <div class="body">
        ${viewport.element}${content ? nothing : note}${added.interaction?.view(lang)}${added.search?.view(lang)}${added.menu?.view(lang)}
        <div class="floating">${added.interaction?.copyView(lang)}${latestView(lang, pane)}</div>
      </div>
      <div class="visually-hidden" role="status">${this.#announcer.text}</div>`;
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
    this.#host.stage = selection?.kind === 'stage' ? selection.id : null;
    this.#host.job = selection?.kind === 'job' ? selection.id : null;
  }

  #click(target: Element): void {
    const pane = this.#pane;
    const { book, rows } = pane.model;
    const line = pane.viewport.lineOf(target);
    if (target.closest('.more')) {
      this.#expanded = new Set(this.#expanded).add(line);
      pane.update();
    } else if (target.closest('.fold')) fold(pane, book.group(line), !rows.isFolded(book.group(line)));
  }
}
