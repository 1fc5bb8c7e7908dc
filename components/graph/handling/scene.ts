import { render, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
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

const EVERYTHING: Sight = {
  left: -Infinity,
  right: Infinity,
  top: -Infinity,
  bottom: Infinity,
  across: 1,
  down: 1,
};

/** What is drawn of a large picture: of what is in sight the boxes, a few with each frame; of the others their outlines, and the lines. */
export class Scene {
  /** The boxes that are drawn; null as long as nobody has looked. */
  boxes: ReadonlySet<string> | null = null;

  /** On paper everything is in sight. */
  isPrinted = false;

  /** Null when the viewport has moved since it was looked at. */
  #sight: Sight | null = null;
  #scale = 0;
  #section: {
    readonly sight: Sight;
    readonly layout: Layout;
    readonly without: unknown;
    readonly section: Section;
  } | null = null;

  /** Another part of the picture may be in sight, or another picture. */
  moved(): void {
    this.#sight = null;
  }

  /** Draws what is in sight now. True if there is more to do in the next frame. */
  look(zoom: Zoom, large: Large): boolean {
    const { layout, sizes } = large;
    const before = this.boxes;
    const sight = (this.#sight ??= this.isPrinted ? EVERYTHING : sightOf(zoom, layout, sizes));
    // Columns below each other are read like a page.
    if (!sight || this.isPrinted) {
      if (before?.size !== layout.places.size) this.boxes = new Set(layout.places.keys());
      if (sight) this.#draw(zoom, large, sight, this.boxes ?? new Set());
      return false;
    }
    const isScaling = this.#scale !== 0 && sight.down !== this.#scale;
    this.#scale = sight.down;
    const drawn = before ?? firstBoxes(layout);
    const wanted = inSight(sight, layout, sizes, drawn);
    // Boxes come when the hand rests: each new size would cost their words to be set anew.
    const isLate = isScaling && wanted.size > drawn.size;
    this.boxes = isLate ? drawn : wanted;
    this.#draw(zoom, large, sight, this.boxes);
    return isLate || this.boxes !== before;
  }

  #draw({ viewport }: Zoom, { layout, sizes, crowd }: Large, sight: Sight, without: ReadonlySet<string>): void {
    const group = crowd && viewport.querySelector<SVGElement>('.crowd');
    if (!group) return;
    let known = this.#section;
    if (known?.layout !== layout || known.without !== without || !covers(known.sight, sight)) {
      const around = withMargin(sight);
      known = { layout, without, sight: around, section: new Section(around, layout, sizes, without) };
      this.#section = known;
    }
    const paths = known.section.draw(crowd);
    if (!paths) return;
    const views = repeat(
      paths,
      ([look]) => look,
      ([look, d]) => svg`<path class=${look} d=${d} />`,
    );
    render(views, group);
  }
}
