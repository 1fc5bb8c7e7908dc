import { html, nothing, type TemplateResult } from 'lit';
import { Highlights } from '../panel/highlights.ts';
import type { LogPane } from '../panel/log-pane.ts';
import { marksView } from '../panel/marks-view.ts';
import { rangeIn } from '../panel/text-range.ts';
import { compileQuery, matchesIn, NO_QUERY, Search, type Hit, type Query } from './search.ts';
import { searchView } from './view.ts';

/** The search that a person is doing: the query, the match that is shown, the way to the next. */
export class Finder {
  readonly #pane: LogPane;
  readonly #highlights = new Highlights('pw-log-match', 'pw-log-current');
  /** Go to the first match below the top of the view as soon as one is found. */
  #seeking = false;
  /** How far to go from match to match, as soon as it is known where that is. */
  #steps = 0;
  /** All lines were searched. */
  #done = false;
  /** A match may be far to the right. */
  #looksAcross = false;

  open = false;
  /** As the person wrote it. */
  query = NO_QUERY;
  /** The query is no regular expression. */
  broken = false;
  /** The match that is shown. */
  #current: Hit | null = null;

  constructor(pane: LogPane) {
    this.#pane = pane;
  }

  view(lang: string): TemplateResult | typeof nothing {
    const { search } = this.#pane.model;
    if (!this.open) return nothing;
    return html`${search ? marksView('match', search.lines, this.#pane) : nothing}${searchView(lang, this.#pane, this)}`;
  }

  /** Opens the search box, for a person to write in. */
  async start(): Promise<void> {
    const { host } = this.#pane;
    this.open = true;
    host.requestUpdate();
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLInputElement>('.find input')?.select();
  }

  end(): void {
    this.open = false;
    this.search({ ...this.query, text: '' });
    this.#pane.focus();
  }

  /** The number of the match that is shown, from 0; null for none, and as long as it is not known. */
  get number(): number | null {
    return this.#current && (this.#pane.model.search?.numberOf(this.#current) ?? null);
  }

  search(query: Query): void {
    let expression: RegExp | null = null;
    this.query = query;
    this.broken = false;
    try {
      expression = compileQuery(query);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.broken = true;
    }
    const { model, viewport } = this.#pane;
    const { topLine } = viewport;
    this.replaced();
    this.#seeking = expression !== null;
    this.#pane.apply(() => {
      model.find(expression && new Search(expression, query.regex ? '' : query.text));
      model.search?.seek(topLine);
    });
  }

  /** Some lines were searched. */
  advance(): void {
    const { search } = this.#pane.model;
    if (!search) return;
    if (this.#seeking && search.first) this.#show(search.first);
    if (this.#steps !== 0) this.#walk(search);
    // How many there are meanwhile is shown now and then, how many in the end at once.
    if (search.done && !this.#done) this.#pane.update();
    this.#done = search.done;
  }

  go(step: 1 | -1): void {
    this.#steps += step;
    this.advance();
  }

  #walk(search: Search): void {
    const { total, done } = search;
    const from = this.#current
      ? this.number
      : search.firstFrom(this.#pane.viewport.topLine) - (this.#steps > 0 ? 1 : 0);
    if (from === null) return;
    const to = from + this.#steps;
    // Only in the end is it known where to go on at the other end.
    if (!done && (to < 0 || to >= total)) return;
    this.#steps = 0;
    const hit = search.hit(((to % total) + total) % total);
    if (hit) this.#show(hit);
  }

  #show(hit: Hit): void {
    this.#seeking = false;
    this.#looksAcross = true;
    this.#current = hit;
    this.#pane.reveal(hit.line);
    this.#pane.changed();
    // Before the workers, which count on, have the processor.
    this.#pane.viewport.render();
  }

  /** Other lines are searched now. */
  replaced(): void {
    this.#current = null;
    this.#steps = 0;
  }

  stop(): void {
    this.#highlights.show();
  }

  /** Paints what is found in the rows in view. */
  drawn(): void {
    const hit = this.#current;
    const matches: Range[] = [];
    const current: Range[] = [];
    const { book, search } = this.#pane.model;
    for (const view of this.#pane.viewport.views) {
      const isHit = hit?.line === view.line;
      view.element.classList.toggle('hit', isHit);
      if (!search) continue;
      matchesIn(book.text(view.line), search.expression).forEach(([start, end], at) => {
        const piece = rangeIn(view, start, end);
        if (piece) (isHit && at === hit.match ? current : matches).push(piece);
      });
    }
    this.#highlights.show(matches, current);
    if (current[0] && this.#looksAcross) this.#scrollAcross(current[0]);
  }

  /** To a match in a line that does not wrap. */
  #scrollAcross(match: Range): void {
    this.#looksAcross = false;
    const { element } = this.#pane.viewport;
    const { left, right } = match.getBoundingClientRect();
    const view = element.getBoundingClientRect();
    if (right > view.right - 24) element.scrollLeft += right - view.right + view.width / 3;
    else if (left < view.left + 80) element.scrollLeft -= view.left - left + view.width / 3;
  }
}
