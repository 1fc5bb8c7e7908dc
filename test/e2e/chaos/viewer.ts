import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import {
  createSseParser,
  parseEventId,
  type EventId,
  type LogLine,
  type ParsedEvent,
} from '../../../protocol/index.ts';
import type { Random } from './random.ts';

/** What all viewers were told of each event: they must agree. */
export type Told = Map<number, string>;

/**
 * Reads the stream as the bytes come, by the protocol and nothing else: after every cut it asks for what follows the last
 * event that it has had in full. Whatever is missing, doubled or out of order becomes a fault.
 */
export class NumberedViewer {
  readonly faults: string[] = [];
  /** Numbers of the lines that it was shown, in the order that they came. */
  readonly lines: number[] = [];
  connects = 0;
  /** How often its connection ended: by its own will, by the server's, or otherwise. */
  readonly ends = { dropped: 0, rotated: 0, cut: 0 };
  snapshots = 0;
  /** While true, the next snapshot is no fault. */
  mayStartAnew = true;
  position: EventId | null = null;
  viewers = 0;
  heartbeats = 0;
  readonly #port: number;
  readonly #random: Random;
  readonly #told: Told;
  #request: ClientRequest | null = null;
  #closed = false;
  /** A patient viewer never hangs up itself. */
  patient = false;

  constructor(port: number, random: Random, told: Told) {
    this.#port = port;
    this.#random = random;
    this.#told = told;
  }

  open(): this {
    this.#closed = false;
    this.#connect();
    return this;
  }

  close(): void {
    this.#closed = true;
    this.#request?.destroy();
  }

  /** Is gone without a farewell. */
  vanish(): void {
    this.#closed = true;
    this.#request?.socket?.pause();
    this.#request?.socket?.resetAndDestroy();
  }

  #connect(): void {
    if (this.#closed) return;
    this.connects += 1;
    const { position } = this;
    const request = get({
      host: '127.0.0.1',
      port: this.#port,
      path: '/api/pipelines/default/stream',
      agent: false,
      headers: position === null ? {} : { 'last-event-id': `${position.epoch}.${position.seq}` },
    });
    this.#request = request;
    let rotated = false;
    let dropped = false;
    request.on('response', (response) => {
      if (response.statusCode !== 200) return void response.resume();
      this.#read(response, {
        rotated: () => (rotated = true),
        drop: () => {
          dropped = true;
          request.destroy();
        },
      });
    });
    // An error is always followed by the close.
    request.on('error', () => undefined);
    request.on('close', () => {
      if (this.#closed) return;
      this.ends[dropped ? 'dropped' : rotated ? 'rotated' : 'cut'] += 1;
      // A moment, as every client takes: a server that is down would be asked without end.
      setTimeout(() => this.#connect(), this.#random.between(0, 200));
    });
  }

  #read(response: IncomingMessage, on: { rotated(): void; drop(): void }): void {
    const decoder = new TextDecoder();
    // Bytes after which it hangs up, wherever that is.
    let left = !this.patient && this.#random.next() < 0.4 ? this.#random.between(0, 30_000) : Infinity;
    let fresh = false;
    let latest = '';
    const parser = createSseParser({
      onEvent: (event) => {
        const isNew = event.id !== latest;
        latest = event.id;
        if (event.event === 'reset') on.rotated();
        else if (isNew && event.event === 'presence') this.#startedAnew(event);
        else if (isNew) this.#next(event);
        else if (event.event === 'presence') this.viewers = (JSON.parse(event.data) as { viewers: number }).viewers;
        else fresh = this.#partOfSnapshot(event, fresh);
      },
    });
    response.on('data', (bytes: Buffer) => {
      const taken = bytes.subarray(0, left);
      left -= taken.length;
      const text = decoder.decode(taken, { stream: true });
      this.heartbeats += text.split(': heartbeat\n').length - 1;
      parser.push(text);
      if (left === 0) on.drop();
    });
    response.on('error', () => undefined);
  }

  /** Events without an id, before the one that has it: a snapshot. */
  #partOfSnapshot(event: ParsedEvent, fresh: boolean): boolean {
    if (!fresh && !this.mayStartAnew) this.faults.push(`a snapshot at ${this.position?.seq}: ${event.event}`);
    return true;
  }

  #startedAnew({ id, data }: ParsedEvent): void {
    this.viewers = (JSON.parse(data) as { viewers: number }).viewers;
    this.position = parseEventId(id);
    this.snapshots += 1;
    this.mayStartAnew = false;
  }

  #next({ event, id, data }: ParsedEvent): void {
    const came = parseEventId(id);
    const expected = (this.position?.seq ?? 0) + 1;
    if (came === null || came.epoch !== this.position?.epoch) this.faults.push(`the id ${id}`);
    else if (came.seq !== expected) this.faults.push(`${came.seq} instead of ${expected}`);
    this.position = came;
    if (came === null) return;
    const known = this.#told.get(came.seq);
    if (known === undefined) this.#told.set(came.seq, `${event} ${data}`);
    else if (known !== `${event} ${data}`) this.faults.push(`${came.seq} says ${data} and was ${known}`);
    if (event === 'log') this.lines.push(Number((JSON.parse(data) as LogLine).message.split(' ')[1]));
  }
}
