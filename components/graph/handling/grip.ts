import type { ReactiveControllerHost } from 'lit';
import type { Layout } from '../types.ts';
import { listen } from './gestures.ts';
import { Scene, type Large } from './scene.ts';
import { Zoom } from './zoom.ts';

/** After so long (ms) without a change of scale the hand is at rest. */
const REST = 120;

/** What a person has of a graph in hand: its scale, and the part of it that is in sight. */
export class Grip {
  readonly #host: ReactiveControllerHost;
  #held: { zoom: Zoom; release: () => void } | null = null;
  #layout: Layout | null = null;
  #large: Large | null = null;
  #scene = new Scene();
  #frame = 0;
  /** Runs while the scale changes. */
  #scaling: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get zoom(): Zoom | null {
    return this.#held?.zoom ?? null;
  }

  /** Of a graph with too many boxes, those that are to be drawn; null as long as nobody has looked. */
  get drawn(): ReadonlySet<string> | null {
    return this.#scene.boxes;
  }

  /** To be told after each update of the element which viewport there is, with what in it. */
  hold(viewport: HTMLElement | null, layout: Layout | null, large: Large | null): void {
    if (viewport !== (this.zoom?.viewport ?? null)) {
      this.release();
      if (viewport) this.#held = this.#take(viewport);
    }
    if (layout !== this.#layout) {
      if (layout?.height !== this.#layout?.height || layout?.layers.length !== this.#layout?.layers.length)
        this.zoom?.measure();
      this.#scene.moved();
    }
    this.#layout = layout;
    this.#large = large;
    // At first, and where nothing has moved, the crowd is drawn in the same frame as the boxes.
    if ((this.#scene.isStill || this.drawn === null) && this.#frame === 0) this.#look();
    else this.#watch();
  }

  release(): void {
    this.zoom?.clear();
    this.#held?.release();
    this.#held = null;
    this.#layout = null;
    this.#scene = new Scene();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #take(viewport: HTMLElement): { zoom: Zoom; release: () => void } {
    const gone = new AbortController();
    const moved = (): void => {
      this.#scene.moved();
      this.#watch();
    };
    let wasScaled = false;
    const zoom = new Zoom(viewport, () => {
      if (zoom.isScaled !== wasScaled) this.#host.requestUpdate();
      wasScaled = zoom.isScaled;
      this.#scales();
      moved();
    });
    listen(zoom, gone.signal);
    viewport.addEventListener('scroll', moved, { signal: gone.signal, passive: true });
    addEventListener('beforeprint', () => this.#print(true), { signal: gone.signal });
    addEventListener('afterprint', () => this.#print(false), { signal: gone.signal });
    let { clientWidth } = viewport;
    const resized = new ResizeObserver(() => {
      if (viewport.clientWidth !== clientWidth) zoom.measure();
      ({ clientWidth } = viewport);
      moved();
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

  /** On paper nobody can scroll: the whole picture is drawn, small enough to be as wide as the page at most. */
  #print(isPrinted: boolean): void {
    this.zoom?.reset();
    const { style } = this.zoom?.picture ?? {};
    const { layout, sizes } = this.#large ?? {};
    if (!style || !layout || !sizes) return;
    // In em, of which each is ten units; and there is some room around the columns.
    const width = (layout.layers.length * (sizes.nodeWidth + sizes.gutter)) / 10 + 2;
    if (isPrinted) style.setProperty('font-size', `min(1em, ${100 / width}cqi)`);
    else style.removeProperty('font-size');
    this.#scene.isPrinted = isPrinted;
    this.#scene.moved();
    this.#look();
  }

  /** The scale has changed, and may change on. */
  #scales(): void {
    if (this.#scaling !== null) clearTimeout(this.#scaling);
    this.#scaling = setTimeout(() => {
      this.#scaling = null;
      this.#watch();
    }, REST);
  }

  /** In the next frame; none is asked for while nothing moves. */
  #watch(): void {
    if (this.#large) this.#frame ||= requestAnimationFrame(() => this.#look());
  }

  #look(): void {
    this.#frame = 0;
    const { zoom, drawn } = this;
    if (!zoom || !this.#large) return;
    if (this.#scene.look(zoom, this.#large, this.#scaling !== null)) this.#watch();
    // After the update in which it may be looked at first.
    if (this.drawn !== drawn) queueMicrotask(() => this.#host.requestUpdate());
  }
}
