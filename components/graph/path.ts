import { pathRound } from 'd3';
import type { Route, Sizes } from './types.ts';

/**
 * The `d` of an edge. It is level at every point and bent between them, like d3's `curveBumpX`, so that it stays inside the
 * gutter that the two points stand for; a vertical one is straight. Where it turns back, which is where two points are above
 * each other, it makes a loop: to the right as it leaves a box, to the left as it comes to one.
 */
export function pathOf(
  { points, vertical }: Pick<Route, 'points' | 'vertical'>,
  { gutter }: Pick<Sizes, 'gutter'>,
): string {
  // A Bézier curve reaches three quarters of the way to its control points: it stays clear of the next layer.
  const reach = gutter * 0.8;
  // d3-path alone: the curves of d3-shape come as one module of 12 kB, whichever of them is used.
  const path = pathRound(1);
  points.forEach(({ x, y }, index) => {
    const before = points[index - 1];
    if (before === undefined) path.moveTo(x, y);
    else if (vertical || y === before.y) path.lineTo(x, y);
    else if (x === before.x) {
      const side = x + (index === 1 ? reach : -reach);
      path.bezierCurveTo(side, before.y, side, y, x, y);
    } else {
      const middle = (before.x + x) / 2;
      path.bezierCurveTo(middle, before.y, middle, y, x, y);
    }
  });
  return path.toString();
}
