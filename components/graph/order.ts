import type { Mesh, Neighbours } from './mesh.ts';

type Layers = Mesh['layers'];

/** There and back through all layers at most so often; in large pictures the families of jobs have far to go. */
const SWEEPS = 40;

/** So many sweeps in a row that gain nothing are the last ones. */
const PATIENCE = 8;

/**
 * Orders the nodes of each layer so that few links cross: each near the mean of its neighbours (the barycentre rule of Sugiyama,
 * Tagawa and Toda, 1981). The given order is kept unless the new one really has fewer crossings.
 */
export function orderLayers({ layers, before, after }: Pick<Mesh, 'layers' | 'before' | 'after'>): Layers {
  const current = layers.map((layer) => [...layer]);
  const ranks = ranksIn(current);
  const pulls = new Float64Array(ranks.length);
  let best = layers;
  let fewest = countCrossings(current, after);
  for (let sweep = 0, idle = 0; sweep < SWEEPS && idle < PATIENCE && fewest > 0; sweep++, idle++) {
    const forward = sweep % 2 === 0;
    let moved = false;
    for (const layer of forward ? current : current.toReversed()) {
      if (settle(layer, forward ? before : after)) moved = true;
    }
    const crossings = moved ? countCrossings(current, after, ranks) : fewest;
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = current.map((layer) => [...layer]);
    idle = 0;
  }
  return best;

  /** Whether any had to move. */
  function settle(layer: number[], neighbours: Neighbours): boolean {
    let last = 0;
    let isSorted = true;
    for (const node of layer) {
      const pull = meanOf(neighbours[node]) ?? ranks[node] ?? 0;
      if (pull < last) isSorted = false;
      pulls[node] = pull;
      last = pull;
    }
    if (isSorted) return false;
    // The sort is stable: nodes that pull to the same place stay in their order.
    layer.sort((a, b) => (pulls[a] ?? 0) - (pulls[b] ?? 0));
    layer.forEach((node, rank) => (ranks[node] = rank));
    return true;
  }

  function meanOf(nodes: readonly number[] = []): number | undefined {
    if (nodes.length === 0) return undefined;
    let sum = 0;
    for (const node of nodes) sum += ranks[node] ?? 0;
    return sum / nodes.length;
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
export function countCrossings(layers: Layers, after: Neighbours, ranks = ranksIn(layers)): number {
  let crossings = 0;
  layers.forEach((layer, index) => {
    const sums = new Uint32Array((layers[index + 1]?.length ?? 0) + 1);
    let seen = 0;
    for (const node of layer) {
      const ends = after[node] ?? [];
      for (const end of ends) {
        crossings += seen;
        for (let at = (ranks[end] ?? 0) + 1; at > 0; at &= at - 1) crossings -= sums[at] ?? 0;
      }
      for (const end of ends) {
        for (let at = (ranks[end] ?? 0) + 1; at < sums.length; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
      }
      seen += ends.length;
    }
  });
  return crossings;
}
