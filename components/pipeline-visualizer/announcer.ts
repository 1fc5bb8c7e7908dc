import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Screen readers drop what is said while they still speak, hence a pause between two announcements (ms). */
const PAUSE = 1500;
/** Of what happens during a pause only the latest is said: the rest is on the screen. */
const KEPT = 3;

/** The text of a live region. It changes once a second and a half at most, however much happens. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What the region shows. */
  text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  say(news: readonly string[]): void {
    if (news.length === 0) return;
    this.#waiting = [...this.#waiting, ...news].slice(-KEPT);
    if (this.#timer === undefined) this.#speak();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #speak(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.text = this.#waiting.join('. ');
    this.#waiting = [];
    this.#timer = setTimeout(() => this.#speak(), PAUSE);
    this.#host.requestUpdate();
  }
}
