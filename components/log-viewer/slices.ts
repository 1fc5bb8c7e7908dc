/** How long work may keep the main thread at a time (ms); a frame has 16. */
const SLICE = 8;

/** Does long work in slices, between which the page can paint and answer. */
export class Slices {
  /** Works until the deadline (ms, of `performance.now`); returns whether nothing is left to do. */
  readonly #work: (deadline: number) => boolean;
  #channel: MessageChannel | undefined;

  constructor(work: (deadline: number) => boolean) {
    this.#work = work;
  }

  start(): void {
    if (this.#channel) return;
    // Timers wait 4 ms when they are nested; messages do not.
    this.#channel = new MessageChannel();
    this.#channel.port1.onmessage = () => this.#run();
    this.#channel.port2.postMessage(null);
  }

  stop(): void {
    this.#channel?.port1.close();
    this.#channel = undefined;
  }

  #run(): void {
    if (this.#work(performance.now() + SLICE)) this.stop();
    else this.#channel?.port2.postMessage(null);
  }
}
