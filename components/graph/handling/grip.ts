import type { ReactiveControllerHost } from 'lit';
import { firstBoxes } from '../many.ts';
import type { Layout, Sizes } from '../types.ts';
import { listen } from './gestures.ts';
import { inSight } from './sight.ts';
import { Zoom } from './zoom.ts';

/** What a person has of a graph in hand: its scale, and the part of it that is in sight. */
export class Grip {
  readonly #host: ReactiveControllerHost;
  #held: { zoom: Zoom; release: () => void } | null = null;
  #layout: Layout | null = null;
  #frame = 0;
  #look: (() => void) | null = null;

  /** Of a graph with too many boxes, those that are to be drawn; null as long as nobody has looked. */
  drawn: ReadonlySet<string> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get zoom(): Zoom | null {
    return this.#held?.zoom ?? null;
  }

  /** To be told after each update of the element which viewport there is, with what in it. */
  hold(viewport: HTMLElement | null, layout: Layout | null, sizes: Sizes | null): void {
    if (viewport !== (this.zoom?.viewport ?? null)) {
      this.release();
      if (viewport) this.#held = this.#take(viewport);
    }
    const { zoom } = this;
    this.#look = zoom && layout && sizes ? () => this.#see(zoom, layout, sizes) : null;
    if (layout !== this.#layout) zoom?.measure();
    this.#layout = layout;
    this.#watch();
  }

  release(): void {
    this.zoom?.clear();
    this.#held?.release();
    this.#held = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #take(viewport: HTMLElement): { zoom: Zoom; release: () => void } {
    const gone = new AbortController();
    let wasScaled = false;
    const zoom = new Zoom(viewport, () => {
      if (zoom.isScaled !== wasScaled) this.#host.requestUpdate();
      wasScaled = zoom.isScaled;
      this.#watch();
    });
    listen(zoom, gone.signal);
    viewport.addEventListener('scroll', () => this.#watch(), { signal: gone.signal, passive: true });
    let { clientWidth } = viewport;
    const resized = new ResizeObserver(() => {
      if (viewport.clientWidth !== clientWidth) zoom.measure();
      ({ clientWidth } = viewport);
      this.#watch();
    });
    resized.observe(viewport);
    return {
      zoom,
      release: () => {
        gone.abort();
        resized.disconnect();
      },
    };
  }

  /** In the next frame; none is asked for while nothing moves. */
  #watch(): void {
    if (!this.#look || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#look?.();
    });
  }

  #see(zoom: Zoom, layout: Layout, sizes: Sizes): void {
    const drawn = inSight(zoom, layout, sizes, this.drawn ?? firstBoxes(layout));
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.#host.requestUpdate();
  }
}
