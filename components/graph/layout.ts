import { groupBy } from '../shared/group-by.ts';
import { layersOf } from './layers.ts';
import { meshOf, type Link } from './mesh.ts';
import { orderLayers } from './order.ts';
import { lineOf } from './path.ts';
import { routeEdges } from './route.ts';
import { findSeats, makeRoom } from './seats.ts';
import { straighten } from './straighten.ts';
import type { ColumnPlace, Graph, GraphEdge, Layout, Place, Seat, Sizes } from './types.ts';

/** The nodes of one layer, and what their seats have in common. `depth` counts from the left inside the column. */
interface Layer {
  readonly at: Pick<Seat, 'column' | 'depth'>;
  readonly ids: readonly string[];
}

const NOWHERE: Layer['at'] = { column: '', depth: 0 };

/**
 * Lays a graph out in columns, each of one or more layers: what depends on something in its own column stands to the right
 * of it. Starting from a previous layout, nodes that were there keep their rows and new ones take their seats around them.
 */
export function layout(graph: Graph, sizes: Sizes, previous?: Pick<Layout, 'seats'>): Layout {
  const members = new Map(graph.nodes.map((node) => [node.id, node.members ?? []]));
  const links = linksOf(graph);
  const { columns, layers: given } = splitColumns(graph, graph.flat ? [] : links);
  const plain = meshOf(
    given.map(({ ids }) => ids),
    links,
  );
  const { names, boxes, layerOf } = plain;
  const atOf = (node: number): Layer['at'] => given[layerOf[node] ?? 0]?.at ?? NOWHERE;
  const membersOf = (node: number): readonly string[] => members.get(names[node] ?? '') ?? [];
  const kept = names.map((name, node) => {
    const seat = previous?.seats.get(name);
    const { column, depth } = atOf(node);
    return seat?.column === column && seat.depth === depth ? seat.row : undefined;
  });

  // Order is for the many that come at once, as a whole plan does after an empty run; a few find a seat among the others.
  const known = graph.nodes.filter(({ id }) => previous?.seats.has(id)).length;
  const isNew = 2 * known < graph.nodes.length;
  const mesh = isNew ? { ...plain, layers: orderLayers(plain) } : plain;
  const rows = findSeats(mesh, kept, isNew ? straighten(mesh, sizes) : []);
  const unfolded = makeRoom(mesh, rows, (node) => membersOf(node).length, sizes);

  const seats = new Map(names.map((name, node) => [name, { ...atOf(node), row: rows[node] ?? 0 }]));
  const places = new Map<string, Place>();
  const pitch = sizes.nodeHeight + sizes.rowGap;
  let height = 0;
  const layers = mesh.layers.map((nodes, layer) =>
    nodes.flatMap((node) => {
      const row = unfolded[node] ?? 0;
      const stack = node < boxes ? [names[node] ?? '', ...membersOf(node)] : [];
      stack.forEach((box, index) => places.set(box, { layer, row: row + index }));
      // Below the last boxes lines may still pass.
      height = Math.max(height, row * pitch + (stack.length * pitch || sizes.nodeHeight / 2 + sizes.rowGap));
      return stack.slice(0, 1);
    }),
  );
  const routes = routeEdges(mesh, places, unfolded, sizes).map((route) => lineOf(route, sizes));
  return { columns, layers, places, seats, routes, height };
}

/** The edges between nodes: those of a member are its node's. */
function linksOf({ nodes, edges }: Graph): Link[] {
  const owners = new Map<string, string>();
  for (const { id, members = [] } of nodes) for (const box of [id, ...members]) owners.set(box, id);
  const links = new Map<string, { key: string; from: string; to: string; edges: GraphEdge[] }>();
  for (const edge of edges) {
    const from = owners.get(edge.from);
    const to = owners.get(edge.to);
    if (from === undefined || to === undefined) continue;
    // Lines of members run as one where that says all: where each of them leads to, or comes from, the same box.
    const key = JSON.stringify(from === edge.from ? [from, to] : [from, edge.to]);
    const link = links.get(key);
    if (link) link.edges.push(edge);
    else links.set(key, { key, from, to, edges: [edge] });
  }
  return [...links.values()];
}

/** A column is as many layers wide as the longest chain of links in it is long. */
function splitColumns(graph: Graph, links: readonly Link[]): { columns: ColumnPlace[]; layers: Layer[] } {
  const columnOf = new Map(graph.nodes.map(({ id, column }) => [id, column]));
  const inside = links.filter(({ from, to }) => columnOf.get(from) === columnOf.get(to));
  const depths = layersOf([...columnOf.keys()], inside);
  const nodes = groupBy(graph.nodes, ({ column }) => column);
  const columns: ColumnPlace[] = [];
  const layers: Layer[] = [];
  for (const column of graph.columns) {
    const ids: string[][] = [[]];
    for (const { id } of nodes.get(column) ?? []) (ids[depths.get(id) ?? 0] ??= []).push(id);
    columns.push({ id: column, layer: layers.length, layers: ids.length });
    layers.push(...ids.map((ids, depth) => ({ at: { column, depth }, ids })));
  }
  return { columns, layers };
}
