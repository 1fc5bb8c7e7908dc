import type { News, Welcome } from '../relay/rpc.ts';

/** At most one call to a relay in so long (ms): the relay makes frames, this makes them few calls. */
const CALL_EVERY_MS = 33;
/** A failed call is made again after so long (ms), twice as long, and so on. */
const FIRST_PAUSE_MS = 50;
const TRIES = 7;
/** Characters of events that may wait while calls fail. A relay asks for what is missing, in the journal's own measure. */
const WAITING_CHARS = 1024 * 1024;

interface Arrival {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The news of a pipeline on their way to one relay: in order, one call at a time. What is delivered twice or not at all the
 * relay knows by the seq.
 */
export class RelayFeed {
  /** How many viewers the relay had when it was last heard of. */
  viewers: number;
  readonly #deliver: (news: readonly News[]) => Promise<number>;
  readonly #rested: () => void;
  readonly #arrivals = new Map<string, Arrival>();
  #waiting: News[] = [];
  #chars = 0;
  #busy = false;

  constructor(viewers: number, deliver: (news: readonly News[]) => Promise<number>, rested: () => void) {
    this.viewers = viewers;
    this.#deliver = deliver;
    this.#rested = rested;
  }

  /** How many viewers are about to be welcomed. */
  get arriving(): number {
    return this.#arrivals.size;
  }

  push(news: readonly News[]): void {
    if (this.#chars > WAITING_CHARS) {
      this.#waiting = this.#waiting.filter((item) => !('event' in item));
      this.#chars = 0;
    }
    for (const item of news) if ('event' in item) this.#chars += item.event.text.length;
    this.#waiting.push(...news);
    if (!this.#busy) void this.#work();
  }

  /** Resolves when the relay has taken the viewer in. */
  welcome(welcome: Welcome): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#arrivals.set(welcome.ticket, { resolve, reject });
      this.push([{ welcome }]);
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    let tries = 0;
    while (this.#waiting.length > 0) {
      const news = this.#waiting;
      this.#waiting = [];
      this.#chars = 0;
      try {
        this.viewers = await this.#deliver(news);
        this.#settle(news, (arrival) => arrival.resolve());
        tries = 0;
      } catch (error) {
        tries += 1;
        if (tries < TRIES) {
          this.#waiting.unshift(...news);
        } else {
          console.error({ message: 'A relay cannot be reached.', error: String(error) });
          this.#settle(news, (arrival) => arrival.reject(error));
        }
      }
      const pause = tries === 0 ? CALL_EVERY_MS : FIRST_PAUSE_MS * 2 ** (tries - 1);
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (tries === TRIES) tries = 0;
    }
    this.#busy = false;
    this.#rested();
  }

  #settle(news: readonly News[], how: (arrival: Arrival) => void): void {
    for (const item of news) {
      if (!('welcome' in item)) continue;
      const arrival = this.#arrivals.get(item.welcome.ticket);
      this.#arrivals.delete(item.welcome.ticket);
      if (arrival) how(arrival);
    }
  }
}
