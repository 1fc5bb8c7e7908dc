import type { Outgoing } from './journal.ts';

/** At most one frame to each viewer in so long (ms): below what an eye can tell, and a burst costs a tenth of the CPU. */
const FRAME_MS = 33;

/** Viewers of all runs, and those of one run, which is in the socket's attachment. */
const ALL = 'all';
const ONE = 'one';

interface Attachment {
  run: string;
}

const encoder = new TextEncoder();

/** Hands events to the viewers' sockets: the first at once, those that follow together, each frame encoded once for all. */
export class Broadcast {
  readonly #ctx: DurableObjectState;
  #pending: Outgoing[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Open sockets. */
  get viewers(): number {
    return this.#ctx.getWebSockets().filter(isOpen).length;
  }

  /** Takes a viewer in, with what it is to see first. What still waits to be sent is older than that, so it goes before. */
  accept(socket: WebSocket, run: string | null, catchUp: () => string): void {
    this.#flush();
    this.#ctx.acceptWebSocket(socket, [run === null ? ALL : ONE]);
    if (run !== null) socket.serializeAttachment({ run } satisfies Attachment);
    socket.send(encoder.encode(catchUp()));
  }

  push(events: readonly Outgoing[]): void {
    if (events.length === 0) return;
    this.#pending.push(...events);
    if (this.#timer === null) this.#flush();
  }

  #flush(): void {
    const events = this.#pending;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (events.length === 0) return;
    this.#pending = [];
    this.#send(events);
    // Short, and over when nothing follows: the object can go to sleep.
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#flush();
    }, FRAME_MS);
  }

  #send(events: readonly Outgoing[]): void {
    const everything = this.#ctx.getWebSockets(ALL).filter(isOpen);
    if (everything.length > 0) {
      const frame = encoder.encode(events.map(({ text }) => text).join(''));
      for (const socket of everything) socket.send(frame);
    }
    const frames = new Map<string, Uint8Array>();
    for (const socket of this.#ctx.getWebSockets(ONE).filter(isOpen)) {
      const { run } = socket.deserializeAttachment() as Attachment;
      const frame = frames.get(run) ?? encoder.encode(concerning(events, run));
      frames.set(run, frame);
      if (frame.length > 0) socket.send(frame);
    }
  }
}

const concerning = (events: readonly Outgoing[], run: string): string =>
  events
    .filter((event) => event.run === null || event.run === run)
    .map(({ text }) => text)
    .join('');

const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;
