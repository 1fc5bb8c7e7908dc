import { neighboursOf, type Mesh, type Neighbours } from './mesh.ts';
import type { Sizes } from './types.ts';

/** There and back through all layers so often. */
const SWEEPS = 6;

/** In a layer of more nodes than this, rows are left free between boxes of different families, for what is still to come. */
const CROWD = 24;

/** So many lines pass a layer with room between them; more are only `CLOSE` units from each other and from boxes. */
const FEW_LINES = 6;
const CLOSE = 4;

/** A sum of fractions is off its whole number by less. */
const NOISE = 1e-6;

/**
 * The row of each node, so that chains and long links run straight as far as that makes the picture no higher than its fullest
 * layer. Those who share a neighbour stand below each other from its height on, for it is at the top that a person begins to read.
 */
export function straighten(
  { ids, layerOf, layers, before, after }: Mesh,
  { nodeHeight, rowGap }: Pick<Sizes, 'nodeHeight' | 'rowGap'>,
): Float64Array {
  const boxes = ids.length;
  const nodes = layerOf.length;
  const rows = new Float64Array(nodes);
  const hasFewLines = (layer: readonly number[]): boolean => layer.filter((node) => node >= boxes).length <= FEW_LINES;
  /** To the node above. */
  const gaps = new Float64Array(nodes);
  for (const layer of layers) {
    // So that one line runs in the middle between two boxes.
    const clearance = hasFewLines(layer) ? rowGap / 2 : CLOSE;
    layer.forEach((lower, index) => {
      const upper = layer[index - 1] ?? -1;
      const reach = (upper < boxes ? nodeHeight / 2 : 0) + (lower < boxes ? nodeHeight / 2 : 0);
      const isSpare =
        upper < boxes &&
        lower < boxes &&
        layer.length > CROWD &&
        index % 4 === 3 &&
        neighboursOf(before, upper)[0] !== neighboursOf(before, lower)[0];
      gaps[lower] = (clearance + reach) / (nodeHeight + rowGap) + (isSpare ? 1 : 0);
    });
  }
  /** The last rows on which all that stands below still finds room. */
  const latest = new Float64Array(nodes);
  const settle = (layer: readonly number[]): void => {
    let row = -1;
    for (const node of layer) {
      // Where all meet on one side, as behind a gate, a node stands with those on the other side.
      const wish = Math.max(lowest(before, node, rows), lowest(after, node, rows));
      row = Math.max(row + (gaps[node] ?? 0), Math.min(wish, latest[node] ?? 0));
      if (node < boxes) row = Math.ceil(row - NOISE);
      rows[node] = row;
    }
  };

  layers.forEach(settle);
  const height = rows.subarray(0, boxes).reduce((most, row) => Math.max(most, row), 0);
  for (const layer of layers) {
    // Below the last box a few lines pass as they like.
    let row = hasFewLines(layer) ? Infinity : height;
    for (const node of layer.toReversed()) {
      if (node < boxes) row = Math.floor(Math.min(row, height) + NOISE);
      latest[node] = row;
      row -= gaps[node] ?? 0;
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) (sweep % 2 === 0 ? layers.toReversed() : layers).forEach(settle);
  return rows;
}

function lowest({ starts, list }: Neighbours, node: number, rows: Float64Array): number {
  const start = starts[node] ?? 0;
  const end = starts[node + 1] ?? 0;
  let row = end > start ? Infinity : 0;
  for (let at = start; at < end; at++) row = Math.min(row, rows[list[at] ?? 0] ?? 0);
  return row;
}
