import type { News, Welcome } from '../relay/rpc.ts';
import type { Outgoing } from './journal.ts';
import { RelayFeed } from './relay-feed.ts';

/** As many relays as an object can tell everything without being late itself. */
const MAX_RELAYS = 64;
/** A viewer who was sent to a relay and has not come after so long (ms) will not come. */
const ARRIVES_WITHIN_MS = 10_000;

export interface RelaysOptions {
  sql: SqlStorage;
  /** Viewers that one object takes. */
  capacity: number;
  /** The seq of the journal's newest event. */
  head(): number;
  /** Brings news to a relay; answers how many viewers it has. */
  deliver(relay: number, news: readonly News[]): Promise<number>;
  /** The number of viewers may be another one. */
  changed(): void;
}

/**
 * The relays that hold the viewers who are too many for this object. Which there are is in the rows: an object that wakes up
 * must tell all of them what happens.
 */
export class Relays {
  readonly #options: RelaysOptions;
  #feeds: Map<number, RelayFeed> | null = null;
  /** Viewers on their way to a relay, and since when they are counted. */
  #sent = new Map<number, number>();
  #sentSince = 0;

  constructor(options: RelaysOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#known().size;
  }

  get viewers(): number {
    return [...this.#known().values()].reduce((sum, { viewers }) => sum + viewers, 0);
  }

  /** Where the next viewer belongs when so many are here: null for here, or the first relay that has room. */
  placeFor(here: number): number | null {
    const { capacity } = this.#options;
    const known = this.#known();
    if (here < capacity) return null;
    if (Date.now() - this.#sentSince > ARRIVES_WITHIN_MS) {
      this.#sent.clear();
      this.#sentSince = Date.now();
    }
    const loads = Array.from({ length: MAX_RELAYS }, (_, index) => {
      const feed = known.get(index + 1);
      return (feed?.viewers ?? 0) + (feed?.arriving ?? 0) + (this.#sent.get(index + 1) ?? 0);
    });
    const free = loads.findIndex((load) => load < capacity);
    const relay = 1 + (free === -1 ? loads.indexOf(Math.min(...loads)) : free);
    this.#sent.set(relay, (this.#sent.get(relay) ?? 0) + 1);
    return relay;
  }

  push(events: readonly Outgoing[]): void {
    const known = this.#known(events.length > 0);
    if (known.size === 0 || events.length === 0) return;
    const news = events.map((event) => ({ event }));
    for (const feed of known.values()) feed.push(news);
  }

  join(relay: number, welcome: Welcome): Promise<void> {
    const known = this.#known();
    let feed = known.get(relay);
    if (feed === undefined) {
      // Written in the same turn as what the viewer sees first: from there on the relay is told everything.
      this.#options.sql.exec('INSERT INTO relays (relay, viewers) VALUES (?, 0)', relay);
      feed = this.#open(relay, 0);
      known.set(relay, feed);
    }
    this.#sent.set(relay, Math.max(0, (this.#sent.get(relay) ?? 0) - 1));
    return feed.welcome(welcome);
  }

  /** Viewers have left a relay. */
  counted(relay: number, viewers: number): void {
    const feed = this.#known().get(relay);
    if (feed === undefined || feed.viewers === viewers) return;
    feed.viewers = viewers;
    // A relay without viewers is let go when its answer says so: it knows who is just coming in.
    if (viewers === 0) feed.push([{ head: this.#options.head() }]);
    this.#options.changed();
  }

  /** Keeps the numbers for after the sleep. */
  keepCounts(): void {
    for (const [relay, { viewers }] of this.#known()) {
      this.#options.sql.exec('UPDATE relays SET viewers = ?2 WHERE relay = ?1 AND viewers <> ?2', relay, viewers);
    }
  }

  /**
   * Read from the rows after a sleep, or a crash: then nobody knows whether the last words have reached the relays. They see
   * it by the seq of the next event, or are told how far the journal is.
   */
  #known(eventsFollow = false): Map<number, RelayFeed> {
    if (this.#feeds !== null) return this.#feeds;
    const rows = this.#options.sql
      .exec<{ relay: number; viewers: number }>('SELECT relay, viewers FROM relays ORDER BY relay')
      .toArray();
    this.#feeds = new Map(rows.map(({ relay, viewers }) => [relay, this.#open(relay, viewers)]));
    if (!eventsFollow) for (const feed of this.#feeds.values()) feed.push([{ head: this.#options.head() }]);
    return this.#feeds;
  }

  #open(relay: number, viewers: number): RelayFeed {
    const { deliver, changed, sql } = this.#options;
    let known = viewers;
    const rested = () => {
      if (feed.viewers === 0) {
        this.#feeds?.delete(relay);
        sql.exec('DELETE FROM relays WHERE relay = ?', relay);
      }
      if (feed.viewers !== known) changed();
      known = feed.viewers;
    };
    const feed = new RelayFeed(viewers, (news) => deliver(relay, news), rested);
    return feed;
  }
}
