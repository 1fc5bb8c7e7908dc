import { encodeEvent, type ResetReason } from '../../protocol/index.ts';
import type { StreamTiming } from './timing.ts';

/** Bytes that may wait for a slow viewer. What comes after is dropped, and the viewer resumes by its last event id. */
export const QUEUE_LIMIT = 256 * 1024;

/** What the object answers without waking up, see `setWebSocketAutoResponse`. */
export const PING = 'ping';

const encoder = new TextEncoder();

/**
 * The viewer's end of the bridge: the body of an SSE response, fed by the object's socket with frames of encoded events.
 * It ends when the object closes the socket, so that the viewer reconnects and resumes.
 */
export const sseStream = (socket: WebSocket, timing: StreamTiming): ReadableStream<Uint8Array> =>
  new ReadableStream(new SseSource(socket, timing), new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_LIMIT }));

type Controller = ReadableStreamDefaultController<Uint8Array>;

class SseSource implements UnderlyingSource<Uint8Array> {
  readonly #socket: WebSocket;
  readonly #timing: StreamTiming;
  #timers: (() => void)[] = [];
  #state: 'open' | 'lagging' | 'ended' = 'open';

  constructor(socket: WebSocket, timing: StreamTiming) {
    this.#socket = socket;
    this.#timing = timing;
  }

  start(controller: Controller): void {
    const { retry, heartbeat, lifetime } = this.#timing;
    // At once, so that proxies pass the headers on and the client knows that it is connected.
    controller.enqueue(encoder.encode(`: connected\nretry: ${retry}\n\n`));

    this.#socket.binaryType = 'arraybuffer';
    this.#socket.accept();
    this.#socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) this.#forward(controller, new Uint8Array(data));
    });
    this.#socket.addEventListener('close', () => this.#socketGone(controller));
    this.#socket.addEventListener('error', () => this.#socketGone(controller));

    const beat = setInterval(() => this.#beat(controller), heartbeat);
    const rotation = setTimeout(() => this.#end(controller, 'rotated'), lifetime);
    this.#timers = [() => clearInterval(beat), () => clearTimeout(rotation)];
  }

  /** The viewer has read on. Only now does one who lagged have room for the news of it. */
  pull(controller: Controller): void {
    if (this.#state === 'lagging') this.#end(controller, 'lagged');
  }

  /** The viewer is gone; the runtime notices when it writes. */
  cancel(): void {
    this.#state = 'ended';
    this.#letGo();
  }

  #forward(controller: Controller, frame: Uint8Array): void {
    if (this.#state !== 'open') return;
    if ((controller.desiredSize ?? 0) > 0) {
      controller.enqueue(frame);
    } else {
      this.#state = 'lagging';
      this.#socket.close(1000, 'lagging');
    }
  }

  /** A comment is the only way to find out that a viewer is gone, and keeps proxies from closing a quiet stream. */
  #beat(controller: Controller): void {
    if (this.#state === 'lagging') {
      // A whole beat later it still has not read anything: nobody is there.
      this.#state = 'ended';
      this.#letGo();
      controller.error(new Error('The viewer does not read.'));
    } else {
      controller.enqueue(encoder.encode(': heartbeat\n\n'));
      this.#socket.send(PING);
    }
  }

  #socketGone(controller: Controller): void {
    if (this.#state === 'open') this.#end(controller);
  }

  #end(controller: Controller, reason?: ResetReason): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#letGo();
    if (reason) controller.enqueue(encoder.encode(encodeEvent({ event: 'reset', data: { reason } })));
    controller.close();
  }

  #letGo(): void {
    for (const stop of this.#timers) stop();
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(1000, 'done');
  }
}
