import { groupBy } from '../shared/group-by.ts';
import { neighboursOf, type Mesh, type Neighbours } from './mesh.ts';

type Layers = Mesh['layers'];

/** There and back through all layers at most so often; in large pictures the families of jobs have far to go. */
const SWEEPS = 40;

/**
 * Which of two nodes that pull to the same place stands above the other: the one that does so already, the one whose topmost
 * neighbour is higher, the one whose is lower, or the one that stands below. When a rule gains nothing, there and back, the next
 * one is tried, for what is tied decides on how much can be untangled (Gansner, Koutsofios, North and Vo, 1993).
 */
const TIES = [
  { byTop: 0, byRank: 0 },
  { byTop: 1, byRank: 0 },
  { byTop: -1, byRank: 0 },
  { byTop: 0, byRank: -1 },
] as const;

type Ties = (typeof TIES)[number];

/**
 * Orders the nodes of each layer so that few links cross: each near the mean of its neighbours (the barycentre rule of Sugiyama,
 * Tagawa and Toda, 1981). The given order is kept unless the new one really has fewer crossings.
 */
export function orderLayers({ layers, before, after }: Pick<Mesh, 'layers' | 'before' | 'after'>): Layers {
  const current = layers.map((layer) => [...layer]);
  const ranks = ranksIn(current);
  const pulls = new Float64Array(ranks.length);
  const ties = new Int32Array(ranks.length);
  let best = layers;
  let fewest = countCrossings(current, after);
  /** How many sweeps in a row have gained nothing. */
  let idle = 0;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const rule = TIES[idle >> 1];
    if (!rule) break;
    const forward = sweep % 2 === 0;
    let moved = false;
    for (const layer of forward ? current : current.toReversed()) {
      if (settle(layer, forward ? before : after, rule)) moved = true;
    }
    idle++;
    const crossings = moved ? countCrossings(current, after, ranks) : fewest;
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = current.map((layer) => [...layer]);
    idle = 0;
  }
  return best.map(inOrder);

  /** Whether any had to move. */
  function settle(layer: number[], { starts, list }: Neighbours, { byTop, byRank }: Ties): boolean {
    let isSorted = true;
    for (let rank = 0; rank < layer.length; rank++) {
      const node = layer[rank] ?? 0;
      const start = starts[node] ?? 0;
      const end = starts[node + 1] ?? 0;
      let sum = 0;
      let top = rank;
      for (let at = start; at < end; at++) {
        const other = ranks[list[at] ?? 0] ?? 0;
        sum += other;
        if (at === start || other < top) top = other;
      }
      pulls[node] = end > start ? sum / (end - start) : rank;
      ties[node] = byTop * top + byRank * rank;
      if (rank > 0 && isSorted) isSorted = compare(layer[rank - 1] ?? 0, node) <= 0;
    }
    if (isSorted) return false;
    // The sort is stable: where the tie is not broken either, they stay as they are.
    layer.sort(compare);
    for (let rank = 0; rank < layer.length; rank++) ranks[layer[rank] ?? 0] = rank;
    return true;
  }

  function compare(one: number, other: number): number {
    return (pulls[one] ?? 0) - (pulls[other] ?? 0) || (ties[one] ?? 0) - (ties[other] ?? 0);
  }

  /** Those with the same neighbours cross the same links wherever they stand: they come as they were given. */
  function inOrder(layer: readonly number[]): number[] {
    const given = layer.filter(hasTwins).sort((a, b) => a - b);
    const twins = groupBy(given, keyOf);
    return layer.map((node) => (hasTwins(node) ? twins.get(keyOf(node))?.shift() : undefined) ?? node);
  }

  function keyOf(node: number): string {
    return `${neighboursOf(before, node).join()} ${neighboursOf(after, node).join()}`;
  }

  /** Not if it is all that one of its neighbours leads to: so it is with long links. */
  function hasTwins(node: number): boolean {
    const shares = (there: Neighbours, back: Neighbours): boolean =>
      neighboursOf(there, node).every((other) => neighboursOf(back, other).length > 1);
    return shares(before, after) && shares(after, before);
  }
}

/** By node, its place in its layer. */
function ranksIn(layers: Layers): Uint32Array {
  const ranks = new Uint32Array(layers.flat().length);
  for (const layer of layers) layer.forEach((node, rank) => (ranks[node] = rank));
  return ranks;
}

/**
 * How often links cross: each crosses those that begin above it and end below it. How many of them do is kept in a tree of sums
 * (Fenwick, 1994), as Barth, Jünger and Mutzel propose (2002).
 */
export function countCrossings(layers: Layers, { starts, list }: Neighbours, ranks = ranksIn(layers)): number {
  let crossings = 0;
  layers.forEach((layer, index) => {
    const size = layers[index + 1]?.length ?? 0;
    const sums = new Int32Array(size + 1);
    let seen = 0;
    for (const node of layer) {
      const start = starts[node] ?? 0;
      const end = starts[node + 1] ?? 0;
      for (let link = start; link < end; link++) {
        let above = 0;
        for (let at = (ranks[list[link] ?? 0] ?? 0) + 1; at > 0; at &= at - 1) above += sums[at] ?? 0;
        crossings += seen - above;
      }
      for (let link = start; link < end; link++) {
        for (let at = (ranks[list[link] ?? 0] ?? 0) + 1; at <= size; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
      }
      seen += end - start;
    }
  });
  return crossings;
}
