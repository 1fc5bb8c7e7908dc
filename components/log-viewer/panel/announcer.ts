import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A log that is read out line by line cannot be followed: what came is summed up, at most this often (ms). */
const PAUSE = 5000;

/** The text of a polite live region that says how many lines came, and how many of them are errors. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #describe: (lines: number, errors: number) => string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #said = { lines: 0, errors: 0 };
  #now = { lines: 0, errors: 0 };

  /** What the region shows. */
  text = '';

  constructor(host: ReactiveControllerHost, describe: (lines: number, errors: number) => string) {
    this.#host = host;
    this.#describe = describe;
    host.addController(this);
  }

  /** The log has so many lines and errors now. */
  count(lines: number, errors: number): void {
    if (lines < this.#said.lines) this.#said = { lines: 0, errors: 0 };
    this.#now = { lines, errors };
    if (lines > this.#said.lines) this.#timer ??= setTimeout(() => this.#speak(), PAUSE);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    const lines = this.#now.lines - this.#said.lines;
    if (lines > 0) this.text = this.#describe(lines, this.#now.errors - this.#said.errors);
    this.#said = this.#now;
    this.#host.requestUpdate();
  }
}
