import { encodeEvent, type ResetReason } from '../../protocol/index.ts';
import type { StreamTiming } from './timing.ts';

/** Bytes that may wait for a slow viewer. What comes after is dropped, and the viewer resumes by its last event id. */
export const QUEUE_LIMIT = 256 * 1024;

/** How often in a beat it is looked whether a viewer who was too far behind reads on. */
const LOOKS = 20;

/** Who feeds a stream is told of these. */
export interface StreamSource {
  /** A sign of life went out. */
  beat(): void;
  /** Nothing more goes out: the viewer has left, or the stream has ended. Called once. */
  gone(): void;
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

const encoder = new TextEncoder();

/**
 * The body of one viewer's SSE response. It has no `pull`, which would cost each frame another turn: how far the viewer is
 * behind is seen when there is something to send.
 */
export class SseStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #controller: Controller;
  readonly #timing: StreamTiming;
  readonly #source: StreamSource;
  readonly #beats: ReturnType<typeof setInterval>;
  readonly #rotation: ReturnType<typeof setTimeout>;
  #look: ReturnType<typeof setTimeout> | null = null;
  #over = false;

  constructor(timing: StreamTiming, source: StreamSource) {
    this.#timing = timing;
    this.#source = source;
    const controllers: Controller[] = [];
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void controllers.push(controller),
        // The runtime notices that a viewer is gone when it writes.
        cancel: () => {
          this.#leave();
          clearTimeout(this.#look);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_LIMIT }),
    );
    this.#controller = controllers[0] as Controller; // `start` is called by the constructor
    // At once, so that proxies pass the headers on and the client knows that it is connected.
    this.#controller.enqueue(encoder.encode(`: connected\nretry: ${timing.retry}\n\n`));
    this.#beats = setInterval(() => this.#beat(), timing.heartbeat);
    this.#rotation = setTimeout(() => this.end('rotated'), timing.lifetime);
  }

  /** Encoded events. A viewer who is too far behind gets what waits for it, and then has to come again. */
  send(frame: Uint8Array): void {
    if (this.#over) return;
    if ((this.#controller.desiredSize ?? 0) > 0) this.#controller.enqueue(frame);
    else this.end('lagged');
  }

  /** The viewer reconnects and resumes. */
  end(reason?: ResetReason): void {
    if (this.#over) return;
    this.#leave();
    if (reason) this.#controller.enqueue(encoder.encode(encodeEvent({ event: 'reset', data: { reason } })));
    if (reason === 'lagged') this.#closeWhenRead();
    else this.#controller.close();
  }

  /** One who reads nothing for a whole beat is not there, and must not hold on to what waits for it. */
  #closeWhenRead(looks = 0): void {
    if ((this.#controller.desiredSize ?? 0) > 0) this.#controller.close();
    else if (looks === LOOKS) this.#controller.error(new Error('The viewer does not read.'));
    else this.#look = setTimeout(() => this.#closeWhenRead(looks + 1), this.#timing.heartbeat / LOOKS);
  }

  /** A comment is the only way to find out that a viewer is gone, and keeps proxies from closing a quiet stream. */
  #beat(): void {
    this.#controller.enqueue(encoder.encode(': heartbeat\n\n'));
    this.#source.beat();
  }

  #leave(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#beats);
    clearTimeout(this.#rotation);
    this.#source.gone();
  }
}
