/** So near (px) to an edge of what is seen of a viewport, it scrolls. */
const REACH = 40;
/** So far (px) in a frame, at the edge itself and beyond. */
const FASTEST = 18;

/** How far to scroll in a frame for a pointer between two edges: the farther the nearer it is to one of them. */
export function pullOf(at: number, start: number, end: number): number {
  const reach = Math.min(REACH, (end - start) / 3);
  const pull = Math.max(0, start + reach - at) - Math.max(0, at - end + reach);
  return -Math.round(FASTEST * Math.max(-1, Math.min(1, pull / reach)));
}

/** Scrolls a viewport, or the page around it, as long as a pointer with something in its hand stays near an edge. */
export class EdgeScroll {
  readonly #viewport: Element;
  readonly #scrolled: () => void;
  readonly #signal: AbortSignal;
  #pointer = { clientX: 0, clientY: 0 };
  #frame = 0;

  /** `scrolled` is called when something else is under the pointer, which did not move. */
  constructor(viewport: Element, scrolled: () => void, signal: AbortSignal) {
    this.#viewport = viewport;
    this.#scrolled = scrolled;
    this.#signal = signal;
  }

  follow({ clientX, clientY }: PointerEvent): void {
    this.#pointer = { clientX, clientY };
    this.#frame ||= requestAnimationFrame(() => this.#step());
  }

  #step(): void {
    this.#frame = 0;
    if (this.#signal.aborted || !this.#scroll()) return;
    this.#scrolled();
    this.#frame = requestAnimationFrame(() => this.#step());
  }

  /** True if it went any further. */
  #scroll(): boolean {
    const viewport = this.#viewport;
    const { left, right, top, bottom } = viewport.getBoundingClientRect();
    const { clientX, clientY } = this.#pointer;
    const x = pullOf(clientX, Math.max(0, left), Math.min(innerWidth, right));
    const y = pullOf(clientY, Math.max(0, top), Math.min(innerHeight, bottom));
    const where = (): string => [viewport.scrollLeft, viewport.scrollTop, scrollX, scrollY].join();
    const before = where();
    const { scrollTop } = viewport;
    viewport.scrollBy({ left: x, top: y, behavior: 'instant' });
    if (viewport.scrollTop === scrollTop) scrollBy({ top: y, behavior: 'instant' });
    return where() !== before;
  }
}
