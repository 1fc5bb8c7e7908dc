import type { RowView } from '../panel/row-view.ts';
import { rangeIn } from '../panel/text-range.ts';
import type { Viewport } from '../panel/viewport.ts';
import type { Place } from './selection.ts';

/** The line and column nearest to a point of the window. */
export function placeAt({ element, views, height }: Viewport, x: number, y: number): Place | null {
  const { top } = element.getBoundingClientRect();
  const inside = Math.max(top + 1, Math.min(y, top + height - 1));
  const view = views.findLast((candidate) => candidate.element.getBoundingClientRect().top <= inside) ?? views[0];
  return view ? { line: view.line, column: columnAt(view, x, inside) } : null;
}

function columnAt(view: RowView, x: number, y: number): number {
  let low = 0;
  let high = view.texts.reduce((sum, { length }) => sum + length, 0);
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = rangeIn(view, middle, middle + 1)?.getBoundingClientRect();
    const behind = !box || box.top > y || (box.bottom >= y && (box.left + box.right) / 2 > x);
    if (behind) high = middle;
    else low = middle + 1;
  }
  return low;
}
