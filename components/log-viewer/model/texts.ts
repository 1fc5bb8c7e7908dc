import { Column } from './column.ts';

/** Characters after which the next block begins. */
const BLOCK = 262_144;

/** Consecutive lines. */
export interface Block {
  /** The index of its first line. */
  readonly first: number;
  /** Null while they are packed away. */
  lines: string[] | null;
  /** Characters. */
  size: number;
}

/** What looks into packed blocks. */
export interface PackedSearch {
  readonly expression: RegExp;
  /** What every match contains as it is, but for capitals; '' where that is not known. */
  readonly literal: string;
  /** There are so many matches in each of these lines; all lines before `end` were searched. */
  take(lines: ArrayLike<number>, counts: ArrayLike<number>, end: number): void;
}

/** Where the texts of a log can be had once more, so that not all of them need to be kept. */
export interface TextSource {
  /** Those from the line `from` up to `to`, by their indexes. Rejects with what a person may read. */
  read(from: number, to: number): Promise<string[]>;
}

/** Where blocks are that are far from the view. */
export interface Archive {
  /** How many blocks it has, from the first on. The lines of some of them are here too. */
  readonly packed: number;
  /** Packs what can be. */
  pack(): void;
  /**
   * These lines are in view: they are brought back, and what is beside them. Returns whether there is nothing to wait for:
   * what was dropped can be long in coming.
   */
  show(lines: readonly number[]): boolean;
  /** The lines of a block, wherever they are. */
  read(block: number): Promise<readonly string[]>;
  /** Searches packed blocks, from one up to another. A later search ends it. */
  search(from: number, to: number, search: PackedSearch): void;
  /** The log is not shown any more. */
  end(): void;
}

/** The texts of a log, in blocks. Where there are many, an archive takes most of them away and brings them back. */
export class Texts {
  readonly #lengths = new Column();
  readonly blocks: Block[] = [];
  archive: Archive | null = null;
  source: TextSource | null = null;

  get length(): number {
    return this.#lengths.length;
  }

  push(text: string): void {
    let last = this.blocks.at(-1);
    if (!last?.lines || last.size >= BLOCK) this.blocks.push((last = { first: this.length, lines: [], size: 0 }));
    last.lines?.push(text);
    last.size += text.length;
    this.#lengths.push(text.length);
  }

  /** Only for lines of which the text is here. */
  set(at: number, text: string): void {
    const block = this.blocks[this.blockOf(at)];
    if (block?.lines) block.lines[at - block.first] = text;
    this.#lengths.set(at, text.length);
  }

  /** Undefined while it is packed away. */
  at(line: number): string | undefined {
    const block = this.blocks[this.blockOf(line)];
    return block?.lines?.[line - block.first];
  }

  /** In characters. */
  lengthOf(line: number): number {
    return this.#lengths.at(line);
  }

  /** The block that a line is in. */
  blockOf(line: number): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.blocks[middle]?.first ?? Infinity) <= line) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
