import { deflate, inflate } from './compress.ts';
import { countByLine, countMatches } from './count.ts';
import { asksFor, trigramsOf } from './trigrams.ts';

/** The text that is shown of a line, by its place in the block. */
export type Shown = readonly [at: number, text: string];

export interface PackedQuery {
  readonly source: string;
  readonly flags: string;
  /** What every match contains as it is, but for capitals; '' where that is not known. */
  readonly literal: string;
}

/** So many matches in each of these lines; all before the line `end` were searched. */
export interface Hits {
  readonly lines: Int32Array;
  readonly counts: Int32Array;
  readonly end: number;
}

/** What keeps blocks: in a worker, or here where there is none. */
export interface Depot {
  /** Keeps the lines from the index `first` on. `shown` is of those that are not shown as they are but for colours. */
  add(first: number, lines: readonly string[], shown: readonly Shown[]): Promise<void>;
  read(block: number): Promise<string[]>;
  /** Tells of hits in the order of the lines, the first of them at once. A later search ends it. */
  search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void>;
  end(): void;
}

interface PackedBlock {
  readonly first: number;
  readonly count: number;
  readonly text: Uint8Array<ArrayBuffer>;
  readonly isJson: boolean;
  readonly shown: Uint8Array<ArrayBuffer> | null;
  readonly trigrams: Uint32Array;
}

/** Hits are told so often (ms). */
const REPORT = 30;
/** Blocks that are unpacked while one before them is searched. */
const AHEAD = 4;
const SGR = /\u001b\[[\d;:]*m/g;

/** Blocks of lines, each deflated, with a filter of the trigrams in it. */
export class PackedBlocks implements Depot {
  readonly #blocks: PackedBlock[] = [];
  #adding = Promise.resolve();
  #searches = 0;

  add(first: number, lines: readonly string[], shown: readonly Shown[]): Promise<void> {
    // One after the other, whoever waits for them: their order is that of the lines.
    return (this.#adding = this.#adding.then(() => this.#add(first, lines, shown)));
  }

  async #add(first: number, lines: readonly string[], shown: readonly Shown[]): Promise<void> {
    const text = lines.join('\n');
    // Neither lines that contain a line feed nor halves of surrogate pairs come back from plain UTF-8.
    const isJson = /\p{Surrogate}/u.test(text) || lines.some((line) => line.includes('\n'));
    this.#blocks.push({
      first,
      count: lines.length,
      text: await deflate(isJson ? JSON.stringify(lines) : text),
      isJson,
      shown: shown.length > 0 ? await deflate(JSON.stringify(shown)) : null,
      trigrams: trigramsOf(shownLines(lines, shown).join('\n')),
    });
  }

  async read(block: number): Promise<string[]> {
    const packed = this.#blocks[block];
    if (!packed) throw new RangeError(`No block ${block}`);
    const text = await inflate(packed.text);
    return packed.isJson ? (JSON.parse(text) as string[]) : text.split('\n');
  }

  async search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void> {
    const search = ++this.#searches;
    const expression = new RegExp(query.source, query.flags);
    const mayContain = asksFor(query.literal);
    let lines: number[] = [];
    let counts: number[] = [];
    let reported = -Infinity;
    const blocks = this.#blocks.slice(from, to).filter(({ trigrams }) => mayContain(trigrams));
    const coming = blocks.slice(0, AHEAD).map(({ text }) => inflate(text));
    for (const [at, block] of blocks.entries()) {
      const text = (await coming.shift()) ?? '';
      const next = blocks[at + AHEAD];
      if (next) coming.push(inflate(next.text));
      await searchBlock(block, text, expression, query.literal !== '', (line, count) => {
        lines.push(block.first + line);
        counts.push(count);
      });
      if (search !== this.#searches) return;
      const now = performance.now();
      if (lines.length === 0 || now - reported < REPORT) continue;
      report({ lines: Int32Array.from(lines), counts: Int32Array.from(counts), end: block.first + block.count });
      [lines, counts, reported] = [[], [], now];
    }
    const last = this.#blocks[Math.min(to, this.#blocks.length) - 1];
    const end = last ? last.first + last.count : 0;
    report({ lines: Int32Array.from(lines), counts: Int32Array.from(counts), end });
  }

  end(): void {
    this.#searches++;
    this.#blocks.length = 0;
  }
}

async function searchBlock(
  { isJson, shown }: PackedBlock,
  text: string,
  expression: RegExp,
  isLiteral: boolean,
  found: (line: number, count: number) => void,
): Promise<void> {
  if (isLiteral && !isJson && !shown) return countByLine(withoutColours(text), expression, found);
  const lines = isJson ? (JSON.parse(text) as string[]) : text.split('\n');
  const exceptions = shown ? (JSON.parse(await inflate(shown)) as Shown[]) : [];
  shownLines(lines, exceptions).forEach((line, at) => {
    const count = countMatches(line, expression);
    if (count > 0) found(at, count);
  });
}

const withoutColours = (text: string): string => (text.includes('\u001b') ? text.replace(SGR, '') : text);

function shownLines(lines: readonly string[], shown: readonly Shown[]): string[] {
  const texts = lines.map(withoutColours);
  for (const [at, text] of shown) texts[at] = text;
  return texts;
}
