import type { LogPage } from '../../../protocol/index.ts';
import type { PipelineStore } from '../../store/types.ts';
import type { LogBook } from '../model/log-book.ts';
import type { TextSource } from '../model/texts.ts';

/** Lines asked for at a time: the most that the server gives. */
const PAGE = 5000;

/** The lines of a run, from its server. */
export class StoreLines implements TextSource {
  readonly #store: PipelineStore;
  readonly #run: string;
  readonly #book: LogBook;

  constructor(store: PipelineStore, run: string, book: LogBook) {
    this.#store = store;
    this.#run = run;
    this.#book = book;
  }

  async read(from: number, to: number): Promise<string[]> {
    const last = this.#book.number(to - 1);
    const messages: string[] = [];
    for (let next: number | null = this.#book.number(from); next !== null && next <= last;) {
      const query = { from: next, limit: Math.min(PAGE, last - next + 1) };
      const response = await this.#store.fetch(`runs/${encodeURIComponent(this.#run)}/logs`, { query });
      const page = (await response.json()) as LogPage;
      messages.push(...page.lines.map(({ message }) => message));
      next = page.next;
    }
    return messages;
  }
}
