import type { Topology, TopologyConnection, TopologyNode } from '../../../protocol/index.ts';
import { groupBy } from '../../shared/group-by.ts';
import { layout, type Graph, type Layout, type Route, type Seat } from '../../graph/index.ts';
import { SIZES } from './geometry.ts';

/** Nodes that belong together. `name` is null for those that name no group. */
export interface Zone {
  readonly id: string;
  readonly name: string | null;
  readonly nodes: readonly TopologyNode[];
}

/** A topology with everything about its picture that had to be computed. */
export interface Plan {
  readonly topology: Topology;
  readonly nodes: ReadonlyMap<string, TopologyNode>;
  readonly zones: readonly Zone[];
  readonly layout: Layout;
  readonly kept: readonly Zone[] | undefined;
  /** The connections that begin at a node, by its id. */
  readonly leaving: ReadonlyMap<string, readonly TopologyConnection[]>;
  /** The names of the nodes in reading order, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Draws a topology. Nodes that were in the plan before stay where they were; `kept` are zones that stay without nodes too. */
export function draw(topology: Topology, before: Plan | null, kept?: readonly Zone[]): Plan {
  if (before?.topology === topology && before.kept === kept) return before;
  const zones = zonesOf(topology, kept);
  const graph: Graph = {
    columns: zones.map(({ id }) => id),
    nodes: zones.flatMap(({ id, nodes }) => nodes.map((node) => ({ id: node.id, column: id }))),
    edges: topology.connections,
    flat: true,
  };
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  const leaving = groupBy(topology.connections, ({ from }) => from);
  const drawn = layout(graph, SIZES, { ...before?.layout, seats: seatsOf(zones, before) });
  const names = new Map(drawn.layers.flat().map((id) => [id, nodes.get(id)?.name ?? '']));
  return { topology, nodes, zones, kept, leaving, names, layout: drawn };
}

/** Where nodes stood before, and on their rows those that a person has put there. */
function seatsOf(zones: readonly Zone[], before: Plan | null): ReadonlyMap<string, Seat> {
  const kept = before?.layout.seats ?? new Map<string, Seat>();
  const given = zones.flatMap(({ id: column, nodes }) =>
    nodes.flatMap(({ id, row }) => (row === undefined ? [] : [[id, { column, depth: 0, row }] as const])),
  );
  if (given.length === 0) return kept;
  const keyOf = ({ column, row }: Seat): string => `${row} ${column}`;
  const taken = new Set(given.map(([, seat]) => keyOf(seat)));
  return new Map([...[...kept].filter(([, seat]) => !taken.has(keyOf(seat))), ...given]);
}

/** Zones in the order in which the topology first names them, which is its author's to decide. */
function zonesOf({ nodes }: Topology, kept: readonly Zone[] = []): Zone[] {
  const zones = new Map(kept.map((zone) => [zone.id, { ...zone, nodes: [] as TopologyNode[] }]));
  for (const node of nodes) {
    const name = node.group ?? null;
    const id = JSON.stringify(name);
    const zone = zones.get(id) ?? { id, name, nodes: [] };
    zone.nodes.push(node);
    zones.set(id, zone);
  }
  return [...zones.values()];
}

/** Where a line ends, in which direction it goes there: two strokes, 4 units long. */
export function arrowOf({ points, vertical }: Route): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return '';
  const { x, y } = end;
  // Lines come to the left side of a box, but for those from its own zone and from later ones.
  const isBack = vertical ? y < before.y : before.x >= x;
  const back = isBack ? 4 : -4;
  return `M${x},${y}` + (vertical ? `m-3,${back}l3,${-back}l3,${back}` : `m${back},-3l${-back},3l${back},3`);
}

/** The connections that begin or end at a node. */
export const connectionsOf = ({ topology }: Plan, node: string): readonly TopologyConnection[] =>
  topology.connections.filter(({ from, to }) => from === node || to === node);

/** The names of the nodes that the connections of a node lead to. */
export const leadsTo = ({ leaving, names }: Plan, node: string): string =>
  (leaving.get(node) ?? []).flatMap(({ to }) => names.get(to) ?? []).join(', ');
