import { AsyncDirective, directive } from 'lit/async-directive.js';
import { onTick } from '../shared/clock.ts';

/**
 * Text that changes with time, such as a duration that still counts. The tick writes this one text and renders nothing else:
 * a page with a hundred running jobs changes a hundred text nodes a second, and one where none is running does nothing.
 */
class Ticking extends AsyncDirective {
  #text: (now: number) => string = String;
  #lives = false;
  #stop: (() => void) | undefined;

  override render(text: (now: number) => string, lives: boolean): string {
    this.#text = text;
    this.#lives = lives;
    if (this.isConnected) this.reconnected();
    return text(Date.now());
  }

  protected override disconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  protected override reconnected(): void {
    if (!this.#lives) this.disconnected();
    else this.#stop ??= onTick(() => this.setValue(this.#text(Date.now())));
  }
}

/** `ticking((now) => formatDuration(now - start), running)` */
export const ticking = directive(Ticking);
