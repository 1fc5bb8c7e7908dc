import type { JobEvent, RunEvent } from '../protocol/index.ts';
import type { Connection } from './connection.ts';

/** Events that a request carries. */
const BATCH = 100;

/** The events of a run on their way to the server, in the background. Their ids make it harmless to send one twice. */
export class Outbox {
  readonly #connection: Connection;
  #events: (RunEvent | JobEvent)[] = [];
  #sending: Promise<void> | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  push(event: RunEvent | JobEvent): void {
    if (this.#connection.closed) return;
    this.#events.push(event);
    this.#sending ??= this.#send();
  }

  /** Resolves when the server has all events, or when nothing is sent any more. */
  flushed(): Promise<void> {
    return this.#sending ?? Promise.resolve();
  }

  async #send(): Promise<void> {
    await Promise.resolve(); // what is told in one go travels in one request
    while (this.#events.length > 0 && !this.#connection.closed) {
      const batch = this.#events.slice(0, BATCH);
      const answer = await this.#connection.send({
        method: 'POST',
        path: '/events',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(batch),
      });
      if (answer) this.#events = this.#events.slice(batch.length);
    }
    this.#sending = null; // in the same turn as the last look, so that no event slips in between unseen
  }
}
