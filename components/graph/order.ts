import type { Mesh, Neighbours } from './mesh.ts';

type Layers = Mesh['layers'];

/** There and back through all layers so often; in large pictures the families of jobs have far to go. */
const SWEEPS = 40;

/**
 * Orders the nodes of each layer so that few links cross: each near the mean of its neighbours (the barycentre rule of Sugiyama,
 * Tagawa and Toda, 1981). The given order is kept unless the new one really has fewer crossings.
 */
export function orderLayers({ layers, before, after }: Pick<Mesh, 'layers' | 'before' | 'after'>): Layers {
  let best = layers;
  let fewest = countCrossings(layers, after);
  const current = layers.map((layer) => [...layer]);
  const ranks = ranksIn(current);
  const pulls = [...ranks];
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    const neighbours = forward ? before : after;
    for (const layer of forward ? current : current.toReversed()) {
      for (const node of layer) {
        const around = neighbours[node]?.length ? neighbours[node] : [node];
        let sum = 0;
        for (const other of around) sum += ranks[other] ?? 0;
        pulls[node] = sum / around.length;
      }
      // The sort is stable: nodes that pull to the same place stay in their order.
      layer.sort((a, b) => (pulls[a] ?? 0) - (pulls[b] ?? 0)).forEach((node, rank) => (ranks[node] = rank));
    }
    // Before, none is the best yet, and counting takes as long as sorting.
    if (sweep < SWEEPS / 2) continue;
    const crossings = countCrossings(current, after);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = current.map((layer) => [...layer]);
  }
  return best;
}

/** By node, its place in its layer. */
function ranksIn(layers: Layers): number[] {
  const ranks = layers.flat().fill(0);
  for (const layer of layers) layer.forEach((node, rank) => (ranks[node] = rank));
  return ranks;
}

/** How often links cross: as many steps as it takes to sort them by where they end, one after the other. */
export function countCrossings(layers: Layers, after: Neighbours): number {
  const ranks = ranksIn(layers);
  let crossings = 0;
  for (const layer of layers) {
    const seen: number[] = [];
    for (const node of layer) {
      for (const end of (after[node] ?? []).map((other) => ranks[other] ?? 0).sort((a, b) => a - b)) {
        const at = seen.findLastIndex((other) => other <= end) + 1;
        crossings += seen.length - at;
        seen.splice(at, 0, end);
      }
    }
  }
  return crossings;
}
