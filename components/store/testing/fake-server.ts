import { encodeEvent, type EventId, type StreamEvent } from '../../../protocol/index.ts';

/** A request as it arrived. */
export interface Seen {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Headers;
  body: unknown;
}

/** One open stream, from the server's side. */
export class FakeStream {
  readonly request: Seen;
  readonly body: ReadableStream<Uint8Array>;
  /** The client has gone. */
  cancelled = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #closed = false;

  constructor(request: Seen, signal: AbortSignal | null | undefined) {
    this.request = request;
    this.body = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.cancelled = true;
      },
    });
    signal?.addEventListener('abort', () => {
      if (this.cancelled) return;
      this.cancelled = true;
      this.#controller?.error(signal.reason);
    });
  }

  /** Events with the ids `e.<seq>`, `e.<seq + 1>` and so on; without `seq` they carry none. */
  send(events: readonly StreamEvent[], seq?: number): void {
    const idOf = (index: number): EventId | undefined =>
      seq === undefined ? undefined : { epoch: 'e', seq: seq + index };
    this.write(events.map((event, index) => encodeEvent(event, idOf(index))).join(''));
  }

  write(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#closed = true;
    this.#controller?.close();
  }

  /** The line breaks. */
  fail(): void {
    this.#closed = true;
    this.#controller?.error(new TypeError('network error'));
  }

  get ended(): boolean {
    return this.#closed || this.cancelled;
  }
}

type Answer = (request: Seen) => Response | Promise<Response>;

export const SRC = 'https://ci.test/api/pipelines/shop';

/** The API of a pipeline, played by a test through `fetch`. Streams open by themselves; all else must be told. */
export class FakeServer {
  readonly requests: Seen[] = [];
  readonly streams: FakeStream[] = [];
  /** What a new stream begins with. */
  greet: (stream: FakeStream) => void = () => {};
  readonly #answers = new Map<string, Answer>();

  /** What a path below the pipeline answers; `stream` too, to refuse it. */
  on(path: string, answer: Answer): void {
    this.#answers.set(path, answer);
  }

  /** Streams open again. */
  off(path: string): void {
    this.#answers.delete(path);
  }

  /** The newest stream. */
  get stream(): FakeStream {
    const stream = this.streams.at(-1);
    if (!stream) throw new Error('No stream was asked for');
    return stream;
  }

  /** Streams that somebody reads. */
  get open(): FakeStream[] {
    return this.streams.filter(({ ended }) => !ended);
  }

  to(path: string): Seen[] {
    return this.requests.filter((request) => request.path === path);
  }

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const request: Seen = {
      method: init.method ?? 'GET',
      path: url.pathname.replace(/^\/api\/pipelines\/[^/]+\//, ''),
      query: Object.fromEntries(url.searchParams),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    this.requests.push(request);
    const answer = this.#answers.get(request.path);
    if (answer) return answer(request);
    if (request.path !== 'stream') return problem(404);
    const stream = new FakeStream(request, init.signal);
    this.streams.push(stream);
    this.greet(stream);
    return new Response(stream.body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  };
}

export const problem = (status: number, detail = `Problem ${status}`): Response =>
  Response.json(
    { type: 'about:blank', title: 'Problem', status, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

/** A turn of the event loop that no faked clock holds up. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** The clock that no test has faked yet. */
const { setTimeout } = globalThis;
const moment = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1));

/** Waits until something holds, without moving a faked clock. Fails when it does not come about by itself. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 2_500; turns++) {
    if (holds()) return;
    // What other threads do, as hashing, takes its time on a busy machine.
    await (turns < 500 ? turn() : moment());
  }
  throw new Error(`Never came true: ${holds.toString()}`);
}
