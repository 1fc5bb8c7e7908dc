import type { Topology, TopologyNode } from '../../../protocol/index.ts';
import type { Plan } from '../drawing/plan.ts';

/** Where a person has put nodes, by their ids. One without a row is not held where it is any more. */
export type Moves = ReadonlyMap<string, Pick<TopologyNode, 'group' | 'row'>>;

/** As in the schema of the config. */
const LAST_ROW = 500;

/**
 * A topology with its nodes where they have been put. One that has come to another group stands behind the others of it: the
 * groups keep their order, which is that in which the nodes name them.
 */
export function arrange({ nodes, connections }: Topology, moves: Moves): Topology {
  const arranged: TopologyNode[] = [];
  const arrived: TopologyNode[] = [];
  for (const node of nodes) {
    const move = moves.get(node.id);
    if (move && move.group !== node.group) arrived.push({ ...node, ...move });
    else arranged.push(move ? { ...node, ...move } : node);
  }
  for (const node of arrived) {
    const last = arranged.findLastIndex(({ group }) => group === node.group);
    arranged.splice(last < 0 ? arranged.length : last + 1, 0, node);
  }
  return { nodes: arranged, connections };
}

/** Puts a node into a zone, counted from the left, and a row. What stands there takes its place, as in a list that is sorted. */
export function put(moves: Moves, { zones, nodes, layout }: Plan, id: string, layer: number, row: number): Moves {
  const zone = zones[Math.max(0, Math.min(layer, zones.length - 1))];
  const from = layout.places.get(id);
  const at = Math.max(0, Math.min(row, LAST_ROW));
  if (!zone || !from || !nodes.has(id)) return moves;
  const next = new Map(moves).set(id, { group: zone.name ?? undefined, row: at });
  const other = zone.nodes.find((node) => node.id !== id && layout.places.get(node.id)?.row === at);
  // Of one that nobody has put there the layout takes care.
  if (other?.row === undefined) return next;
  const isNeighbour = zones[from.layer]?.id === zone.id;
  return next.set(other.id, { group: other.group, row: isNeighbour ? from.row : undefined });
}

/** Lets a node stand where the layout puts it. */
export const release = (moves: Moves, { nodes }: Plan, id: string): Moves =>
  nodes.get(id)?.row === undefined ? moves : new Map(moves).set(id, { group: nodes.get(id)?.group, row: undefined });

export const releaseAll = (moves: Moves, plan: Plan): Moves =>
  [...plan.nodes.keys()].reduce((rest, id) => release(rest, plan, id), moves);
