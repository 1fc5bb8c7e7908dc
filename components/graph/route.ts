import type { Mesh } from './mesh.ts';
import type { GraphEdge, Place, Point, Route, Sizes } from './types.ts';

const leftOf = (layer: number, { nodeWidth, gutter }: Sizes): number => layer * (nodeWidth + gutter);
const levelOf = (row: number, { nodeHeight, rowGap }: Sizes): number =>
  Math.round(row * (nodeHeight + rowGap) + nodeHeight / 2);

/** The way of each edge, from the side of one box to the side of another, past the layers between them on the rows of its line. */
export function routeEdges(
  { lines }: Pick<Mesh, 'lines'>,
  places: ReadonlyMap<string, Place>,
  rows: readonly number[],
  sizes: Sizes,
): Route[] {
  return [...lines].flatMap(([{ edges }, line]) =>
    edges.flatMap((edge) => {
      const [from, to] = [places.get(edge.from), places.get(edge.to)];
      if (!from || !to) return [];
      if (from.layer === to.layer) return beside(edge, from, to, sizes);
      const passed = line.map((dummy) => rows[dummy] ?? 0);
      const points =
        from.layer < to.layer ? across(from, to, passed, sizes) : across(to, from, passed, sizes).reverse();
      return { edge, points, vertical: false };
    }),
  );
}

function across(left: Place, right: Place, passed: readonly number[], sizes: Sizes): Point[] {
  const points = [left.row, ...passed, right.row].flatMap((row, index) => {
    const [x, y] = [leftOf(left.layer + index, sizes), levelOf(row, sizes)];
    return [
      { x, y },
      { x: x + sizes.nodeWidth, y },
    ];
  });
  // From box to box, without what lies inside a straight line.
  return points.slice(1, -1).filter(({ y }, index, all) => all[index - 1]?.y !== y || all[index + 1]?.y !== y);
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
