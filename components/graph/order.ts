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
const TIES: readonly Ties[] = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, -1],
];

type Ties = readonly [byTop: number, byRank: number];

/**
 * Orders the nodes of each layer so that few links cross: each near the mean of its neighbours (the barycentre rule of Sugiyama,
 * Tagawa and Toda, 1981). The given order is kept unless the new one really has fewer crossings.
 */
export function orderLayers({ layers, before, after }: Pick<Mesh, 'layers' | 'before' | 'after'>): Layers {
  const flat = Uint32Array.from(layers.flat());
  let end = 0;
  const current = layers.map(({ length }) => flat.subarray(end, (end += length)));
  const ranks = ranksIn(current);
  /** No layer has more nodes. A power of two, by which numbers are divided without a rest to be lost. */
  const most = 2 ** (32 - Math.clz32(ranks.reduce((last, rank) => Math.max(last, rank), 0)));
  /** So finely pulls are told apart that a key stays a whole number below 2⁵³. */
  const grain = Math.floor(2 ** 51 / most ** 3);
  const keys = new Float64Array(Math.max(most, after.list.length));
  const spare = keys.slice();
  const best = flat.slice();
  let fewest = countCrossings(current, after, ranks, keys, spare);
  /** How many sweeps in a row have gained nothing. */
  let idle = 0;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const rule = TIES[idle >> 1];
    if (!rule) break;
    const forward = sweep % 2 === 0;
    for (const layer of forward ? current : current.toReversed()) settle(layer, forward ? before : after, rule);
    idle++;
    const crossings = countCrossings(current, after, ranks, keys, spare);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best.set(flat);
    idle = 0;
  }
  flat.set(best);
  return current.map(inOrder);

  /** What decides on a node's place is one number: those sort faster than by a function. */
  function settle(layer: Uint32Array, { starts, list }: Neighbours, [byTop, byRank]: Ties): void {
    for (let rank = 0; rank < layer.length; rank++) {
      const node = layer[rank] ?? 0;
      const start = starts[node] ?? 0;
      const end = starts[node + 1] ?? 0;
      let sum = 0;
      let top = most;
      for (let at = start; at < end; at++) {
        const other = ranks[list[at] ?? 0] ?? 0;
        sum += other;
        if (other < top) top = other;
      }
      const pull = end > start ? sum / (end - start) : rank;
      const tie = most + byTop * (end > start ? top : rank) + byRank * rank;
      // Where the tie is not broken either, they stay as they are.
      keys[rank] = (Math.round(pull * grain) * 2 * most + tie) * most + rank;
    }
    keys.subarray(0, layer.length).sort();
    spare.set(layer);
    for (let rank = 0; rank < layer.length; rank++) {
      const key = (keys[rank] ?? 0) / most;
      const node = spare[(key - Math.floor(key)) * most] ?? 0;
      layer[rank] = node;
      ranks[node] = rank;
    }
  }

  /** Those with the same neighbours cross the same links wherever they stand: they come as they were given. */
  function inOrder(layer: Uint32Array): number[] {
    const nodes = [...layer];
    const given = nodes.filter(mayHaveTwins).sort((a, b) => a - b);
    const twins = groupBy(given, keyOf);
    return nodes.map((node) => twins.get(mayHaveTwins(node) ? keyOf(node) : '')?.shift() ?? node);
  }

  function keyOf(node: number): string {
    return `${neighboursOf(before, node).join()} ${neighboursOf(after, node).join()}`;
  }

  /** Not where it is all that a neighbour leads to, as with long links: so most need not be compared. */
  function mayHaveTwins(node: number): boolean {
    return isShared(node, before, after) && isShared(node, after, before);
  }
}

/** Whether the first of a node's neighbours on one side, if there is any, leads back to others too. */
function isShared(node: number, { starts, list }: Neighbours, back: Neighbours): boolean {
  const start = starts[node] ?? 0;
  const first = list[start] ?? 0;
  return start === starts[node + 1] || (back.starts[first + 1] ?? 0) - (back.starts[first] ?? 0) > 1;
}

/** By node, its place in its layer. */
function ranksIn(layers: readonly ArrayLike<number>[]): Uint32Array {
  const ranks = new Uint32Array(layers.reduce((sum, { length }) => sum + length, 0));
  for (const layer of layers) for (let rank = 0; rank < layer.length; rank++) ranks[layer[rank] ?? 0] = rank;
  return ranks;
}

/**
 * How often links cross: as often as one has to be taken past another to bring their ends into the order of their beginnings
 * (Barth, Jünger and Mutzel, 2002).
 */
export function countCrossings(
  layers: readonly ArrayLike<number>[],
  { starts, list }: Neighbours,
  ranks = ranksIn(layers),
  ends = new Float64Array(list.length),
  spare = ends.slice(),
): number {
  let crossings = 0;
  for (const layer of layers) {
    let count = 0;
    for (let rank = 0; rank < layer.length; rank++) {
      const node = layer[rank] ?? 0;
      const first = count;
      const last = starts[node + 1] ?? 0;
      for (let link = starts[node] ?? 0; link < last; link++) {
        const end = ranks[list[link] ?? 0] ?? 0;
        // Those of one node do not cross.
        let at = count++;
        for (; at > first && (ends[at - 1] ?? 0) > end; at--) ends[at] = ends[at - 1] ?? 0;
        ends[at] = end;
      }
    }
    crossings += sort(ends, count, spare);
  }
  return crossings;
}

/**
 * Sorts the first `count` numbers by merging runs of them; those that are in order already cost next to nothing. The answer is how
 * many pairs were not.
 */
function sort(numbers: Float64Array, count: number, spare: Float64Array): number {
  let inversions = 0;
  for (let width = 1; width < count; width *= 2) {
    for (let middle = width; middle < count; middle += 2 * width) {
      if ((numbers[middle - 1] ?? 0) <= (numbers[middle] ?? 0)) continue;
      const end = Math.min(middle + width, count);
      let left = middle - width;
      let right = middle;
      for (let at = left; at < middle; at++) spare[at] = numbers[at] ?? 0;
      for (let at = left; left < middle; at++) {
        const one = spare[left] ?? 0;
        const other = numbers[right] ?? 0;
        if (right === end || one <= other) {
          numbers[at] = one;
          left++;
        } else {
          numbers[at] = other;
          right++;
          inversions += middle - left;
        }
      }
    }
  }
  return inversions;
}
