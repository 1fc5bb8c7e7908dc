import type { SseStream } from '../stream/sse-stream.ts';
import type { Outgoing } from './journal.ts';

/**
 * From the beginning of a round to that of the next (ms), at least: as often as a screen shows anything for few viewers, a burst
 * at a tenth of the processor time for many, and for all of them below what an eye can tell.
 */
const roundTime = (viewers: number): number => Math.min(50, 16 + viewers / 30);

/**
 * Viewers who are told in one go by all objects of a pipeline together, before anything else has a turn. workerd's loop has only
 * so many steps in one go (tokio's cooperative budget): where 160 were told, some connections waited for seconds behind others.
 */
const AT_ONCE = 64;

/** Who is told: the Worker's end of a viewer's stream, or the stream itself. */
type Viewer = WebSocket | SseStream;

interface Seat {
  /** The one run that the viewer wants to see, null for all. A socket carries it through sleep. */
  run: string | null;
  /** How many of all events pushed the viewer has been told, or had seen when it came. */
  seen: number;
}

const encoder = new TextEncoder();

/**
 * Hands events to the viewers, to one after the other and round again: each gets all that has happened since its last turn, and
 * what is the same for several is encoded once. So a lone event goes out at once, a burst in few frames, and with very many
 * viewers each is late by one round and never by more.
 */
export class Broadcast {
  /** How many objects tell viewers of the same pipeline at the same time, this one included. */
  objects = 1;
  readonly #ctx: DurableObjectState;
  /** Null until asked for: to list the sockets costs as much as to send to them. */
  #seats: Map<Viewer, Seat> | null = null;
  /** What not everybody may have been told, and how many events there were before it. */
  #recent: Outgoing[] = [];
  #before = 0;
  #busy = false;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  get viewers(): number {
    return this.#taken.size;
  }

  /** Takes a viewer in whose socket the object can sleep with, and tells it first what it is to see first. */
  accept(socket: WebSocket, run: string | null, catchUp: () => string): void {
    const seats = this.#taken;
    this.#ctx.acceptWebSocket(socket);
    if (run !== null) socket.serializeAttachment({ run } satisfies Partial<Seat>);
    seats.set(socket, { run, seen: this.#pushed });
    socket.send(encoder.encode(catchUp()));
  }

  /** The same for a viewer whose stream is written here. It keeps the object awake. */
  serve(stream: SseStream, run: string | null, catchUp: string): void {
    this.#taken.set(stream, { run, seen: this.#pushed });
    stream.send(encoder.encode(catchUp));
  }

  /** Forgets a viewer who has gone. */
  drop(viewer: Viewer): void {
    this.#seats?.delete(viewer);
  }

  /** Sends all away who are here: they come back, and see what is. */
  dismiss(): void {
    for (const viewer of this.#taken.keys()) {
      if (viewer instanceof WebSocket) viewer.close(1012, 'expired');
      else viewer.end();
    }
  }

  push(events: readonly Outgoing[]): void {
    this.#recent.push(...events);
    if (!this.#busy) void this.#work();
  }

  /** Over when nothing follows: the object can go to sleep. */
  async #work(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#recent.length > 0) {
        const told = this.#pushed;
        await Promise.all([this.#round(), scheduler.wait(roundTime(this.viewers))]);
        this.#recent.splice(0, told - this.#before);
        this.#before = told;
      }
    } finally {
      this.#busy = false;
    }
  }

  async #round(): Promise<void> {
    const frames = new Map<string, Uint8Array>();
    const atOnce = Math.max(1, Math.floor(AT_ONCE / this.objects));
    let told = 0;
    for (const [viewer, seat] of this.#taken) {
      if (told === atOnce) {
        await scheduler.wait(0);
        told = 0;
      }
      if (viewer instanceof WebSocket && !isOpen(viewer)) {
        this.drop(viewer);
        continue;
      }
      const key = `${seat.seen} ${this.#pushed} ${seat.run ?? ''}`;
      let frame = frames.get(key);
      if (frame === undefined) frames.set(key, (frame = this.#frame(seat)));
      seat.seen = this.#pushed;
      if (frame.length === 0) continue;
      viewer.send(frame);
      told += 1;
    }
  }

  /** What a viewer has still to be told. */
  #frame({ run, seen }: Seat): Uint8Array {
    return encoder.encode(concerning(this.#recent.slice(seen - this.#before), run));
  }

  get #pushed(): number {
    return this.#before + this.#recent.length;
  }

  get #taken(): Map<Viewer, Seat> {
    return (this.#seats ??= new Map(
      this.#ctx
        .getWebSockets()
        .filter(isOpen)
        .map((socket) => [socket, { run: runOf(socket), seen: this.#before }]),
    ));
  }
}

const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;

const runOf = (socket: WebSocket): string | null =>
  (socket.deserializeAttachment() as Partial<Seat> | null)?.run ?? null;

/** The events that a viewer of this run is to see; null stands for one of all runs. */
const concerning = (events: readonly Outgoing[], run: string | null): string =>
  events
    .filter((event) => run === null || event.run === null || event.run === run)
    .map(({ text }) => text)
    .join('');
