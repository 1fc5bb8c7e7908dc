import type { Mesh } from './mesh.ts';
import type { GraphEdge, Place, Point, Route, Sizes } from './types.ts';

const leftOf = (layer: number, { nodeWidth, gutter }: Sizes): number => layer * (nodeWidth + gutter);
const levelOf = (row: number, { nodeHeight, rowGap }: Sizes): number =>
  Math.round(row * (nodeHeight + rowGap) + nodeHeight / 2);

/** The way of each edge, from the side of one box to the side of another, past the layers between them on the rows of its line. */
export function routeEdges(
  { lines }: Pick<Mesh, 'lines'>,
  places: ReadonlyMap<string, Place>,
  rows: Float64Array,
  sizes: Sizes,
): Route[] {
  const routes: Route[] = [];
  for (const [{ edges }, line] of lines) {
    for (const edge of edges) {
      const from = places.get(edge.from);
      const to = places.get(edge.to);
      if (!from || !to) continue;
      if (from.layer === to.layer) routes.push(beside(edge, from, to, sizes));
      else if (from.layer < to.layer)
        routes.push({ edge, points: across(from, to, line, rows, sizes), vertical: false });
      else routes.push({ edge, points: across(to, from, line, rows, sizes).reverse(), vertical: false });
    }
  }
  return routes;
}

/** From box to box; where it runs straight on through a gutter it needs no points. */
function across(left: Place, right: Place, passed: readonly number[], rows: Float64Array, sizes: Sizes): Point[] {
  const points: Point[] = [];
  let x = leftOf(left.layer, sizes) + sizes.nodeWidth;
  let y = levelOf(left.row, sizes);
  for (let gutter = 0; gutter <= passed.length; gutter++) {
    const dummy = passed[gutter];
    const next = levelOf(dummy === undefined ? right.row : (rows[dummy] ?? 0), sizes);
    if (next !== y || gutter === 0) points.push({ x, y });
    if (next !== y || gutter === passed.length) points.push({ x: x + sizes.gutter, y: next });
    x += sizes.nodeWidth + sizes.gutter;
    y = next;
  }
  return points;
}

/** Straight to the box above or below; else out to the right and back again, past the boxes between them. */
function beside(edge: GraphEdge, from: Place, to: Place, sizes: Sizes): Route {
  const down = to.row - from.row;
  const vertical = Math.abs(down) === 1;
  const x = leftOf(from.layer, sizes) + sizes.nodeWidth / (vertical ? 2 : 1);
  const reach = vertical ? (down * sizes.nodeHeight) / 2 : 0;
  const points = [
    { x, y: levelOf(from.row, sizes) + reach },
    { x, y: levelOf(to.row, sizes) - reach },
  ];
  return { edge, points, vertical };
}
