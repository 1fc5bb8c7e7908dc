import type { LogType, Millis } from '../protocol/index.ts';
import type { Answer, Connection } from './connection.ts';
import { Spool } from './spool.ts';

/** Bytes that a request carries, and milliseconds that lines wait for more of them. */
const BATCH = 256 * 1024;
const BATCH_DELAY = 250;

/** Bytes that a single line can come to: `MAX_PART` characters, each escaped as `\\u0000`, and its other fields. */
const LONGEST_LINE = 512 * 1024;

export interface ReportedLine {
  message: string;
  type: LogType;
  timestamp: Millis;
}

/**
 * The log of one job on its way to the server. Lines go to the spool as they come and from there, in the background, to
 * the server. What counts is the offset in the sender's stream: the server says up to where it has it, and takes each
 * piece whole or not at all, so that nothing is missing and nothing twice whatever the connection does.
 */
export class JobLog {
  readonly #connection: Connection;
  readonly #path: string;
  readonly #announced: () => Promise<void>;
  readonly #spool: Spool;
  /** How far the server has our stream. */
  #delivered = 0;
  /** Bytes that the server has of this job from others, an earlier attempt or another process; null until we have asked. */
  #before: number | null = null;
  #dropped = 0;
  #waiting: { offset: number; resolve: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending = false;

  /** Nothing is sent before `announced`: by then the server knows whose lines these are. */
  constructor(connection: Connection, path: string, announced: () => Promise<void>, spool = new Spool()) {
    this.#connection = connection;
    this.#path = path;
    this.#announced = announced;
    this.#spool = spool;
  }

  write(lines: readonly ReportedLine[]): void {
    if (lines.length === 0 || this.#connection.closed) return;
    // Once full, it takes nothing before a good part of it is free: a long gap is better to read than a line here and there.
    if (this.#dropped > 0 && this.#spool.isRoomy) this.#admitDrops();
    if (this.#dropped > 0 || !this.#append(lines)) this.#dropped += lines.length;
    if (this.#pending >= BATCH) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), BATCH_DELAY);
  }

  /** Resolves when the server has everything written so far, or when nothing is sent any more. */
  async flushed(): Promise<void> {
    do {
      this.#admitDrops();
      if (this.#pending === 0 || this.#connection.closed) return;
      const done = new Promise<void>((resolve) => this.#waiting.push({ offset: this.#spool.end, resolve }));
      this.#start();
      await done;
    } while (this.#dropped > 0);
  }

  /** Bytes that the server does not have yet. */
  get #pending(): number {
    return this.#spool.end - this.#delivered;
  }

  #append(lines: readonly ReportedLine[]): boolean {
    return this.#spool.append(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
  }

  /** Says in the log itself that lines are missing from it, at the place where they are. */
  #admitDrops(): void {
    if (this.#dropped === 0) return;
    const message = `[pipeline-widgets] ${this.#dropped} lines are missing here: the server did not take them in time`;
    if (this.#append([{ message, type: 'warn', timestamp: Date.now() }])) this.#dropped = 0;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#sending) return;
    this.#send().catch((error: unknown) => this.#connection.stop(`cannot report: ${String(error)}`));
  }

  /** Sends until nothing is left. That is found out and noted in one turn, so that no line slips in between unseen. */
  async #send(): Promise<void> {
    this.#sending = true;
    try {
      await this.#announced();
      this.#before ??= await this.#ask();
      for (let conflicts = 0; this.#before !== null && this.#pending > 0;) {
        const piece = this.#next();
        const first = this.#before + this.#delivered;
        const end = first + piece.length;
        const answer = await this.#request(piece, { 'content-range': `bytes ${first}-${end - 1}/*` });
        if (answer === null) return;
        const has = lengthOf(answer.headers) ?? (answer.status === 416 ? 0 : end);
        const taken = has === end && (answer.status !== 416 || answer.repeated);
        this.#before = this.#settle(taken ? piece.length : 0, has, this.#before);
        conflicts = taken ? 0 : conflicts + 1;
        if (conflicts > 1) await this.#connection.pause(conflicts);
      }
    } finally {
      this.#sending = false;
      this.#wake();
    }
  }

  /** An empty piece without a place changes nothing, and is answered by how much is there. */
  async #ask(): Promise<number | null> {
    const answer = await this.#request(Buffer.alloc(0), {});
    return answer && (lengthOf(answer.headers) ?? 0);
  }

  #request(body: Buffer, headers: Record<string, string>): Promise<Answer | null> {
    return this.#connection.send({
      method: 'PATCH',
      path: this.#path,
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body,
      expects: [416],
    });
  }

  /** Finds out how much of what the server has is not ours. */
  #settle(taken: number, has: number, before: number): number {
    this.#delivered += taken;
    const lost = before + this.#delivered - has;
    // A server that lost its latest gets them again; what it has more than that, or still less, are the lines of others.
    if (lost > 0) this.#delivered = Math.max(this.#spool.start, this.#delivered - lost);
    this.#spool.release(this.#delivered);
    this.#wake();
    return has - this.#delivered;
  }

  /** A piece of whole lines: another process may write to the same job's log in between. */
  #next(): Buffer {
    const piece = this.#spool.read(this.#delivered, BATCH);
    const lines = piece.lastIndexOf('\n') + 1;
    if (lines > 0) return piece.subarray(0, lines);
    const long = this.#spool.read(this.#delivered, LONGEST_LINE);
    return long.subarray(0, long.indexOf('\n') + 1);
  }

  #wake(): void {
    const done = this.#connection.closed ? Infinity : this.#delivered;
    for (const { resolve } of this.#waiting.filter(({ offset }) => offset <= done)) resolve();
    this.#waiting = this.#waiting.filter(({ offset }) => offset > done);
  }
}

/** Bytes that the server has: `Upload-Offset: 100`, or `Range: bytes=0-99`, which cannot speak of none. */
function lengthOf(headers: Headers): number | null {
  const count = /^\d+$/.exec(headers.get('upload-offset') ?? '')?.[0];
  if (count !== undefined) return Number(count);
  const last = /-(\d+)$/.exec(headers.get('range') ?? '')?.[1];
  return last === undefined ? null : Number(last) + 1;
}
