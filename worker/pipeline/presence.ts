import { encodeEvent } from '../../protocol/index.ts';
import type { Audience } from './audience.ts';

/** At most one event in so long (ms), when the number of viewers has changed. */
const EVERY_MS = 1000;

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
    }, EVERY_MS);
  }

  #tell(): void {
    const viewers = this.#audience.count();
    if (viewers === this.#told) return;
    this.#told = viewers;
    this.#audience.push([{ seq: null, run: null, text: encodeEvent({ event: 'presence', data: { viewers } }) }]);
  }
}
