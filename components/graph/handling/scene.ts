import { render, svg } from 'lit';
import { firstBoxes } from '../many.ts';
import type { Layout, Sizes } from '../types.ts';
import { Section, type Crowd } from './crowd.ts';
import { covers, inSight, sightOf, withMargin, type Sight } from './sight.ts';
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

/** What is drawn of a large picture: of what is in sight the boxes, a few with each frame; of the others their outlines, and the lines. */
export class Scene {
  /** The boxes that are drawn; null as long as nobody has looked. */
  boxes: ReadonlySet<string> | null = null;

  /** On paper everything is in sight. */
  isPrinted = false;

  /** Null when the viewport has moved since it was looked at. */
  #sight: Sight | null = null;
  #section: {
    readonly sight: Sight;
    readonly isRough: boolean;
    readonly layout: Layout;
    readonly section: Section;
  } | null = null;

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

  #draw({ viewport }: Zoom, { layout, sizes, crowd }: Large, sight: Sight, isScaling: boolean): void {
    const group = crowd && viewport.querySelector<SVGElement>('.crowd');
    if (!group) return;
    let known = this.#section;
    if (known?.layout !== layout || (known.isRough && !isScaling) || !covers(known.sight, sight, isScaling)) {
      const around = this.isPrinted ? sight : withMargin(sight, isScaling);
      known = { layout, sight: around, isRough: isScaling, section: new Section(around, layout, sizes, isScaling) };
      this.#section = known;
    }
    const paths = known.section.draw(crowd);
    if (!paths) return;
    render(
      [...paths].flatMap(([look, bands]) => bands.map((d) => svg`<path class=${look} d=${d} />`)),
      group,
    );
  }
}
