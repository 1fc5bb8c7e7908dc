import type { LogBook } from '../model/log-book.ts';
import { countMatches } from './count.ts';
import type { Depot, Hits, LooseBlock, PackedQuery } from './packed-blocks.ts';
import type { asksFor } from './trigrams.ts';

/** Dropped blocks that are fetched while one before them is searched. */
const AHEAD = 3;

/** What was read again is not what it was. */
export class Changed extends Error {}

/**
 * Blocks that may take so many bytes when they are packed. The oldest of what is over are dropped, but for their trigrams,
 * and read again from where they came when they are wanted: once it has been seen, with the first, that they can be.
 */
export class CappedBlocks {
  /** Those of some 400 MB of ordinary log (bytes). */
  static limit = 64_000_000;

  readonly #depot: Depot;
  readonly #book: LogBook;
  readonly #asksFor: typeof asksFor;
  /** Of each block (bytes). */
  readonly #sizes: number[] = [];
  /** Of those that are kept. */
  #size = 0;
  /** The trigrams of what was dropped. */
  readonly #trigrams: Promise<Uint32Array>[] = [];
  #canBeRead: Promise<boolean> | undefined;
  /** Another one with each search. */
  #searching: object | undefined;
  #ended = false;

  constructor(depot: Depot, book: LogBook, asks: typeof asksFor) {
    this.#depot = depot;
    this.#book = book;
    this.#asksFor = asks;
  }

  /** How many blocks were dropped, from the first on. */
  get dropped(): number {
    return this.#trigrams.length;
  }

  async add(block: LooseBlock): Promise<void> {
    const size = await this.#depot.add(block);
    this.#sizes.push(size);
    this.#size += size;
    void this.#drop();
  }

  read(id: number): Promise<string[]> {
    return id < this.dropped ? this.#readAgain(id) : this.#depot.read(id);
  }

  /** As of a depot; what was dropped is searched here. */
  async search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void> {
    const searching = (this.#searching = {});
    const isOver = (): boolean => searching !== this.#searching;
    let next = from;
    // More may be dropped meanwhile.
    while (next < Math.min(this.dropped, to)) {
      const end = Math.min(this.dropped, to);
      for await (const hits of this.#searchDropped(query, next, end)) {
        if (isOver()) return;
        report(hits);
      }
      next = end;
    }
    if (!isOver()) await this.#depot.search(query, next, to, report);
  }

  end(): void {
    this.#searching = undefined;
    this.#ended = true;
    this.#depot.end();
  }

  async #drop(): Promise<void> {
    if (this.#size <= CappedBlocks.limit || !this.#book.texts.source) return;
    this.#canBeRead ??= this.#readAgain(0).then(
      () => true,
      () => false,
    );
    if (!(await this.#canBeRead)) return;
    while (this.#size > CappedBlocks.limit && !this.#ended) {
      this.#size -= this.#sizes[this.dropped] ?? 0;
      this.#trigrams.push(this.#depot.drop(this.dropped));
    }
  }

  async *#searchDropped({ source, flags, literal }: PackedQuery, from: number, to: number): AsyncGenerator<Hits> {
    const expression = new RegExp(source, flags);
    const mayContain = this.#asksFor(literal);
    const filters = await Promise.all(this.#trigrams.slice(from, to));
    const ids = filters.flatMap((trigrams, at) => (mayContain(trigrams) ? [from + at] : []));
    const fetch = (id: number): Promise<string[]> => {
      const lines = this.#readAgain(id);
      // It is told when its turn comes.
      lines.catch(() => undefined);
      return lines;
    };
    const coming = ids.slice(0, AHEAD).map(fetch);
    for (const [at, id] of ids.entries()) {
      const messages = (await coming.shift()) ?? [];
      const further = ids[at + AHEAD];
      if (further !== undefined) coming.push(fetch(further));
      yield this.#count(id, messages, expression);
    }
  }

  #count(id: number, messages: readonly string[], expression: RegExp): Hits {
    const [first, end] = this.#linesOf(id);
    const counts = messages.map((message, at) => countMatches(this.#book.text(first + at, message), expression));
    const lines = [...counts.keys()].filter((at) => counts[at] !== 0);
    return { lines: lines.map((at) => first + at), counts: lines.map((at) => counts[at] ?? 0), end };
  }

  async #readAgain(id: number): Promise<string[]> {
    const { texts } = this.#book;
    const [first, end] = this.#linesOf(id);
    const lines = (await texts.source?.read(first, end)) ?? [];
    const isSame =
      lines.length === end - first && lines.every(({ length }, at) => length === texts.lengthOf(first + at));
    if (!isSame) throw new Changed(`Lines ${first + 1} to ${end} are others now`);
    return lines;
  }

  #linesOf(id: number): [first: number, end: number] {
    const { blocks, length } = this.#book.texts;
    return [blocks[id]?.first ?? length, blocks[id + 1]?.first ?? length];
  }
}
