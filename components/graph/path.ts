import { curveLinear, line, type CurveFactory } from 'd3';
import type { Point, Route, Sizes } from './types.ts';

/**
 * A curve for d3's `line`, like its `curveBumpX`: level at every point and bent between them, so that it stays inside the
 * gutter that the two points stand for. Where a line turns back, which is where two points are above each other, it makes a
 * loop: to the right as it leaves a box, to the left as it comes to one.
 */
const curveGutter =
  (reach: number): CurveFactory =>
  (context) => {
    let count = 0;
    let px = 0;
    let py = 0;
    return {
      areaStart: () => undefined,
      areaEnd: () => undefined,
      lineStart: () => void (count = 0),
      lineEnd: () => undefined,
      point(x, y) {
        count++;
        if (count === 1) context.moveTo(x, y);
        else if (y === py) context.lineTo(x, y);
        else if (x === px) {
          const side = px + (count === 2 ? reach : -reach);
          context.bezierCurveTo(side, py, side, y, x, y);
        } else context.bezierCurveTo((px + x) / 2, py, (px + x) / 2, y, x, y);
        px = x;
        py = y;
      },
    };
  };

/** The `d` of an edge. */
export function pathOf(
  { points, vertical }: Pick<Route, 'points' | 'vertical'>,
  { gutter }: Pick<Sizes, 'gutter'>,
): string {
  const draw = line<Point>(
    (point) => point.x,
    (point) => point.y,
  )
    // A Bézier curve reaches three quarters of the way to its control points: it stays clear of the next layer.
    .curve(vertical ? curveLinear : curveGutter(gutter * 0.8))
    .digits(1);
  return draw(points) ?? '';
}
