import { putColours, takeColours } from './colours.ts';
import { decode, deflate, inflate, type Deflated } from './compress.ts';
import { countByLine, countMatches } from './count.ts';
import { countInBytes, finderOf } from './find-bytes.ts';
import { asksFor, trigramsOf } from './trigrams.ts';

/** A line as it came, by its place in the block. */
export type Original = readonly [at: number, line: string];

/** Consecutive lines to be packed. */
export interface LooseBlock {
  /** The index of the first line. */
  readonly first: number;
  /** As they are shown, but with their colours. */
  readonly text: string;
  /** Of the lines that came otherwise. */
  readonly originals: readonly Original[];
}

export interface PackedQuery {
  readonly source: string;
  /** Without `u`, the literal is all that is looked for. */
  readonly flags: string;
  /** What every match contains as it is, but for capitals; '' where that is not known. */
  readonly literal: string;
}

/** So many matches in each of these lines; all lines of the depot before `end` were searched. */
export interface Hits {
  readonly lines: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  /** `Infinity` when all were. */
  readonly end: number;
}

/** What keeps blocks: in workers, or here where there are none. */
export interface Depot {
  /** Resolves to what the block takes when it is packed (bytes). */
  add(block: LooseBlock): Promise<number>;
  /** The lines as they came. */
  read(block: number): Promise<string[]>;
  /** Forgets the lines of a block. What is left of it is its filter of trigrams. */
  drop(block: number): Promise<Uint32Array>;
  /** Tells of hits in the order of the lines, the first of them at once. A later search ends it. */
  search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void>;
  end(): void;
}

interface PackedBlock {
  readonly first: number;
  /** As it is shown, without colours: what is searched. */
  readonly text: Deflated;
  /** UTF-8 has no halves of surrogate pairs; a text with some is kept as JSON. */
  readonly isJson: boolean;
  /** What it takes to have the lines as they came. */
  readonly rest: Deflated | null;
  readonly trigrams: Uint32Array;
}

type Rest = readonly [marks: string, originals: readonly Original[]];

/** How hits are told of a block: its line and how many there are. */
type Found = (line: number, count: number) => void;

/** So often others have their turn, and the page hears how far it is, as long as there are no hits (ms). */
const TURN = 16;
/** So often hits are told once there are some: the page does not show more often how many there are (ms). */
const REPORT = 100;

/** Unpacking awaits nothing that would let messages in. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Blocks of lines, each deflated, with a filter of the trigrams in it. */
export class PackedBlocks implements Depot {
  /** Null where they were dropped. */
  readonly #blocks: (PackedBlock | null)[] = [];
  #adding: Promise<unknown> = Promise.resolve();
  #searches = 0;

  add(block: LooseBlock): Promise<number> {
    // One after the other, whoever waits for them: their order is that of the lines.
    const added = this.#adding.then(() => this.#add(block));
    this.#adding = added;
    return added;
  }

  async #add({ first, text: coloured, originals }: LooseBlock): Promise<number> {
    const { text, marks } = takeColours(coloured);
    // Whether there are surrogates at all is known of most texts without looking at them: V8 keeps them in Latin-1.
    const isJson = /[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text);
    const others: Rest = [marks, originals];
    const packed = await deflate(isJson ? JSON.stringify(text) : text);
    const rest = marks !== '' || originals.length > 0 ? await deflate(JSON.stringify(others)) : null;
    this.#blocks.push({ first, text: packed, isJson, rest, trigrams: trigramsOf(text) });
    return packed.bytes.byteLength + (rest?.bytes.byteLength ?? 0);
  }

  async read(id: number): Promise<string[]> {
    const block = this.#block(id);
    const [bytes, packed] = await Promise.all([inflate(block.text), block.rest && inflate(block.rest)]);
    const text = textOf(block, bytes);
    if (!packed) return text.split('\n');
    const [marks, originals] = JSON.parse(decode(packed)) as Rest;
    const lines = putColours({ text, marks });
    for (const [at, line] of originals) lines[at] = line;
    return lines;
  }

  drop(id: number): Promise<Uint32Array> {
    const { trigrams } = this.#block(id);
    this.#blocks[id] = null;
    return Promise.resolve(trigrams);
  }

  #block(id: number): PackedBlock {
    const block = this.#blocks[id];
    if (!block) throw new RangeError(`No block ${id}`);
    return block;
  }

  async search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void> {
    const search = ++this.#searches;
    const count = counterOf(query);
    const mayContain = asksFor(query.literal);
    let lines: number[] = [];
    let counts: number[] = [];
    let turned = -Infinity;
    let reported = -Infinity;
    const held = this.#blocks.slice(from, to).filter((block) => block !== null);
    const blocks = held.filter(({ trigrams }) => mayContain(trigrams));
    const room = new Uint8Array(Math.max(0, ...blocks.map(({ text }) => text.size)));
    for (const [at, block] of blocks.entries()) {
      count(block, await inflate(block.text, room), (line, times) => {
        lines.push(block.first + line);
        counts.push(times);
      });
      const next = blocks[at + 1];
      const now = performance.now();
      if (!next || now - turned < TURN) continue;
      turned = now;
      if (now - reported >= REPORT) {
        if (lines.length > 0) reported = now;
        report({ lines: Int32Array.from(lines), counts: Int32Array.from(counts), end: next.first });
        [lines, counts] = [[], []];
      }
      await pause();
      if (search !== this.#searches) return;
    }
    report({ lines: Int32Array.from(lines), counts: Int32Array.from(counts), end: Infinity });
  }

  end(): void {
    this.#searches++;
    this.#blocks.length = 0;
  }
}

const textOf = ({ isJson }: PackedBlock, bytes: Uint8Array): string =>
  isJson ? (JSON.parse(decode(bytes)) as string) : decode(bytes);

/** The fastest way to count what is looked for: in the bytes, in the text, line by line. */
function counterOf({
  source,
  flags,
  literal,
}: PackedQuery): (block: PackedBlock, bytes: Uint8Array, found: Found) => void {
  const expression = new RegExp(source, flags);
  const isInBytes = literal !== '' && !flags.includes('u') && /^[\u0000-\u007f]*$/.test(literal);
  const find = finderOf(literal, flags.includes('i'));
  return (block, bytes, found) => {
    if (isInBytes && !block.isJson) return countInBytes(bytes, find, literal.length, found);
    const text = textOf(block, bytes);
    if (literal !== '') return countByLine(text, expression, found);
    text.split('\n').forEach((line, at) => {
      const times = countMatches(line, expression);
      if (times > 0) found(at, times);
    });
  };
}
