import type { Layout, Sizes } from '../types.ts';
import type { Zoom } from './zoom.ts';

/** So many boxes come into a frame at once: more would be felt. */
const BATCH = 8;
/** Where more than so many are in sight, they are too small to be read: their outlines will do. */
const MOST = 260;
/** Around what is in sight, in boxes. */
const MARGIN = 2;

/**
 * Which boxes to draw of a picture that has too many: those in sight, and a few around it. `before` are those drawn now. They
 * come a few at a time; the answer is `before` itself once all are there.
 */
export function inSight(
  zoom: Zoom,
  { layers, places }: Pick<Layout, 'layers' | 'places'>,
  { nodeHeight, rowGap }: Pick<Sizes, 'nodeHeight' | 'rowGap'>,
  before: ReadonlySet<string>,
): ReadonlySet<string> {
  const { viewport, scale, picture } = zoom;
  if (!picture) return new Set(places.keys());
  // A unit of the picture is a tenth of an em.
  const unit = parseFloat(getComputedStyle(picture).fontSize) / 10;
  const column = (picture.offsetWidth / layers.length) * scale;
  const row = (nodeHeight + rowGap) * unit * scale;
  const [left, top] = [Math.abs(viewport.scrollLeft) / column, viewport.scrollTop / row];
  const [right, bottom] = [left + viewport.clientWidth / column, top + viewport.clientHeight / row];

  const wanted: string[] = [];
  for (const [id, place] of places) {
    const across = place.layer >= Math.floor(left) - 1 && place.layer <= right + 1;
    // The heading is about a row high.
    if (across && place.row >= top - 1 - MARGIN && place.row <= bottom + MARGIN) wanted.push(id);
  }
  if (wanted.length > MOST) return before.size === 0 ? before : new Set();
  const missing = wanted.filter((id) => !before.has(id));
  if (missing.length === 0 && before.size <= MOST) return before;
  const kept = before.size > MOST ? wanted.filter((id) => before.has(id)) : before;
  return new Set([...kept, ...missing.slice(0, BATCH)]);
}
