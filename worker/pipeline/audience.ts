import type { Env } from '../env.ts';
import { relayObject } from '../pipeline-object.ts';
import type { News } from '../relay/rpc.ts';
import { Broadcast } from './broadcast.ts';
import type { Outgoing } from './journal.ts';
import { Presence } from './presence.ts';
import { Relays } from './relays.ts';
import type { Turn, Turns } from './turn.ts';
import { capacityOf, catchUp, ELSEWHERE, type ViewerQuery } from './viewers.ts';

/** After an event more of them are likely for so long (ms). */
const BUSY_FOR_MS = 10_000;

/** All who watch a pipeline: those whose sockets are here, and those whose sockets are on relays. */
export class Audience {
  readonly #env: Env;
  readonly #turns: () => Turns;
  readonly #broadcast: Broadcast;
  readonly #relays: Relays;
  readonly #presence: Presence;
  #lastEvent = 0;

  constructor(ctx: DurableObjectState, env: Env, turns: () => Turns) {
    this.#env = env;
    this.#turns = turns;
    this.#broadcast = new Broadcast(ctx);
    this.#relays = new Relays({
      sql: ctx.storage.sql,
      capacity: capacityOf(env),
      head: () => turns().read(({ journal }) => journal.head),
      deliver: (relay, news) => this.#deliver(relay, news),
      changed: () => this.changed(),
    });
    this.#presence = new Presence(this);
  }

  get viewers(): number {
    return this.#broadcast.viewers + this.#relays.viewers;
  }

  push(events: readonly Outgoing[]): void {
    if (events.some(({ seq }) => seq !== null)) this.#lastEvent = Date.now();
    this.#relays.push(events);
    this.#broadcast.objects = this.#objects;
    this.#broadcast.push(events);
  }

  /** Takes a viewer in, with no `await` between what it sees first and what it is sent from then on; or says which relay has room. */
  enter(asked: ViewerQuery): Response {
    const relay = this.#relays.placeFor(this.#broadcast.viewers);
    if (relay !== null) return new Response(String(relay), { status: ELSEWHERE });
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.#turns().read((turn) => {
      const query = resolved(turn, asked);
      this.#broadcast.accept(ours, query.run, () => catchUp(turn, query, this.viewers));
    });
    this.changed();
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** The same for one who waits at a relay; resolves when the relay has taken it in. */
  async enterRelay(relay: number, ticket: string, asked: ViewerQuery): Promise<void> {
    const welcome = this.#turns().read((turn) => {
      const query = resolved(turn, asked);
      const busy = turn.now - this.#lastEvent < BUSY_FOR_MS;
      return { ticket, seq: turn.journal.head, run: query.run, busy, text: catchUp(turn, query, this.viewers + 1) };
    });
    await this.#relays.join(relay, welcome);
    this.changed();
  }

  /** One whose socket was here has gone. */
  left(socket: WebSocket): void {
    this.#broadcast.drop(socket);
    this.changed();
  }

  /** Some have left a relay. */
  counted(relay: number, viewers: number): void {
    this.#relays.counted(relay, viewers);
  }

  /** Somebody has come or gone. */
  changed(): void {
    this.#presence.changed();
  }

  /** The number of viewers, which then lasts through a sleep. */
  count(): number {
    this.#relays.keepCounts();
    return this.viewers;
  }

  async #deliver(relay: number, news: readonly News[]): Promise<number> {
    const { pipeline } = this.#turns();
    if (pipeline === null) throw new Error('A pipeline that does not exist has a relay.');
    const place = { pipeline, relay };
    return relayObject(this.#env, place).push(place, news, this.#objects);
  }

  /** How many objects tell the viewers. */
  get #objects(): number {
    return 1 + this.#relays.count;
  }
}

/** The run may have had another name when its address was handed on. */
const resolved = ({ runs }: Turn, query: ViewerQuery): ViewerQuery => ({
  ...query,
  run: query.run && runs.idOf(query.run),
});
