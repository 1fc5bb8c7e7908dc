import { setTimeout as delay } from 'node:timers/promises';
import type { PipelineEvent } from '../../../protocol/index.ts';
import type { Random } from './random.ts';

const RUN = 'numbered';
const JOB = 'count';

/** Writes numbered lines and now and then news of the job, until each of them is acknowledged. */
export class NumberedWriter {
  /** Lines that the server has said to have. */
  lines = 0;
  /** How often it had to send something again. */
  retries = 0;
  readonly #url: URL;
  readonly #random: Random;
  #writing: Promise<void> | null = null;
  #stopped = false;
  #news = 0;

  constructor(url: URL, random: Random) {
    this.#url = new URL('/api/pipelines/default/events', url);
    this.#random = random;
  }

  start(): void {
    this.#stopped = false;
    this.#writing = this.#pour();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writing;
  }

  /** Writes some lines, in one request. */
  async write(count: number, length = 0): Promise<void> {
    const filling = 'é'.repeat(length);
    const events: PipelineEvent[] = Array.from({ length: count }, (_, index) => {
      const number = this.lines + index + 1;
      return { event: 'log', run: RUN, job: JOB, id: `line ${number}`, message: `line ${number} ${filling}` };
    });
    if (this.#random.next() < 0.3) {
      this.#news += 1;
      const progress = this.#news % 100;
      events.push({ event: 'job', run: RUN, job: JOB, id: `news ${this.#news}`, status: 'running', progress });
    }
    await this.#deliver(events);
    this.lines += count;
  }

  async #pour(): Promise<void> {
    while (!this.#stopped) {
      await this.write(this.#random.between(1, 20), this.#random.between(0, 120));
      await delay(this.#random.between(0, 25));
    }
  }

  /** The ids make it harmless to send again what may have arrived. */
  async #deliver(events: PipelineEvent[]): Promise<void> {
    for (;;) {
      const status = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(events),
        signal: AbortSignal.timeout(5000),
      }).then(
        (response) => response.status,
        () => null,
      );
      if (status === 202) return;
      if (status !== null && status < 500) throw new Error(`The writer got ${status}.`);
      this.retries += 1;
      await delay(50);
    }
  }
}
