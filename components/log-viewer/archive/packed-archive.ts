import type { LogBook } from '../model/log-book.ts';
import type { Archive, Block, PackedSearch } from '../model/texts.ts';
import type { CappedBlocks } from './capped-blocks.ts';
import type { LooseBlock, Original } from './packed-blocks.ts';

/** The last lines stay: a terminal may come back to them, and they are what is looked at most. */
const TAIL_LINES = 200;
const TAIL_BLOCKS = 2;
/** So many blocks are given before the first of them is packed: the worker is busy while the page is. */
const AHEAD = 4;
/** So many packed blocks are brought back at once: before they are there, others are wanted by a person who scrolls. */
const AT_ONCE = 4;
/** Blocks that stay for a while after they were in view. */
const RECENT = 4;
/** The strings of the tail may be pieces of much longer ones; they are copied when it has rested for so long (ms). */
const REST = 1000;

export interface ArchiveOptions {
  /** Texts came back. */
  arrived(): void;
  /** A search went on. */
  found(): void;
  /** Text could not be brought back; `again` lets it be tried once more. */
  failed(error: unknown, again?: () => void): void;
}

/** Takes the texts of a log away. */
export class PackedArchive implements Archive {
  readonly #book: LogBook;
  readonly #depot: CappedBlocks;
  readonly #options: ArchiveOptions;
  /** Packed blocks whose lines are here too, the one that was in view last behind the others. */
  #recent: number[] = [];
  readonly #coming = new Set<number>();
  /** Blocks that were wanted, but could not be had. */
  readonly #lost = new Set<number>();
  /** The blocks in view, and those beside them. */
  #view: ReadonlySet<number> = new Set();
  /** Blocks that were given to be packed. */
  #sent = 0;
  #ended = false;
  #resting: ReturnType<typeof setTimeout> | undefined;

  packed = 0;

  constructor(book: LogBook, depot: CappedBlocks, options: ArchiveOptions) {
    this.#book = book;
    this.#depot = depot;
    this.#options = options;
  }

  pack(): void {
    for (let block = this.#next(); block?.lines && this.#sent < this.packed + AHEAD; block = this.#next()) {
      const id = this.#sent++;
      this.#depot
        .add(this.#looseBlock(block, block.lines))
        .then(() => this.#took(id, block))
        .catch((error: unknown) => this.#options.failed(error));
    }
  }

  show(lines: readonly number[]): boolean {
    const { texts } = this.#book;
    const blocks = new Set(lines.map((line) => texts.blockOf(line)));
    const [first = 0, last = first] = [Math.min(...blocks), Math.max(...blocks)];
    this.#view = new Set([...blocks, last + 1, first - 1]);
    const isHere = [...blocks].every((id) => id < this.#depot.dropped || texts.blocks[id]?.lines);
    // What is beside them would keep them waiting.
    for (const id of isHere ? this.#view : blocks) this.#use(id);
    for (const id of this.#recent.filter((other) => !this.#view.has(other)).slice(0, -RECENT)) {
      const block = texts.blocks[id];
      if (block) block.lines = null;
      this.#recent.splice(this.#recent.indexOf(id), 1);
    }
    return isHere;
  }

  async read(id: number): Promise<readonly string[]> {
    return this.#book.texts.blocks[id]?.lines ?? this.#depot.read(id);
  }

  search(from: number, to: number, search: PackedSearch): void {
    const { expression, literal, take } = search;
    const { source, flags } = expression;
    this.#depot
      .search({ source, flags, literal }, from, to, ({ lines, counts, end }) => {
        take(lines, counts, end);
        this.#options.found();
      })
      .catch((error: unknown) => this.#options.failed(error, () => this.search(from, to, search)));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#resting);
    this.#depot.end();
  }

  #took(id: number, block: Block): void {
    if (this.#ended) return;
    this.packed = id + 1;
    if (this.#view.has(id)) this.#recent.push(id);
    else block.lines = null;
    this.pack();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#copyTail(), REST);
  }

  #copyTail(): void {
    for (const block of this.#book.texts.blocks.slice(this.#sent)) {
      if (block.lines) block.lines = JSON.parse(JSON.stringify(block.lines)) as string[];
    }
  }

  /** The next block to pack, as far as its lines are final. */
  #next(): Block | undefined {
    const { blocks, length } = this.#book.texts;
    const behind = blocks[this.#sent + 1]?.first ?? length;
    return this.#sent < blocks.length - TAIL_BLOCKS && behind <= length - TAIL_LINES ? blocks[this.#sent] : undefined;
  }

  #looseBlock({ first }: Block, lines: readonly string[]): LooseBlock {
    const originals: Original[] = [];
    const shown = lines.map((line, at) => {
      if (!this.#book.isChanged(first + at)) return line;
      originals.push([at, line]);
      return this.#book.text(first + at, line);
    });
    return { first, text: shown.join('\n'), originals };
  }

  /** Brings the block back; one that is here is not forgotten so soon. */
  #use(id: number): void {
    const block = this.#book.texts.blocks[id];
    if (!block || id >= this.packed || this.#coming.has(id) || this.#lost.has(id)) return;
    if (block.lines) {
      this.#recent = [...this.#recent.filter((other) => other !== id), id];
      return;
    }
    if ([...this.#coming].filter((other) => other >= this.#depot.dropped).length >= AT_ONCE) return;
    this.#coming.add(id);
    this.#depot
      .read(id)
      .finally(() => this.#coming.delete(id))
      .then((lines) => {
        block.lines = lines;
        this.#recent.push(id);
        this.#options.arrived();
      })
      .catch((error: unknown) => {
        this.#lost.add(id);
        this.#options.failed(error, () => this.#lost.clear());
      });
  }
}
