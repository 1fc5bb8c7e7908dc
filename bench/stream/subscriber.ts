import { connect, type Socket } from 'node:net';

/** What all subscribers of a load have seen together. */
export interface Tally {
  delivered: number;
  bytes: number;
  closed: number;
  resets: number;
  /** Events that came without the one before, and events that came again, among the sampled subscribers. */
  gaps: number;
  duplicates: number;
  /** Microseconds from publishing to receiving, of the sampled subscribers. */
  latencies: number[];
}

export const newTally = (): Tally => ({
  delivered: 0,
  bytes: 0,
  closed: 0,
  resets: 0,
  gaps: 0,
  duplicates: 0,
  latencies: [],
});

/** One clock for publishing and receiving: both are in this process. */
export const micros = (): number => Number(process.hrtime.bigint() / 1000n);

/** Marks a payload; `q` counts the events. Without quotes, so that it looks the same inside a JSON string. */
export const mark = (q: number): string => `<t=${micros()};q=${q}>`;
const MARK = /<t=(\d+);q=(\d+)>/g;
const MARK_START = Buffer.from('<t=');

const shared = Buffer.allocUnsafe(65_536);

/** A viewer on a raw socket: it costs the load generator as little as can be, so that the server is what is measured. */
export class Subscriber {
  readonly #url: URL;
  readonly #tally: Tally;
  #socket: Socket | null = null;
  #head: string | null = '';
  #tail = Buffer.alloc(0);
  #last = 0;
  sampled = false;

  constructor(url: URL, tally: Tally) {
    this.#url = url;
    this.#tally = tally;
  }

  /** Resolves with the first bytes of the body's headers. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { hostname, port, host, pathname, search } = this.#url;
      const onread = {
        buffer: shared,
        callback: (length: number): boolean => {
          if (this.#head !== null) this.#readHead(length, resolve, reject);
          else this.#read(shared, 0, length);
          return true;
        },
      };
      const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread }, () =>
        socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`),
      );
      socket.once('error', reject);
      socket.once('close', () => (this.#tally.closed += 1));
      this.#socket = socket;
    });
  }

  pause(): void {
    this.#socket?.pause();
  }

  close(): void {
    this.#socket?.destroy();
  }

  #readHead(length: number, resolve: () => void, reject: (error: Error) => void): void {
    this.#head += shared.toString('latin1', 0, length);
    const head = this.#head ?? '';
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    this.#head = null;
    if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, 200)));
    const body = head.length - (end + 4);
    if (body > 0) this.#read(shared, length - body, length);
    resolve();
  }

  /** Counts marks. Chunk sizes of the transfer encoding stand between them and do no harm. */
  #read(buffer: Buffer, start: number, end: number): void {
    this.#tally.bytes += end - start;
    const piece =
      this.#tail.length > 0 ? Buffer.concat([this.#tail, buffer.subarray(start, end)]) : buffer.subarray(start, end);
    let last = -1;
    for (let at = piece.indexOf(MARK_START); at >= 0; at = piece.indexOf(MARK_START, at + 3)) {
      last = at;
      this.#tally.delivered += 1;
    }
    // A mark that is cut at the end counts with the next piece.
    const whole = last < 0 || piece.indexOf('>', last) >= 0;
    if (!whole) this.#tally.delivered -= 1;
    const keep = whole ? Math.max(piece.length - 2, last + 3) : last;
    if (this.sampled) this.#sample(piece.toString('latin1', 0, whole ? piece.length : last));
    this.#tail = Buffer.from(piece.subarray(keep));
  }

  #sample(text: string): void {
    const now = micros();
    for (const [, sent, q] of text.matchAll(MARK)) {
      this.#tally.latencies.push(now - Number(sent));
      const count = Number(q);
      if (this.#last > 0 && count !== this.#last + 1) this.#tally[count > this.#last ? 'gaps' : 'duplicates'] += 1;
      this.#last = count;
    }
    if (text.includes('event: reset')) this.#tally.resets += 1;
  }
}
