import type { Route, Sizes } from './types.ts';

/**
 * The `d` of an edge. It is level at every point and bent between them, like d3's `curveBumpX`, so that it stays inside the
 * gutter that the two points stand for; a vertical one is straight. To a box of the same layer it makes a loop to the right.
 */
export function pathOf(
  { points, vertical }: Pick<Route, 'points' | 'vertical'>,
  { gutter }: Pick<Sizes, 'gutter'>,
): string {
  // A Bézier curve reaches three quarters of the way to its control points: it stays clear of the next layer.
  const reach = gutter * 0.8;
  let path = '';
  points.forEach(({ x, y }, index) => {
    const before = points[index - 1];
    const end = `${tenths(x)},${tenths(y)}`;
    if (before === undefined) path += `M${end}`;
    else if (vertical || y === before.y) path += `L${end}`;
    else {
      const side = tenths(x === before.x ? x + reach : (before.x + x) / 2);
      path += `C${side},${tenths(before.y)},${side},${tenths(y)},${end}`;
    }
  });
  return path;
}

/** What nobody sees is not written out. */
const tenths = (number: number): number => Math.round(number * 10) / 10;
