import type { Layout, Sizes } from '../types.ts';
import type { Zoom } from './zoom.ts';

/** What of a picture is in sight, in its own units. */
export interface Sight {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Pixels of the screen to a unit, along the lines and down the page. */
  readonly across: number;
  readonly down: number;
}

/** What a viewport shows; null where the columns of the picture stand below each other. */
export function sightOf(
  { viewport, scale, picture, start }: Zoom,
  { layers }: Pick<Layout, 'layers'>,
  { nodeWidth, gutter }: Pick<Sizes, 'nodeWidth' | 'gutter'>,
): Sight | null {
  if (!picture) return null;
  // Columns are stretched to the page; down the page a unit is a tenth of an em.
  const across = ((picture.offsetWidth / layers.length) * scale) / (nodeWidth + gutter);
  const down = (parseFloat(getComputedStyle(picture).fontSize) / 10) * scale;
  const left = (Math.abs(viewport.scrollLeft) - start) / across - gutter / 2;
  const top = viewport.scrollTop / down;
  const [right, bottom] = [left + viewport.clientWidth / across, top + viewport.clientHeight / down];
  return { left, right, top, bottom, across, down };
}

/** So much of what is in sight (of its width and height) is drawn around it: whoever scrolls shall not see it come. */
const MARGIN = 0.25;
/** And so much while the scale changes: who goes away again comes to what was drawn for a smaller scale. */
const MARGIN_SCALING = 0.1;
/** What is drawn may be shown so much larger before it has to be drawn anew. */
export const BLOWN_UP = 2;

export function withMargin(sight: Sight, isScaling: boolean): Sight {
  const margin = isScaling ? MARGIN_SCALING : MARGIN;
  const [x, y] = [(sight.right - sight.left) * margin, (sight.bottom - sight.top) * margin];
  return { ...sight, left: sight.left - x, right: sight.right + x, top: sight.top - y, bottom: sight.bottom + y };
}

/** As far as there is anything to see. */
export const within = (sight: Sight, whole: Sight): Sight => ({
  ...sight,
  left: Math.max(sight.left, whole.left),
  right: Math.min(sight.right, whole.right),
  top: Math.max(sight.top, whole.top),
  bottom: Math.min(sight.bottom, whole.bottom),
});

/** Whether all of one sight is in another of the same scale; while the scale changes, of about the same. */
export const covers = (outer: Sight, inner: Sight, isScaling: boolean): boolean =>
  (isScaling ? inner.down <= outer.down * BLOWN_UP : outer.across === inner.across && outer.down === inner.down) &&
  outer.left <= inner.left &&
  outer.right >= inner.right &&
  outer.top <= inner.top &&
  outer.bottom >= inner.bottom;

/** So many boxes come into a frame at once: more would be felt. */
const BATCH = 8;
/** Where more than so many are in sight, they are too small to be read: their outlines will do. */
const MOST = 260;
/** Around what is in sight, in boxes. */
const AROUND = 2;

/**
 * Which boxes to draw of a picture that has too many: those in sight, and a few around it. `before` are those drawn now. They
 * come a few at a time; the answer is `before` itself once all are there.
 */
export function inSight(
  { left, right, top, bottom }: Sight,
  { places }: Pick<Layout, 'places'>,
  { nodeWidth, gutter, nodeHeight, rowGap }: Sizes,
  before: ReadonlySet<string>,
): ReadonlySet<string> {
  const [column, row] = [nodeWidth + gutter, nodeHeight + rowGap];
  const wanted: string[] = [];
  for (const [id, place] of places) {
    const across = place.layer >= Math.floor(left / column) - 1 && place.layer <= right / column + 1;
    // The heading is about a row high.
    if (across && place.row >= top / row - 1 - AROUND && place.row <= bottom / row + AROUND) wanted.push(id);
  }
  if (wanted.length > MOST) return before.size === 0 ? before : new Set();
  const missing = wanted.filter((id) => !before.has(id));
  if (missing.length === 0 && before.size <= MOST) return before;
  const kept = before.size > MOST ? wanted.filter((id) => before.has(id)) : before;
  return new Set([...kept, ...missing.slice(0, BATCH)]);
}
