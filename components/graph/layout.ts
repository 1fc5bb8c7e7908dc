import { groupBy } from './group-by.ts';
import { layersOf } from './layers.ts';
import { orderLayers } from './order.ts';
import { pathOf } from './path.ts';
import { routeEdges, type Blocked } from './route.ts';
import { makeRoom, takeSeats, type Layer } from './seats.ts';
import { trackOfRow } from './tracks.ts';
import type { ColumnPlace, Graph, Layout, Place, Sizes } from './types.ts';

interface Link {
  readonly from: string;
  readonly to: string;
}

/**
 * Lays a graph out in columns, each of one or more layers: what depends on something in its own column stands to the right
 * of it. Starting from a previous layout, nodes that were there keep their rows and new ones take their seats around them.
 */
export function layout(graph: Graph, sizes: Sizes, previous?: Pick<Layout, 'seats'>): Layout {
  const members = new Map(graph.nodes.map((node) => [node.id, node.members ?? []]));
  const membersOf = (id: string): readonly string[] => members.get(id) ?? [];
  const links = linksOf(graph);
  const { columns, layers: given } = splitColumns(graph, graph.flat ? [] : links);

  // Order is for the many that come at once, as a whole plan does after an empty run; a few find a seat among the others.
  const known = graph.nodes.filter(({ id }) => previous?.seats.has(id)).length;
  const origins = groupBy(links, (link) => link.to);
  const seats = takeSeats(
    2 * known < graph.nodes.length ? uncross(given, links) : given,
    (id) => origins.get(id)?.map((link) => link.from) ?? [],
    previous?.seats,
  );
  const rowOf = (id: string): number => seats.get(id)?.row ?? 0;
  const layers = given.map(({ ids }) => ids.toSorted((a, b) => rowOf(a) - rowOf(b)));
  const places = makeRoom(layers, seats, membersOf);
  const routes = routeEdges(graph.edges, places, blockedBy(layers, places, membersOf), sizes);

  const bottoms = [...places.values()].map(({ row }) => row * (sizes.nodeHeight + sizes.rowGap) + sizes.nodeHeight);
  const turns = routes.flatMap(({ points }) => points.map(({ y }) => y));
  return {
    columns,
    layers,
    places,
    seats,
    routes: routes.map((route) => ({ ...route, d: pathOf(route, sizes) })),
    height: [...bottoms, ...turns].reduce((most, y) => Math.max(most, y), 0),
  };
}

/** The edges between nodes: those of a member are its node's, and none is there twice. */
function linksOf({ nodes, edges }: Graph): Link[] {
  const owner = new Map<string, string>();
  for (const { id, members = [] } of nodes) for (const part of [id, ...members]) owner.set(part, id);
  const links = new Map<string, Link>();
  for (const edge of edges) {
    const from = owner.get(edge.from);
    const to = owner.get(edge.to);
    if (from !== undefined && to !== undefined && from !== to) links.set(JSON.stringify([from, to]), { from, to });
  }
  return [...links.values()];
}

/** A column is as many layers wide as the longest chain of links in it is long. */
function splitColumns(graph: Graph, links: readonly Link[]): { columns: ColumnPlace[]; layers: Layer[] } {
  const nodes = groupBy(graph.nodes, (node) => node.column);
  const columns: ColumnPlace[] = [];
  const layers: Layer[] = [];
  for (const column of graph.columns) {
    const ids: string[][] = [[]];
    for (const [id, depth] of layersOf(nodes.get(column)?.map((node) => node.id) ?? [], links)) {
      (ids[depth] ??= []).push(id);
    }
    columns.push({ id: column, layer: layers.length, layers: ids.length });
    layers.push(...ids.map((ids, depth) => ({ column, depth, ids })));
  }
  return { columns, layers };
}

/** The same layers, in an order of their nodes in which few links cross. */
function uncross(layers: readonly Layer[], links: readonly Link[]): Layer[] {
  const at = new Map(layers.flatMap(({ ids }, layer) => ids.map((id) => [id, layer] as const)));
  const pairs = links.flatMap(({ from, to }): [string, string][] => {
    const steps = (at.get(to) ?? 0) - (at.get(from) ?? 0);
    return steps === 0 ? [] : [steps > 0 ? [from, to] : [to, from]];
  });
  const ordered = orderLayers(
    layers.map(({ ids }) => ids),
    pairs,
  );
  return layers.map((layer, index) => ({ ...layer, ids: ordered[index] ?? [] }));
}

/** A box is in the way on its own row; an unfolded node also between its members. */
function blockedBy(
  layers: readonly (readonly string[])[],
  places: ReadonlyMap<string, Place>,
  membersOf: (id: string) => readonly string[],
): Blocked {
  return layers.map((ids) => {
    const tracks = new Set<number>();
    for (const id of ids) {
      const row = places.get(id)?.row ?? 0;
      const last = trackOfRow(row + membersOf(id).length);
      for (let track = trackOfRow(row); track <= last; track++) tracks.add(track);
    }
    return tracks;
  });
}
