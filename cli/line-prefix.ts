import { Transform, type TransformCallback } from 'node:stream';

const NEWLINE = 0x0a;

/** Bytes after which a line without an end is shown all the same. */
const LONGEST_WAIT = 64 * 1024;

/** Puts a prefix before each line, and passes on whole lines only, so that the lines of several jobs do not mix. */
export class LinePrefix extends Transform {
  readonly #prefix: Buffer;
  #rest: Buffer[] = [];
  #waiting = 0;

  constructor(prefix: string) {
    super();
    this.#prefix = Buffer.from(prefix);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.#show(chunk.subarray(from, end + 1));
      from = end + 1;
    }
    if (from < chunk.length) {
      this.#rest.push(chunk.subarray(from));
      this.#waiting += chunk.length - from;
    }
    if (this.#waiting > LONGEST_WAIT) this.#show(Buffer.from('\n'));
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.#waiting > 0) this.#show(Buffer.from('\n'));
    done();
  }

  #show(end: Buffer): void {
    this.push(Buffer.concat([this.#prefix, ...this.#rest, end]));
    this.#rest = [];
    this.#waiting = 0;
  }
}
