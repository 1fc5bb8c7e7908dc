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
  for (const link of links) {
    const [left, right] = [link.from, link.to].flatMap((id) => nodes.get(id) ?? []).sort((a, b) => a - b);
    if (left === undefined || right === undefined) continue;
    const line: number[] = [];
    lines.set(link, line);
    let last = left;
    const lead = (node: number): void => {
      (after[last] ??= []).push(node);
      (before[node] ??= []).push(last);
      last = node;
    };
    const [start = 0, end = 0] = [layerOf[left], layerOf[right]];
    for (let layer = start + 1; layer < end; layer++) {
      const node = names.push(`${link.key} ${layer - start}`) - 1;
      layerOf.push(layer);
      layers[layer]?.push(node);
      line.push(node);
      lead(node);
    }
    if (start < end) lead(right);
  }
  return { names, boxes, layerOf, layers, before, after, lines };
}
