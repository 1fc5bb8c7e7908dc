/** Nodes by their index; `at` is the layer of each. */
export interface Ranked {
  readonly at: readonly number[];
  /** Pairs of nodes of different layers, the left one first. */
  readonly links: readonly (readonly [left: number, right: number])[];
}

/** Sweeps through all layers, there and back; more than this changes little. */
const SWEEPS = 8;

/**
 * Orders the nodes of each layer so that few links cross: each node near the mean of its neighbours (the barycentre rule of
 * Sugiyama, Tagawa and Toda, 1981). An order that was given is kept unless another one really has fewer crossings.
 */
export function orderLayers(layers: readonly (readonly number[])[], ranked: Ranked): number[][] {
  const before: number[][] = ranked.at.map(() => []);
  const after: number[][] = ranked.at.map(() => []);
  for (const [left, right] of ranked.links) {
    before[right]?.push(left);
    after[left]?.push(right);
  }

  let best = layers.map((layer) => [...layer]);
  let fewest = countCrossings(best, ranked);
  let current = best.map((layer) => [...layer]);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    const rank = ranksOf(current);
    for (const layer of forward ? current : current.toReversed()) {
      sortByNeighbours(layer, forward ? before : after, rank);
    }
    const crossings = countCrossings(current, ranked);
    if (crossings < fewest) {
      fewest = crossings;
      best = current;
      current = best.map((layer) => [...layer]);
    }
  }
  return best;
}

/** The sort is stable: nodes that pull to the same place stay in their order. */
function sortByNeighbours(layer: number[], neighbours: readonly (readonly number[])[], rank: number[]): void {
  const pull = new Map(
    layer.map((node) => {
      const around = neighbours[node] ?? [];
      const sum = around.reduce((total, other) => total + (rank[other] ?? 0), 0);
      return [node, around.length > 0 ? sum / around.length : (rank[node] ?? 0)];
    }),
  );
  layer.sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0));
  layer.forEach((node, index) => (rank[node] = index));
}

function ranksOf(layers: readonly (readonly number[])[]): number[] {
  const rank: number[] = [];
  for (const layer of layers) layer.forEach((node, index) => (rank[node] = index));
  return rank;
}

/** How often links cross, were each a straight line. A link over several layers counts in every gap between two that it passes. */
export function countCrossings(layers: readonly (readonly number[])[], { at, links }: Ranked): number {
  const rank = ranksOf(layers);
  let crossings = 0;
  for (let gap = 0; gap + 1 < layers.length; gap++) {
    const lines = links.flatMap(([left, right]): [number, number][] => {
      const from = at[left] ?? 0;
      const to = at[right] ?? 0;
      if (from > gap || to <= gap) return [];
      const [start, end] = [rank[left] ?? 0, rank[right] ?? 0];
      const level = (layer: number): number => start + ((end - start) * (layer - from)) / (to - from);
      return [[level(gap), level(gap + 1)]];
    });
    lines.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    crossings += countInversions(lines.map(([, end]) => end));
  }
  return crossings;
}

/** Pairs that stand in the wrong order, counted by merge sort. Sorts the list. */
function countInversions(list: number[]): number {
  if (list.length < 2) return 0;
  const left = list.slice(0, list.length >> 1);
  const right = list.slice(list.length >> 1);
  let count = countInversions(left) + countInversions(right);
  let i = 0;
  let j = 0;
  for (let k = 0; k < list.length; k++) {
    const a = left[i] ?? Infinity;
    const b = right[j] ?? Infinity;
    if (a <= b) i++;
    else {
      j++;
      count += left.length - i;
    }
    list[k] = Math.min(a, b);
  }
  return count;
}
