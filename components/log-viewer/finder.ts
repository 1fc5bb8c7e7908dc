import type { LogPane } from './log-pane.ts';
import { NO_QUERY } from './model/log-model.ts';
import type { Hit, Query } from './model/search.ts';

/** The search that a person is doing: the query, the match that is shown, the way to the next. */
export class Finder {
  readonly #pane: LogPane;
  /** Go to the first match below the top of the view as soon as one is found. */
  #seeking = false;

  open = false;
  /** As the person wrote it. */
  query = NO_QUERY;
  /** The query is no regular expression. */
  broken = false;
  /** The number of the match that is shown, from 0; null for none. */
  current: number | null = null;

  constructor(pane: LogPane) {
    this.#pane = pane;
  }

  /** The match that is shown. */
  get hit(): Hit | null {
    return this.current === null ? null : (this.#pane.model.search?.hit(this.current) ?? null);
  }

  search(query: Query): void {
    this.query = query;
    this.#seeking = query.text !== '';
    this.broken = false;
    try {
      this.#pane.show({ query });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.broken = true;
      this.#pane.show({ query: NO_QUERY });
    }
  }

  /** Some lines were searched. */
  advance(): void {
    const { search } = this.#pane.model;
    if (!this.#seeking || !search || search.total === 0) return;
    const first = search.firstFrom(this.#pane.topLine);
    if (first < search.total || search.done) this.#show(first % search.total);
  }

  go(step: 1 | -1): void {
    const { search } = this.#pane.model;
    if (!search || search.total === 0) return;
    const from = this.current ?? search.firstFrom(this.#pane.topLine) - (step > 0 ? 1 : 0);
    this.#show((from + step + search.total) % search.total);
  }

  #show(number: number): void {
    this.#seeking = false;
    this.current = number;
    const { hit } = this;
    if (hit) this.#pane.reveal(hit.line);
    this.#pane.changed();
  }
}
