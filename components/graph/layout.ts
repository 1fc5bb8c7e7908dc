import { groupBy } from '../shared/group-by.ts';
import { layersOf } from './layers.ts';
import { meshOf, type Link } from './mesh.ts';
import { orderLayers } from './order.ts';
import { routeEdges } from './route.ts';
import { findSeats, makeRoom } from './seats.ts';
import { straighten } from './straighten.ts';
import type { ColumnPlace, Graph, GraphEdge, Layout, Place, Seat, Sizes } from './types.ts';

/** The nodes of one layer, and what their seats have in common. `depth` counts from the left inside the column. */
interface Layer extends Pick<Seat, 'column' | 'depth'> {
  readonly ids: readonly string[];
}

/**
 * Lays a graph out in columns, each of one or more layers: what depends on something in its own column stands to the right
 * of it. Starting from a previous layout, nodes that were there keep their rows and new ones take their seats around them.
 */
export function layout(graph: Graph, sizes: Sizes, previous: Partial<Pick<Layout, 'seats' | 'passes'>> = {}): Layout {
  const members = new Map(graph.nodes.map((node) => [node.id, node.members ?? []]));
  const links = linksOf(graph);
  const { columns, layers: given } = splitColumns(graph, graph.flat ? [] : links);
  const plain = meshOf(
    given.map(({ ids }) => ids),
    links,
  );
  const { ids, layerOf, lines } = plain;
  const membersOf = (node: number): readonly string[] => members.get(ids[node] ?? '') ?? [];
  const seatOf = (node: number, row = 0): Seat => {
    const { column = '', depth = 0 } = given[layerOf[node] ?? 0] ?? {};
    return { column, depth, row };
  };
  const kept = new Float64Array(layerOf.length).fill(NaN);
  ids.forEach((id, node) => {
    const seat = previous.seats?.get(id);
    const { column, depth } = seatOf(node);
    if (seat?.column === column && seat.depth === depth) kept[node] = seat.row;
  });
  for (const [{ key }, line] of lines) {
    const passed = previous.passes?.get(key);
    if (passed?.length === line.length) line.forEach((dummy, index) => (kept[dummy] = passed[index] ?? NaN));
  }

  // Order is for the many that come at once, as a whole plan does after an empty run; a few find a seat among the others.
  const known = graph.nodes.filter(({ id }) => previous.seats?.has(id)).length;
  const isNew = 2 * known < graph.nodes.length;
  const mesh = isNew ? { ...plain, layers: orderLayers(plain) } : plain;
  const wishes = isNew ? straighten(mesh, sizes) : [];
  const rows = findSeats(mesh, kept, wishes);
  const unfolded = makeRoom(mesh, rows, (node) => membersOf(node).length, sizes);

  const seats = new Map(ids.map((id, node) => [id, seatOf(node, rows[node])]));
  const passes = new Map([...lines].map(([{ key }, line]) => [key, line.map((dummy) => rows[dummy] ?? 0)]));
  const places = new Map<string, Place>();
  const pitch = sizes.nodeHeight + sizes.rowGap;
  let height = 0;
  const layers = mesh.layers.map((nodes, layer) => {
    const first: string[] = [];
    for (const node of nodes) {
      const id = ids[node];
      const row = unfolded[node] ?? 0;
      const stack = id === undefined ? [] : [id, ...membersOf(node)];
      stack.forEach((box, index) => places.set(box, { layer, row: row + index }));
      // Below the last boxes lines may still pass.
      height = Math.max(height, row * pitch + (stack.length * pitch || sizes.nodeHeight / 2 + sizes.rowGap));
      if (id !== undefined) first.push(id);
    }
    return first;
  });
  const routes = routeEdges(mesh, places, unfolded, sizes);
  return { columns, layers, places, seats, passes, routes, height };
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
    const key = `${from.length} ${from}${from === edge.from ? to : edge.to}`;
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
    layers.push(...ids.map((ids, depth) => ({ column, depth, ids })));
  }
  return { columns, layers };
}
