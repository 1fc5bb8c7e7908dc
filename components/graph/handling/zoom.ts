import { clampScale, keepPoint } from './scale.ts';

/** In pixels of the screen, from the corner of the viewport where lines begin. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * The scale of a picture in its viewport. The picture is transformed and not laid out anew, so that it costs the same at any
 * size; and the viewport scrolls over the room that the transformed picture takes, as over anything else on a page.
 */
export class Zoom {
  readonly viewport: HTMLElement;
  readonly #changed: () => void;
  #scale = 1;
  /** The picture's own size, known while it is scaled. */
  #size: { width: number; height: number } | null = null;

  /** `changed` is called when another part of the picture may be in sight. */
  constructor(viewport: HTMLElement, changed: () => void) {
    this.viewport = viewport;
    this.#changed = changed;
  }

  get scale(): number {
    return this.#scale;
  }

  get isScaled(): boolean {
    return this.#size !== null;
  }

  /** How far from the side of its viewport the picture begins: one that is narrower stands in the middle. */
  get start(): number {
    const { viewport } = this;
    if (this.#size) return Math.max(0, (viewport.clientWidth - this.#size.width * this.#scale) / 2);
    const { picture } = this;
    if (!picture) return 0;
    const [inner, outer] = [picture.getBoundingClientRect(), viewport.getBoundingClientRect()];
    const gap = isRightToLeft(viewport) ? outer.right - inner.right : inner.left - outer.left;
    return gap + Math.abs(viewport.scrollLeft);
  }

  /** Null where columns stand below each other: such a page is read and scrolled, not zoomed. */
  get picture(): HTMLElement | null {
    const picture = this.viewport.querySelector<HTMLElement>('.graph');
    return picture?.querySelector('.edges')?.getClientRects().length ? picture : null;
  }

  /** Scales by a factor; what is at the spot, or in the middle, stays there. */
  by(factor: number, spot?: Spot): void {
    this.to(this.#scale * factor, spot);
  }

  to(scale: number, spot: Spot = this.#middle()): void {
    const { picture, viewport } = this;
    const next = clampScale(scale);
    if (!picture || next === this.#scale) return;
    const { start } = this;
    this.#size ??= this.#take(picture);
    const factor = next / this.#scale;
    const across = Math.abs(viewport.scrollLeft);
    this.#scale = next;
    this.#draw(picture);
    const left = keepPoint(across, spot.x - start, factor) - start + this.start;
    this.scrollTo(left, keepPoint(viewport.scrollTop, spot.y, factor));
    this.#changed();
  }

  /** The whole picture at once. */
  fit(): void {
    const { picture, viewport } = this;
    if (!picture) return;
    const { width, height } = this.#size ?? { width: viewport.scrollWidth, height: viewport.scrollHeight };
    this.to(Math.min(1, viewport.clientWidth / width, viewport.clientHeight / height));
    this.scrollTo(0, 0);
  }

  /** As it was before anybody touched it. */
  reset(): void {
    this.clear();
    this.#changed();
  }

  /** The same, without a word to anybody. */
  clear(): void {
    const picture = this.viewport.querySelector<HTMLElement>('.graph');
    this.#scale = 1;
    this.#size = null;
    this.viewport.classList.remove('scaled');
    this.viewport.style.removeProperty('block-size');
    for (const property of ['inline-size', 'margin-inline-start', 'transform']) picture?.style.removeProperty(property);
  }

  /** The picture has another size, or the viewport has. */
  measure(): void {
    if (!this.#size) return;
    const { picture } = this;
    const scale = this.#scale;
    this.clear();
    if (picture) this.to(scale, { x: 0, y: 0 });
  }

  /** From the corner where lines begin; scrolling counts below zero where they run to the left. */
  scrollTo(x: number, y: number): void {
    const { viewport } = this;
    viewport.scrollTo({ left: isRightToLeft(viewport) ? -x : x, top: y, behavior: 'instant' });
  }

  /** A picture that is out of the flow keeps the size that it had in it. */
  #take(picture: HTMLElement): { width: number; height: number } {
    const { viewport } = this;
    const { offsetWidth: width, offsetHeight: height } = picture;
    viewport.style.setProperty('block-size', `${viewport.getBoundingClientRect().height}px`);
    picture.style.setProperty('inline-size', `${width}px`);
    viewport.classList.add('scaled');
    return { width, height };
  }

  #draw(picture: HTMLElement): void {
    const { width, height } = this.#size ?? { width: 0, height: 0 };
    picture.style.setProperty('transform', `scale(${this.#scale})`);
    picture.style.setProperty('margin-inline-start', `${this.start}px`);
    const extent = this.viewport.querySelector<HTMLElement>('.extent');
    extent?.style.setProperty('inline-size', `${width * this.#scale}px`);
    extent?.style.setProperty('block-size', `${height * this.#scale}px`);
  }

  #middle(): Spot {
    return { x: this.viewport.clientWidth / 2, y: this.viewport.clientHeight / 2 };
  }
}

const isRightToLeft = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';
