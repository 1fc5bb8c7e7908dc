import type { Outgoing } from './journal.ts';

/**
 * At most one frame to each viewer in so long (ms): as often as a screen shows anything for few viewers, a burst at a tenth of
 * the processor time for many, and for all of them below what an eye can tell.
 */
const frameFor = (viewers: number): number => Math.min(50, 16 + viewers / 30);

/** What a socket carries through sleep when its viewer wants to see one run only. */
interface Attachment {
  run: string;
}

const encoder = new TextEncoder();

/** Hands events to the viewers' sockets: the first at once, those that follow together, each frame encoded once for all. */
export class Broadcast {
  readonly #ctx: DurableObjectState;
  /** The open sockets, and the one run that each is for. Null until asked for: to list them costs as much as to send to them. */
  #sockets: Map<WebSocket, string | null> | null = null;
  #pending: Outgoing[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Open sockets. */
  get viewers(): number {
    return this.#open.size;
  }

  /** Takes a viewer in, with what it is to see first. What still waits to be sent is older than that, so it goes before. */
  accept(socket: WebSocket, run: string | null, catchUp: () => string): void {
    this.#flush();
    const open = this.#open;
    this.#ctx.acceptWebSocket(socket);
    if (run !== null) socket.serializeAttachment({ run } satisfies Attachment);
    open.set(socket, run);
    socket.send(encoder.encode(catchUp()));
  }

  /** Forgets a socket that was closed. */
  drop(socket: WebSocket): void {
    this.#sockets?.delete(socket);
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
    }, frameFor(this.viewers));
  }

  #send(events: readonly Outgoing[]): void {
    const frames = new Map<string | null, Uint8Array>();
    for (const [socket, run] of this.#open) {
      if (!isOpen(socket)) {
        this.drop(socket);
        continue;
      }
      let frame = frames.get(run);
      if (frame === undefined) frames.set(run, (frame = encoder.encode(concerning(events, run))));
      if (frame.length > 0) socket.send(frame);
    }
  }

  get #open(): Map<WebSocket, string | null> {
    return (this.#sockets ??= new Map(
      this.#ctx
        .getWebSockets()
        .filter(isOpen)
        .map((socket) => [socket, runOf(socket)]),
    ));
  }
}

const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;

const runOf = (socket: WebSocket): string | null =>
  (socket.deserializeAttachment() as Partial<Attachment> | null)?.run ?? null;

/** The events that a viewer of this run is to see; null stands for one of all runs. */
const concerning = (events: readonly Outgoing[], run: string | null): string =>
  events
    .filter((event) => run === null || event.run === null || event.run === run)
    .map(({ text }) => text)
    .join('');
