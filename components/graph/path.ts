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
  const to = (command: string, ...numbers: number[]): void => {
    path += command + numbers.map(tenths).join();
  };
  points.forEach(({ x, y }, index) => {
    const before = points[index - 1];
    if (before === undefined) to('M', x, y);
    else if (vertical || y === before.y) to('L', x, y);
    else {
      const side = x === before.x ? x + reach : (before.x + x) / 2;
      to('C', side, before.y, side, y, x, y);
    }
  });
  return path;
}

/** What nobody sees is not written out. */
const tenths = (number: number): number => Math.round(number * 10) / 10;
