/** Browsers cut elements off: Firefox at 17,895,697 px, Chromium and WebKit at 33,554,428. */
export const MAX_HEIGHT = 12_000_000;

/**
 * Where a view is in a content that may be higher than a browser can scroll. Up to `MAX_HEIGHT` a pixel is a pixel. Above, a
 * long way of the scrollbar is taken in proportion, and a short one (wheel, keys, fingers) by pixels, so that every line can
 * be reached; the scrollbar is put right at the edges and when it rests.
 */
export class ScrollMap {
  #total = 0;
  #view = 0;
  #top = 0;
  #scrollTop = 0;

  /** Of the content above the view, px. */
  get top(): number {
    return this.#top;
  }

  get maxTop(): number {
    return Math.max(0, this.#total - this.#view);
  }

  /** What the scrolled element has to be high, px. */
  get height(): number {
    return Math.min(this.#total, MAX_HEIGHT);
  }

  /** The content or the view changed its height, px. Returns the `scrollTop` that now belongs to the same place. */
  resize(total: number, view: number): number {
    this.#total = total;
    this.#view = view;
    this.#top = Math.min(this.#top, this.maxTop);
    if (total <= MAX_HEIGHT || this.#stuck(this.#scrollTop)) return this.settle();
    return this.#scrollTop;
  }

  /** Returns the `scrollTop` to set for this place. */
  goTo(top: number): number {
    this.#top = Math.max(0, Math.min(top, this.maxTop));
    this.#scrollTop = this.#proportional;
    return this.#scrollTop;
  }

  /** The element was scrolled. Returns the `scrollTop` to set, null to let it be. */
  scrolled(scrollTop: number): number | null {
    const step = scrollTop - this.#scrollTop;
    this.#scrollTop = scrollTop;
    const far = this.#total <= MAX_HEIGHT || Math.abs(step) > 2 * this.#view;
    const wanted = far ? scrollTop * this.#factor : this.#top + step;
    this.#top = Math.max(0, Math.min(wanted, this.maxTop));
    return this.#stuck(scrollTop) ? this.settle() : null;
  }

  /** Scrolling ended. Returns the `scrollTop` that tells where the view is. */
  settle(): number {
    this.#scrollTop = this.#proportional;
    return this.#scrollTop;
  }

  /** At the edge of the scrollbar but not of the content: nothing would move there any more. */
  #stuck(scrollTop: number): boolean {
    return (scrollTop <= 0 && this.#top > 0) || (scrollTop >= this.#range && this.#top < this.maxTop);
  }

  get #range(): number {
    return Math.max(0, this.height - this.#view);
  }

  get #factor(): number {
    return this.#range === 0 ? 1 : this.maxTop / this.#range;
  }

  /** Within a view of an edge a pixel is a pixel again: so the last step to it is as long as the others. */
  get #proportional(): number {
    const lowest = Math.min(this.#top, this.#view);
    const highest = this.#range - Math.min(this.maxTop - this.#top, this.#view);
    return Math.max(lowest, Math.min(this.#top / this.#factor, highest));
  }
}
