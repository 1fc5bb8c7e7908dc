import type { GraphEdge } from './types.ts';

/** All edges that lead from one node to another, those of their members too. */
export interface Link {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly edges: readonly GraphEdge[];
}

/** By node, its neighbours in a layer beside its own. */
export type Neighbours = readonly (readonly number[] | undefined)[];

/**
 * A graph in which every link leads from one layer to the next, as layered layouts need it: one that is longer has a dummy in
 * each layer that it passes. Nodes are numbers here: first the boxes, layer by layer, then the dummies.
 */
export interface Mesh {
  readonly names: readonly string[];
  /** How many of them are boxes. */
  readonly boxes: number;
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
  const names = given.flat();
  const boxes = names.length;
  const nodes = new Map(names.map((id, node) => [id, node]));
  const layers = given.map((ids) => ids.map((id) => nodes.get(id) ?? 0));
  const layerOf = layers.flatMap((layer, index) => layer.map(() => index));
  const before = names.map((): number[] => []);
  const after = names.map((): number[] => []);
  const lines = new Map<Link, number[]>();
  const connect = (left: number, right: number): void => {
    (after[left] ??= []).push(right);
    (before[right] ??= []).push(left);
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
      const dummy = names.push(`${link.key} ${layer - start}`) - 1;
      layerOf.push(layer);
      layers[layer]?.push(dummy);
      line.push(dummy);
      connect(left, dummy);
      left = dummy;
    }
    if (start < end) connect(left, right);
    lines.set(link, line);
  }
  return { names, boxes, layerOf, layers, before, after, lines };
}
