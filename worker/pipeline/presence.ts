import { encodeEvent } from '../../protocol/index.ts';
import type { Audience } from './audience.ts';

/**
 * At most one event in so long (ms), when the number of viewers has changed. Many viewers come and go all the time, and to
 * tell all of them each second would be most of the work.
 */
const pauseFor = (viewers: number): number => Math.min(10_000, Math.max(1000, 4 * viewers));

/**
 * Tells the viewers how many they are. It is not journalled: who comes later is told the number as it is then. So it has no id
 * either, and a viewer resumes from the event before.
 */
export class Presence {
  readonly #audience: Audience;
  #told: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(audience: Audience) {
    this.#audience = audience;
  }

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#tell();
    }, pauseFor(this.#audience.viewers));
  }

  #tell(): void {
    const viewers = this.#audience.count();
    if (viewers === this.#told) return;
    this.#told = viewers;
    this.#audience.push([{ seq: null, run: null, text: encodeEvent({ event: 'presence', data: { viewers } }) }]);
  }
}
