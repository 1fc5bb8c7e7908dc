import { render, svg } from 'lit';
import { em } from '../em.ts';
import { MARGIN } from '../frame.styles.ts';
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
    readonly layout: Layout;
    readonly section: Section;
  } | null = null;

  /** Another part of the picture may be in sight, or another picture. */
  moved(): void {
    this.#sight = null;
  }

  /**
   * Draws what is in sight now. While the scale changes, what is there is shown larger or smaller as far as it reaches: that is
   * the compositor's work alone. True if there is more to do in the next frame.
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

  #draw({ viewport, scale }: Zoom, { layout, sizes, crowd }: Large, sight: Sight, isScaling: boolean): void {
    const picture = crowd && viewport.querySelector<SVGElement>('.crowd');
    if (!picture) return;
    let known = this.#section;
    if (known?.layout !== layout || !covers(known.sight, sight, isScaling)) {
      const around = this.isPrinted ? sight : withMargin(sight, isScaling);
      known = { layout, sight: around, section: new Section(around, layout, sizes, isScaling) };
      this.#section = known;
      place(picture, known.sight, layout, scale, sizes);
    }
    const paths = known.section.draw(crowd);
    if (!paths) return;
    render(
      [...paths].flatMap(([look, bands]) => bands.map((d) => svg`<path class=${look} d=${d} />`)),
      picture,
    );
  }
}

/**
 * Puts the picture of a part of the whole where that part is. It is as large as on the screen and then scaled back, so that the
 * compositor has it in the right size, and need not paint it anew while it scales.
 */
function place(
  picture: SVGElement,
  { left, right, top, bottom }: Sight,
  { layers }: Layout,
  scale: number,
  { nodeWidth, gutter }: Sizes,
): void {
  const width = layers.length * (nodeWidth + gutter);
  picture.setAttribute('viewBox', `${left} ${top} ${right - left} ${bottom - top}`);
  const share = (units: number): string => `calc((100% - ${em(2 * MARGIN)}) * ${units / width})`;
  const properties = {
    'inline-size': share((right - left) * scale),
    'block-size': em((bottom - top) * scale),
    'margin-inline-start': share(left + gutter / 2),
    'margin-block-start': em(top),
    '--_scale': `${scale}`,
  };
  for (const [name, value] of Object.entries(properties)) picture.style.setProperty(name, value);
}
