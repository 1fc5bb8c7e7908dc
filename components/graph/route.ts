import { lanesOf, levelOf, trackOfRow, tracksFrom } from './tracks.ts';
import type { GraphEdge, Place, Point, Route, Sizes } from './types.ts';

/** What runs along a track. Edges that share an end may share a lane: where they part or meet, nothing is ambiguous. */
interface Line {
  readonly key: string;
  readonly lane: number;
  readonly first: number;
  readonly last: number;
}

/** By layer, the tracks that boxes are in the way of. */
export type Blocked = readonly ReadonlySet<number>[];

export const leftOf = (layer: number, { nodeWidth, gutter }: Sizes): number => layer * (nodeWidth + gutter);
export const rightOf = (layer: number, sizes: Sizes): number => leftOf(layer, sizes) + sizes.nodeWidth;

const middleOf = ({ row }: Place, sizes: Sizes): number => levelOf(trackOfRow(row), 0, sizes);

/** Finds a way for each edge, from the right side of a box to the left side of another. */
export function routeEdges(
  edges: readonly GraphEdge[],
  places: ReadonlyMap<string, Place>,
  blocked: Blocked,
  sizes: Sizes,
): Route[] {
  const lines = new Map<number, Line[]>();
  const sharing = countEnds(edges);
  return edges.flatMap((edge) => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (!from || !to) return [];
    const vertical = from.layer === to.layer && Math.abs(from.row - to.row) === 1;
    return {
      edge,
      vertical,
      points: vertical ? straight(from, to) : from.layer === to.layer ? aside(from, to) : across(edge, from, to),
    };
  });

  function straight(from: Place, to: Place): Point[] {
    const x = leftOf(from.layer, sizes) + sizes.nodeWidth / 2;
    const reach = (Math.sign(to.row - from.row) * sizes.nodeHeight) / 2;
    return [
      { x, y: middleOf(from, sizes) + reach },
      { x, y: middleOf(to, sizes) - reach },
    ];
  }

  /** Out to the right and back again, past the boxes between them. */
  function aside(from: Place, to: Place): Point[] {
    const x = rightOf(from.layer, sizes);
    return [from, to].map((place) => ({ x, y: middleOf(place, sizes) }));
  }

  function across(edge: GraphEdge, from: Place, to: Place): Point[] {
    const points = [{ x: rightOf(from.layer, sizes), y: middleOf(from, sizes) }];
    const forward = to.layer > from.layer;
    const first = forward ? from.layer + 1 : to.layer;
    const last = forward ? to.layer - 1 : from.layer;
    if (first <= last) {
      const y = pass(sharedEnd(edge, sharing), first, last, trackOfRow(from.row), trackOfRow(to.row));
      const sides = [leftOf(first, sizes), rightOf(last, sizes)];
      for (const x of forward ? sides : sides.reverse()) points.push({ x, y });
    }
    points.push({ x: leftOf(to.layer, sizes), y: middleOf(to, sizes) });
    return points;
  }

  /** The level on which an edge passes the layers from `first` to `last`: the nearest that no box and no other edge is on. */
  function pass(key: string, first: number, last: number, start: number, end: number): number {
    for (const track of tracksFrom(start, end)) {
      if (isBlocked(track, first, last)) continue;
      const known = lines.get(track) ?? [];
      const lane = freeLane(known, key, first, last);
      if (lane >= lanesOf(track, sizes)) continue;
      lines.set(track, [...known, { key, lane, first, last }]);
      return levelOf(track, lane, sizes);
    }
    throw new Error('tracksFrom never ends');
  }

  function isBlocked(track: number, first: number, last: number): boolean {
    for (let layer = first; layer <= last; layer++) if (blocked[layer]?.has(track)) return true;
    return false;
  }
}

/** Lines also keep apart in the gutters at their ends, hence one layer more on each side. */
function freeLane(lines: readonly Line[], key: string, first: number, last: number): number {
  const others = lines.filter((line) => line.key !== key && line.first <= last + 1 && line.last >= first - 1);
  const isFree = (lane: number): boolean => others.every((line) => line.lane !== lane);
  const mine = lines.find((line) => line.key === key);
  if (mine && isFree(mine.lane)) return mine.lane;
  let lane = 0;
  while (!isFree(lane)) lane++;
  return lane;
}

/** How many edges end where an edge does, and begin where it does. */
type Ends = Record<'from' | 'to', Map<string, number>>;

function countEnds(edges: readonly GraphEdge[]): Ends {
  const ends: Ends = { from: new Map(), to: new Map() };
  for (const edge of edges) {
    for (const side of ['from', 'to'] as const) ends[side].set(edge[side], (ends[side].get(edge[side]) ?? 0) + 1);
  }
  return ends;
}

/** Names the end of an edge that more others share. */
function sharedEnd({ from, to }: GraphEdge, ends: Ends): string {
  return (ends.to.get(to) ?? 0) >= (ends.from.get(from) ?? 0) ? `to ${to}` : `from ${from}`;
}
