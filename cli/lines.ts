import { StringDecoder } from 'node:string_decoder';
import { wholeCharacters, type Masker } from './mask.ts';

/** Characters after which a line goes on in a next part: memory stays bounded, and no line fills a page. */
export const MAX_PART = 65_536;

/** Reads the bytes of one output as masked lines, without their ends. */
export class LineReader {
  readonly #decoder = new StringDecoder('utf8');
  readonly #masker: Masker;
  #rest = '';

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  push(chunk: Buffer): string[] {
    const text = this.#rest + this.#decoder.write(chunk);
    const end = text.lastIndexOf('\n');
    this.#rest = text.slice(end + 1);
    const lines = end < 0 ? [] : this.#whole(text.slice(0, end));
    // A secret must fit into what is held back, or it could slip through in two parts.
    const limit = Math.max(MAX_PART, 2 * this.#masker.longest);
    while (this.#rest.length > limit) {
      const at = this.#masker.cut(this.#rest, limit);
      lines.push(...parts(this.#masker.mask(this.#rest.slice(0, at))));
      this.#rest = this.#rest.slice(at);
    }
    return lines;
  }

  /** The last line, if it had no end. */
  end(): string[] {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    return last === '' ? [] : this.#whole(last);
  }

  /** Lines are masked a block at a time, which is many times faster; no secret contains a line's end. */
  #whole(block: string): string[] {
    const lines = this.#masker.teaches(block)
      ? block.split('\n').map((line) => {
          this.#masker.learn(line);
          return this.#masker.mask(line);
        })
      : this.#masker.mask(block).split('\n');
    return lines.flatMap((line) => parts(line.replace(/\r+$/, '')));
  }
}

function parts(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > MAX_PART) {
    const at = wholeCharacters(rest, MAX_PART);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}
