import type { GraphEdge } from './types.ts';

/** All edges that lead from one node to another, those of their members too. */
export interface Link {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly edges: readonly GraphEdge[];
}

/** By node, its neighbours in a layer beside its own: those of node `n` are in the list from `starts[n]` to `starts[n + 1]`. */
export interface Neighbours {
  readonly starts: Uint32Array;
  readonly list: Uint32Array;
}

export const neighboursOf = ({ starts, list }: Neighbours, node: number): Uint32Array =>
  list.subarray(starts[node], starts[node + 1]);

/**
 * A graph in which every link leads from one layer to the next, as layered layouts need it: one that is longer has a dummy in
 * each layer that it passes. Nodes are numbers here: first the boxes, layer by layer, then the dummies.
 */
export interface Mesh {
  /** The ids of the boxes. */
  readonly ids: readonly string[];
  /** By node, the number of its layer. */
  readonly layerOf: readonly number[];
  /** The nodes of each layer from the top. */
  readonly layers: readonly number[][];
  readonly before: Neighbours;
  readonly after: Neighbours;
  /** The dummies of each link, from the left. */
  readonly lines: ReadonlyMap<Link, readonly number[]>;
}

export function meshOf(given: readonly (readonly string[])[], links: readonly Link[]): Mesh {
  const ids = given.flat();
  const nodes = new Map(ids.map((id, node) => [id, node]));
  const layers = given.map((ids) => ids.map((id) => nodes.get(id) ?? 0));
  const layerOf = layers.flatMap((layer, index) => layer.map(() => index));
  const lefts: number[] = [];
  const rights: number[] = [];
  const lines = new Map<Link, number[]>();
  const connect = (left: number, right: number): void => {
    lefts.push(left);
    rights.push(right);
  };
  for (const link of links) {
    const from = nodes.get(link.from);
    const to = nodes.get(link.to);
    if (from === undefined || to === undefined) continue;
    let left = Math.min(from, to);
    const right = Math.max(from, to);
    const start = layerOf[left] ?? 0;
    const end = layerOf[right] ?? 0;
    const line: number[] = [];
    for (let layer = start + 1; layer < end; layer++) {
      const dummy = layerOf.push(layer) - 1;
      layers[layer]?.push(dummy);
      line.push(dummy);
      connect(left, dummy);
      left = dummy;
    }
    if (start < end) connect(left, right);
    lines.set(link, line);
  }
  const before = listed(rights, lefts, layerOf.length);
  const after = listed(lefts, rights, layerOf.length);
  return { ids, layerOf, layers, before, after, lines };
}

/** Of nodes that are linked in pairs, by each one of `ones` its `others`, in the order of the pairs. */
function listed(ones: readonly number[], others: readonly number[], nodes: number): Neighbours {
  const starts = new Uint32Array(nodes + 1);
  for (const one of ones) starts[one + 1] = (starts[one + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const ends = starts.slice();
  const list = new Uint32Array(ones.length);
  ones.forEach((one, pair) => {
    const end = ends[one] ?? 0;
    list[end] = others[pair] ?? 0;
    ends[one] = end + 1;
  });
  return { starts, list };
}
