import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { Broadcast } from '../pipeline/broadcast.ts';
import type { Outgoing } from '../pipeline/journal.ts';
import { viewerQuery } from '../pipeline/viewers.ts';
import { relayedPipeline } from '../pipeline-object.ts';
import { SseStream } from '../stream/sse-stream.ts';
import { randomTiming } from '../stream/timing.ts';
import type { News, Place, RelayRpc, Welcome } from './rpc.ts';

/** What a viewer's socket carries through the relay's sleep. */
interface Note {
  place: Place;
  /** The relay's position when this was written. */
  position: number;
}

/** Where a viewer was placed. */
interface Seat {
  response: Response;
  /** Takes it away again. */
  clear(): void;
}

/** At most one report to the pipeline in so long (ms) when viewers have left. */
const REPORT_EVERY_MS = 1000;

/**
 * Holds viewers of a pipeline that has too many for one object. It has no rows: it passes on, in order, what the pipeline tells
 * it, and asks for what it finds missing. Where it stands is written on the sockets, so that it can sleep.
 *
 * Who comes while something happens is served without a socket: nobody sleeps then, and the response is passed through by the
 * Worker without a turn of its own, for two thirds of the cost.
 */
export class Relay extends DurableObject<Env> implements RelayRpc {
  readonly #broadcast: Broadcast;
  /** Viewers who wait to be welcomed. */
  readonly #arrivals = new Map<string, (welcome: Welcome) => void>();
  /** Calls are taken one after the other, also while one of them waits for what is missing. */
  #order: Promise<unknown> = Promise.resolve();
  #position: number;
  /** The socket that the position is written on. */
  #keeper: WebSocket | null = null;
  #report: ReturnType<typeof setTimeout> | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#broadcast = new Broadcast(ctx);
    this.#position = Math.max(0, ...ctx.getWebSockets().map((socket) => noteOf(socket)?.position ?? 0));
    // Answered by the runtime, without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /**
   * The Worker's end of a viewer's stream: `GET /socket?pipeline=&relay=&lastEventId=&logs=&run=&until=`, answered with a
   * WebSocket or with the stream itself.
   */
  override async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const place = { pipeline: url.searchParams.get('pipeline') ?? '', relay: Number(url.searchParams.get('relay')) };
    if (request.headers.get('upgrade') !== 'websocket') return new Response(null, { status: 426 });
    const until = Number(url.searchParams.get('until') ?? Infinity);
    const ticket = crypto.randomUUID();
    let seat = null as Seat | null;
    this.#arrivals.set(ticket, (welcome) => {
      seat = welcome.busy ? this.#serve(place, welcome, until) : this.#accept(place, welcome);
    });
    try {
      const pipeline = relayedPipeline(this.env, place.pipeline);
      const exists = await pipeline.joinRelay(place.pipeline, place.relay, ticket, viewerQuery(url));
      return seat !== null && exists ? seat.response : new Response(null, { status: 404 });
    } catch (error) {
      console.error({ message: 'A viewer could not be taken in.', ...place, error: String(error) });
      seat?.clear();
      return new Response(null, { status: 503 });
    } finally {
      this.#arrivals.delete(ticket);
    }
  }

  async push(place: Place, news: readonly News[], objects: number): Promise<number> {
    this.#broadcast.objects = objects;
    const taken = this.#order.then(() => this.#take(place, news));
    this.#order = taken.catch(() => undefined); // The caller hears of it, and calls again.
    try {
      await taken;
    } finally {
      this.#keepPosition();
    }
    return this.#broadcast.viewers;
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.#left(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.#left(socket);
  }

  #accept(place: Place, { run, text }: Welcome): Seat {
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.#broadcast.accept(ours, run, () => text);
    this.#note(ours, place);
    return {
      response: new Response(null, { status: 101, webSocket: theirs }),
      clear: () => ours.close(1011, 'failed'),
    };
  }

  #serve(place: Place, { run, text }: Welcome, until: number): Seat {
    let beatAt = this.#position;
    const stream: SseStream = new SseStream(randomTiming(this.env, until), {
      beat: () => {
        // Nothing has happened since the last one: the viewer comes back to a socket, so that the relay can sleep.
        if (this.#position === beatAt) stream.end('rotated');
        beatAt = this.#position;
      },
      gone: () => {
        this.#broadcast.drop(stream);
        this.#reportCount(place);
      },
    });
    this.#broadcast.serve(stream, run, text);
    return { response: new Response(stream.body), clear: () => stream.end() };
  }

  async #take(place: Place, news: readonly News[]): Promise<void> {
    let events: Outgoing[] = [];
    const passOn = () => {
      this.#broadcast.push(events);
      events = [];
    };
    for (const item of news) {
      const before = seqBefore(item);
      if (before !== null && before > this.#position) {
        passOn();
        await this.#catchUp(place, before);
      }
      if ('event' in item) {
        const { seq } = item.event;
        if (seq !== null && seq <= this.#position) continue;
        events.push(item.event);
        this.#position = seq ?? this.#position;
      } else if ('welcome' in item) {
        passOn();
        this.#arrivals.get(item.welcome.ticket)?.(item.welcome);
      }
    }
    passOn();
  }

  /** Brings the viewers up to an event. Where the journal does not reach back, they have to start anew. */
  async #catchUp(place: Place, last: number): Promise<void> {
    if (this.#broadcast.viewers > 0) {
      const pipeline = relayedPipeline(this.env, place.pipeline);
      const missed = await pipeline.missedEvents(place.pipeline, this.#position, last);
      if (missed !== null) this.#broadcast.push(missed);
      else this.#broadcast.dismiss();
    }
    this.#position = last;
  }

  #left(socket: WebSocket): void {
    this.#broadcast.drop(socket);
    const note = noteOf(socket);
    if (note === null) return;
    // It may be the very socket that the position was on.
    this.#position = Math.max(this.#position, note.position);
    this.#keepPosition();
    this.#reportCount(note.place);
  }

  #reportCount(place: Place): void {
    this.#report ??= setTimeout(() => {
      this.#report = null;
      this.ctx.waitUntil(this.#tellCount(place));
    }, REPORT_EVERY_MS);
  }

  async #tellCount({ pipeline, relay }: Place): Promise<void> {
    try {
      await relayedPipeline(this.env, pipeline).countRelay(pipeline, relay, this.#broadcast.viewers);
    } catch (error) {
      // The pipeline learns it from the answer to its next news.
      console.error({ message: 'A relay could not report its viewers.', pipeline, relay, error: String(error) });
    }
  }

  /** One socket is enough, and a thousand would cost as much as the frame itself. */
  #keepPosition(): void {
    if (this.#keeper?.readyState !== WebSocket.OPEN) {
      this.#keeper = this.ctx.getWebSockets().find((socket) => socket.readyState === WebSocket.OPEN) ?? null;
    }
    const note = this.#keeper && noteOf(this.#keeper);
    if (this.#keeper && note && note.position < this.#position) this.#note(this.#keeper, note.place);
  }

  #note(socket: WebSocket, place: Place): void {
    const attachment = socket.deserializeAttachment() as object | null;
    socket.serializeAttachment({ ...attachment, place, position: this.#position } satisfies Note);
  }
}

/** The seq that a relay must have reached before it takes the item; null where that does not matter. */
function seqBefore(item: News): number | null {
  if ('head' in item) return item.head;
  if ('welcome' in item) return item.welcome.seq;
  return item.event.seq === null ? null : item.event.seq - 1;
}

/** Null for a socket that has not been welcomed in full. */
function noteOf(socket: WebSocket): Note | null {
  const attachment = socket.deserializeAttachment() as Partial<Note> | null;
  const { place, position } = attachment ?? {};
  return place === undefined || position === undefined ? null : { place, position };
}
