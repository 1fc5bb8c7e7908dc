import { setTimeout as delay } from 'node:timers/promises';
import { Publisher } from './publisher.ts';
import { cpuSeconds, machineSeconds, residentMb, type Server } from './server.ts';
import { mark, micros, newTally, Subscriber, type Tally } from './subscriber.ts';

/** A payload's size in bytes: a usual log line. */
const PAYLOAD = 200;
const PAD = 'x'.repeat(64 * 1024);

export interface Figures {
  /** Deliveries a second. */
  rate: number;
  /** Server seconds of processor time for a million deliveries. */
  cpuPerMillion: number;
  p50: number;
  p99: number;
  /** Processors that were busy with neither the server nor this program. */
  others: number;
  /** Deliveries that never came. */
  lost: number;
  gaps: number;
  duplicates: number;
}

/** Viewers of one server, and what is published to them. */
export class Load {
  readonly #server: Server;
  readonly #subscribers: Subscriber[] = [];
  readonly tally: Tally = newTally();
  #q = 0;
  #reading = 0;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Connects viewers, 100 at a time, while there is something to see, and gives how many a second. */
  async connect(count: number): Promise<number> {
    const publisher = new Publisher(this.#server.publish);
    await publisher.open();
    const news = setInterval(() => void this.#publish(publisher, 1, PAYLOAD), 1000);
    await this.#publish(publisher, 1, PAYLOAD);
    const began = micros();
    let opened = 0;
    const worker = async (): Promise<void> => {
      while (opened < count) {
        opened += 1;
        const subscriber = new Subscriber(this.#server.subscribe, this.tally);
        this.#subscribers.push(subscriber);
        await subscriber.open();
      }
    };
    await Promise.all(Array.from({ length: 100 }, worker));
    const took = (micros() - began) / 1e6;
    clearInterval(news);
    await this.#settled();
    publisher.close();
    this.#reading += count;
    return count / took;
  }

  /** The first viewers stop reading, as a page in a tunnel does. */
  stall(count: number): void {
    for (const subscriber of this.#subscribers.slice(0, count)) subscriber.pause();
    this.#reading -= count;
  }

  close(): void {
    for (const subscriber of this.#subscribers) subscriber.close();
  }

  memory(): number {
    return residentMb(this.#server.pids());
  }

  /** Publishes bursts of `size` events, the next when all viewers have the one before, for some seconds. */
  async bursts(size: number, seconds: number): Promise<Figures> {
    return this.#measure(async (publisher, deadline) => {
      let events = 0;
      while (micros() < deadline) {
        const before = this.tally.delivered;
        await this.#publish(publisher, size, PAYLOAD);
        events += size;
        await this.#arrived(before + size * this.#reading);
      }
      return events;
    }, seconds);
  }

  /** Publishes one event at a steady rate. */
  async steady(perSecond: number, seconds: number): Promise<Figures> {
    return this.#measure(async (publisher, deadline) => {
      let events = 0;
      for (let due = micros(); due < deadline; due += 1e6 / perSecond) {
        await delay(Math.max(0, (due - micros()) / 1000));
        await this.#publish(publisher, 1, PAYLOAD);
        events += 1;
      }
      return events;
    }, seconds);
  }

  /** Publishes `megabytes` in events of 4 kB, 16 at a time, as fast as the viewers that read can take them. */
  async volume(megabytes: number): Promise<Figures> {
    const size = 4096;
    const total = Math.round((megabytes * 1e6) / size);
    return this.#measure(async (publisher) => {
      for (let events = 0; events < total; events += 16) {
        const before = this.tally.delivered;
        await this.#publish(publisher, 16, size);
        await this.#arrived(before + 16 * this.#reading);
      }
      return Math.ceil(total / 16) * 16;
    }, 120);
  }

  async #measure(work: (publisher: Publisher, deadline: number) => Promise<number>, seconds: number): Promise<Figures> {
    const step = Math.max(1, Math.floor(this.#subscribers.length / 64));
    this.#subscribers.forEach((subscriber, index) => (subscriber.sampled = index % step === 0));
    const publisher = new Publisher(this.#server.publish);
    await publisher.open();
    await this.#publish(publisher, 1, PAYLOAD); // wakes everything up
    await this.#settled();
    Object.assign(this.tally, { latencies: [], gaps: 0, duplicates: 0 });
    const pids = this.#server.pids();
    const elsewhere = (): number => machineSeconds() - cpuSeconds([...pids, process.pid]);
    const [others, cpu, delivered, began] = [elsewhere(), cpuSeconds(pids), this.tally.delivered, micros()];
    const events = await work(publisher, began + seconds * 1e6);
    const expected = delivered + events * this.#reading;
    await this.#arrived(expected);
    const took = (micros() - began) / 1e6;
    const got = this.tally.delivered - delivered;
    publisher.close();
    const latencies = this.tally.latencies.sort((a, b) => a - b);
    const percentile = (share: number): number => (latencies[Math.floor(share * (latencies.length - 1))] ?? NaN) / 1000;
    return {
      rate: got / took,
      cpuPerMillion: ((cpuSeconds(pids) - cpu) / got) * 1e6,
      p50: percentile(0.5),
      p99: percentile(0.99),
      others: (elsewhere() - others) / took,
      lost: expected - this.tally.delivered,
      gaps: this.tally.gaps,
      duplicates: this.tally.duplicates,
    };
  }

  async #publish(publisher: Publisher, count: number, size: number): Promise<void> {
    const payloads = Array.from({ length: count }, () => {
      const head = mark((this.#q += 1));
      return head + PAD.slice(0, Math.max(0, size - head.length));
    });
    const bodies = this.#server.batches
      ? [this.#server.body(payloads)]
      : payloads.map((payload) => this.#server.body([payload]));
    await Promise.all(bodies.map((body) => publisher.post(body)));
  }

  /** Waits until nothing more comes. */
  async #settled(): Promise<void> {
    for (let before = -1; before < this.tally.delivered; await delay(1000)) before = this.tally.delivered;
  }

  /** Waits until so many deliveries were made; gives up after 10 s without any. */
  async #arrived(delivered: number): Promise<void> {
    let [last, since] = [this.tally.delivered, micros()];
    while (this.tally.delivered < delivered) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.tally.delivered !== last) [last, since] = [this.tally.delivered, micros()];
      else if (micros() - since > 10e6) return;
    }
  }
}
