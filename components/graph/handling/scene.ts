import { render, svg } from 'lit';
import { whenIdle } from '../../shared/when-idle.ts';
import { firstBoxes } from '../many.ts';
import type { Layout, Sizes } from '../types.ts';
import { Section, type Crowd, type Paths } from './crowd.ts';
import { BLOWN_UP, covers, inSight, sightOf, withMargin, within, type Sight } from './sight.ts';
import type { Zoom } from './zoom.ts';

/** A picture of so many boxes that only those in sight are drawn. */
export interface Large {
  readonly layout: Layout;
  readonly sizes: Sizes;
  readonly crowd: Crowd | null;
}

/** All of a picture, in its own size. */
const wholeOf = ({ layers, height }: Layout, { nodeWidth, gutter }: Sizes): Sight => {
  const left = -gutter / 2;
  return { left, right: left + layers.length * (nodeWidth + gutter), top: 0, bottom: height, across: 1, down: 1 };
};

/** A part of a picture that is drawn. */
interface Drawn {
  readonly sight: Sight;
  readonly section: Section;
}

/** So many sections are kept that were drawn while the scale changed. */
const MOST_KEPT = 8;

/** What is drawn of a large picture: of what is in sight the boxes, a few with each frame; of the others their outlines, and the lines. */
export class Scene {
  /** The boxes that are drawn; null as long as nobody has looked. */
  boxes: ReadonlySet<string> | null = null;

  /** On paper everything is in sight. */
  isPrinted = false;

  /** Null when the viewport has moved since it was looked at. */
  #sight: Sight | null = null;
  #layout: Layout | null = null;
  /** What was drawn when the hand was at rest. */
  #fine: Drawn | null = null;
  /** What was drawn while the scale changed, to be shown again when it comes back. */
  #rough: readonly Drawn[] = [];
  #paths: Paths | null = null;

  /** Whether what is in sight is the same as when it was last looked at. */
  get isStill(): boolean {
    return this.#sight !== null;
  }

  /** Another part of the picture may be in sight, or another picture. */
  moved(): void {
    this.#sight = null;
  }

  /**
   * Draws what is in sight now. While the scale changes, what is there is shown larger or smaller as far as it reaches, and
   * drawn anew when the hand rests. True if there is more to do in the next frame.
   */
  look(zoom: Zoom, large: Large, isScaling: boolean): boolean {
    const { layout, sizes } = large;
    const before = this.boxes;
    const sight = (this.#sight ??= this.isPrinted ? wholeOf(layout, sizes) : sightOf(zoom, layout, sizes));
    // Columns below each other are read like a page.
    if (!sight || this.isPrinted) {
      if (before?.size !== layout.places.size) this.boxes = new Set(layout.places.keys());
      if (sight) this.#draw(zoom, large, sight, false);
      return false;
    }
    const drawn = before ?? firstBoxes(layout);
    const wanted = inSight(sight, layout, sizes, drawn);
    // Boxes come when the hand rests: each new size would cost their words to be set anew.
    this.boxes = isScaling && wanted.size > drawn.size ? drawn : wanted;
    this.#draw(zoom, large, sight, isScaling);
    return !isScaling && this.boxes !== before;
  }

  #draw({ viewport }: Zoom, large: Large, sight: Sight, isScaling: boolean): void {
    const { layout, crowd } = large;
    const group = crowd && viewport.querySelector<SVGElement>('.crowd');
    if (!group) return;
    if (layout !== this.#layout) this.#begin(large, sight);
    const { section } = isScaling ? this.#roughly(large, sight) : this.#finely(large, sight);
    const paths = section.draw(crowd);
    if (paths === this.#paths) return;
    this.#paths = paths;
    render(
      [...paths].flatMap(([look, bands]) => bands.map((d) => svg`<path class=${look} d=${d} />`)),
      group,
    );
  }

  /** Another picture: the whole of it, which takes longest, is got ready for small sizes while nothing happens. */
  #begin(large: Large, sight: Sight): void {
    const { layout, sizes, crowd } = large;
    this.#layout = layout;
    this.#fine = null;
    this.#rough = [];
    if (!crowd || this.isPrinted) return;
    const whole = wholeOf(layout, sizes);
    /** Of the present size, where all of it is in sight. */
    const size = Math.min(
      1,
      (sight.right - sight.left) / (whole.right - whole.left),
      (sight.bottom - sight.top) / whole.bottom,
    );
    for (const times of [1, BLOWN_UP]) {
      const far = { ...whole, across: sight.across * size * times, down: sight.down * size * times };
      whenIdle?.(() => {
        if (this.#layout === layout) this.#sketch(large, far).section.draw(crowd);
      });
    }
  }

  #finely({ layout, sizes }: Large, sight: Sight): Drawn {
    if (this.#fine && covers(this.#fine.sight, sight, false)) return this.#fine;
    const around = this.isPrinted ? sight : withMargin(sight, false);
    return (this.#fine = { sight: around, section: new Section(around, layout, sizes) });
  }

  /** The nearest of what is there already, if any will do. */
  #roughly(large: Large, sight: Sight): Drawn {
    const whole = wholeOf(large.layout, large.sizes);
    const seen = within(sight, whole);
    const known = [...this.#rough, ...(this.#fine ? [this.#fine] : [])].filter((one) => covers(one.sight, seen, true));
    const [nearest] = known.sort((one, other) => other.sight.down - one.sight.down);
    return nearest ?? this.#sketch(large, within(withMargin(sight, true), whole));
  }

  #sketch({ layout, sizes }: Large, sight: Sight): Drawn {
    const drawn = { sight, section: new Section(sight, layout, sizes, true) };
    this.#rough = [drawn, ...this.#rough].slice(0, MOST_KEPT);
    return drawn;
  }
}
