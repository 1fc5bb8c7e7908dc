import { NO_QUERY, type LogModel } from './model/log-model.ts';
import { matchesIn, type Hit, type Query } from './model/search.ts';

export interface FinderHost {
  readonly model: LogModel;
  /** The index of the first line in view. */
  readonly topLine: number;
  /** Shows a line that may be folded away or far off. */
  reveal(line: number): void;
  /** Applies what changes the rows. */
  apply(change: () => void): void;
  changed(): void;
}

/** The search that a person is doing: the query, the match that is shown, the way to the next. */
export class Finder {
  readonly #host: FinderHost;
  #current: number | null = null;
  /** Go to the first match below the top of the view as soon as one is found. */
  #seeking = false;

  open = false;
  /** As the person wrote it. */
  query = NO_QUERY;
  /** The query is no regular expression. */
  broken = false;

  constructor(host: FinderHost) {
    this.#host = host;
  }

  get current(): number | null {
    return this.#current;
  }

  /** The match that is shown. */
  get hit(): Hit | null {
    return this.#current === null ? null : (this.#host.model.search?.hit(this.#current) ?? null);
  }

  search(query: Query): void {
    const { model } = this.#host;
    this.query = query;
    this.#current = null;
    this.#seeking = query.text !== '';
    try {
      this.#host.apply(() => model.show({ ...model.view, query }));
      this.broken = false;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.broken = true;
      this.#seeking = false;
      this.#host.apply(() => model.show({ ...model.view, query: { ...query, text: '' } }));
    }
    this.#host.changed();
  }

  /** The search began anew, because the filter changed. */
  restart(): void {
    this.#current = null;
  }

  /** Some lines were searched. */
  advance(): void {
    const { search } = this.#host.model;
    if (!this.#seeking || !search || search.total === 0) return;
    const first = search.firstFrom(this.#host.topLine);
    if (first < search.total) this.#show(first);
    else if (search.done) this.#show(0);
  }

  go(step: 1 | -1): void {
    const { search } = this.#host.model;
    if (!search || search.total === 0) return;
    const from = this.#current ?? search.firstFrom(this.#host.topLine) - (step > 0 ? 1 : 0);
    this.#show((from + step + search.total) % search.total);
  }

  /** The columns of the matches in a line, and which of them is the shown one (-1 for none). */
  matches(line: number, text: string): { all: [start: number, end: number][]; current: number } {
    const { search } = this.#host.model;
    const { hit } = this;
    return {
      all: search ? matchesIn(text, search.expression) : [],
      current: hit?.line === line ? hit.match : -1,
    };
  }

  #show(number: number): void {
    this.#seeking = false;
    this.#current = number;
    const { hit } = this;
    if (hit) this.#host.reveal(hit.line);
    this.#host.changed();
  }
}
