import fc from 'fast-check';
import { layout } from '../layout.ts';
import type { Graph, GraphEdge, GraphNode, Layout, Place, Point, Sizes } from '../types.ts';

export const SIZES: Sizes = { nodeWidth: 160, nodeHeight: 44, gutter: 48, rowGap: 16 };

export const edge = (from: string, to: string): GraphEdge => ({ id: `${from}>${to}`, from, to });
export const node = (id: string, column: string, members?: readonly string[]): GraphNode => ({ id, column, members });

/** The node that a box of a made-up graph belongs to: `n3` of `n3.1`. */
export const nodeOf = (box: string): string => box.split('.')[0] ?? '';

/** Any graph: edges in all directions, circles, edges to oneself, unfolded nodes, empty columns. */
export const graphs = fc.integer({ min: 1, max: 5 }).chain((width): fc.Arbitrary<Graph> => {
  const columns = Array.from({ length: width }, (_, index) => `column ${index}`);
  const kinds = fc.array(fc.record({ column: fc.constantFrom(...columns), members: fc.constantFrom(0, 0, 0, 1, 3) }), {
    maxLength: 24,
  });
  return kinds.chain((list): fc.Arbitrary<Graph> => {
    const nodes = list.map(({ column, members }, index) =>
      node(
        `n${index}`,
        column,
        Array.from({ length: members }, (_, member) => `n${index}.${member}`),
      ),
    );
    const boxes = nodes.flatMap(({ id, members = [] }) => (members.length > 0 ? members : [id]));
    if (boxes.length === 0) return fc.constant({ columns, nodes, edges: [] });
    const ends = fc.tuple(fc.constantFrom(...boxes), fc.constantFrom(...boxes));
    return fc
      .uniqueArray(ends, { maxLength: 40, selector: ([from, to]) => `${from}>${to}` })
      .map((pairs) => ({ columns, nodes, edges: pairs.map(([from, to]) => edge(from, to)) }));
  });
});

/** A graph without some of its nodes, and without the edges to them. */
export function without(graph: Graph, gone: (index: number) => boolean): Graph {
  const nodes = graph.nodes.filter((_, index) => !gone(index));
  const left = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges.filter(({ from, to }) => left.has(nodeOf(from)) && left.has(nodeOf(to)));
  return { ...graph, nodes, edges };
}

/** A graph as it is drawn: all of it at once, after some of its nodes have come, or after others have gone. */
export const drawings = fc
  .tuple(graphs, fc.constantFrom('at once', 'grown', 'shrunk'), fc.nat())
  .map(([graph, way, bits]): { graph: Graph; drawn: Layout } => {
    const some = without(graph, (index) => ((bits >> (index % 30)) & 1) === 1);
    if (way === 'at once') return { graph, drawn: layout(graph, SIZES) };
    const [before, after] = way === 'grown' ? [some, graph] : [graph, some];
    return { graph: after, drawn: layout(after, SIZES, layout(before, SIZES)) };
  });

export function boxOf({ layer, row }: Place) {
  const left = layer * (SIZES.nodeWidth + SIZES.gutter);
  const top = row * (SIZES.nodeHeight + SIZES.rowGap);
  const bottom = top + SIZES.nodeHeight;
  return { left, top, right: left + SIZES.nodeWidth, bottom, middle: (top + bottom) / 2 };
}

/** The straight pieces of a way that lead through layers. */
export const levels = (points: readonly Point[]) =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index];
    return from && from.y === to.y && Math.abs(from.x - to.x) > SIZES.gutter
      ? [{ left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), y: from.y }]
      : [];
  });

export const NOWHERE: Place = { layer: NaN, row: NaN };

export const rowsOf = ({ places }: Layout): Record<string, number> =>
  Object.fromEntries([...places].map(([id, { row }]) => [id, row]));

/** Where those nodes are, by what a layout keeps of them. */
export const seatsOf = ({ seats }: Layout, { nodes }: Graph) =>
  Object.fromEntries(nodes.map(({ id }) => [id, seats.get(id)]));
