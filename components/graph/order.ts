import { groupBy } from './group-by.ts';

/** Pairs of nodes of different layers, the left one first. */
type Links<Node> = readonly (readonly [left: Node, right: Node])[];
type Layers<Node> = readonly (readonly Node[])[];

/** Sweeps through all layers, there and back; more than this changes little. */
const SWEEPS = 8;

/**
 * Orders the nodes of each layer so that few links cross: each node near the mean of its neighbours (the barycentre rule of
 * Sugiyama, Tagawa and Toda, 1981). An order that was given is kept unless another one really has fewer crossings.
 */
export function orderLayers<Node>(layers: Layers<Node>, links: Links<Node>): Layers<Node> {
  const before = groupBy(links, ([, right]) => right);
  const after = groupBy(links, ([left]) => left);
  let best = layers;
  let fewest = countCrossings(best, links);
  const current = layers.map((layer) => [...layer]);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    const rank = ranksOf(current);
    const neighbours = (node: Node): Node[] =>
      forward ? (before.get(node) ?? []).map(([left]) => left) : (after.get(node) ?? []).map(([, right]) => right);
    for (const layer of forward ? current : current.toReversed()) sortByNeighbours(layer, neighbours, rank);
    const crossings = countCrossings(current, links);
    if (crossings < fewest) {
      fewest = crossings;
      best = current.map((layer) => [...layer]);
    }
  }
  return best;
}

/** The sort is stable: nodes that pull to the same place stay in their order. */
function sortByNeighbours<Node>(layer: Node[], neighbours: (node: Node) => Node[], rank: Map<Node, number>): void {
  const rankOf = (node: Node): number => rank.get(node) ?? 0;
  const pull = new Map(
    layer.map((node) => {
      const around = neighbours(node).map(rankOf);
      return [node, around.length > 0 ? around.reduce((sum, other) => sum + other) / around.length : rankOf(node)];
    }),
  );
  layer.sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0));
  layer.forEach((node, index) => rank.set(node, index));
}

/** The place of each node in its layer. */
const ranksOf = <Node>(layers: Layers<Node>): Map<Node, number> =>
  new Map(layers.flatMap((layer) => layer.map((node, index) => [node, index] as const)));

/** How often links cross, were each a straight line. A link over several layers counts in every gap between two that it passes. */
export function countCrossings<Node>(layers: Layers<Node>, links: Links<Node>): number {
  const rank = ranksOf(layers);
  const at = new Map(layers.flatMap((layer, index) => layer.map((node) => [node, index] as const)));
  let crossings = 0;
  for (let gap = 0; gap + 1 < layers.length; gap++) {
    const lines = links.flatMap(([left, right]): [number, number][] => {
      const [from, to] = [at.get(left) ?? 0, at.get(right) ?? 0];
      if (from > gap || to <= gap) return [];
      const [start, end] = [rank.get(left) ?? 0, rank.get(right) ?? 0];
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
