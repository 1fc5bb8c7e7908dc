import type { Mesh } from './mesh.ts';
import type { Sizes } from './types.ts';

/** There and back through all layers so often. */
const SWEEPS = 6;

/** In a layer of more nodes than this, rows are left free between boxes of different families, for what is still to come. */
const CROWD = 24;

/** Between lines that pass a layer, and between them and boxes. */
const CLEARANCE = 4;

/** A sum of fractions is off its whole number by less. */
const NOISE = 1e-6;

/**
 * The row of each node, so that chains and long links run straight as far as that makes the picture no higher than its fullest
 * layer. Those who share a neighbour stand below each other from its height on, for it is at the top that a person begins to read.
 */
export function straighten(
  { names, boxes, layers, before, after }: Mesh,
  { nodeHeight, rowGap }: Pick<Sizes, 'nodeHeight' | 'rowGap'>,
): number[] {
  const rows = names.map(() => 0);
  /** The last rows on which all that stands below still finds room. */
  const latest = [...rows];
  const gapAbove = (layer: readonly number[], index: number): number => {
    const [upper = -1, lower = -1] = [layer[index - 1], layer[index]];
    const reach = [upper, lower].filter((node) => node < boxes).length * (nodeHeight / 2);
    const isSpare =
      upper < boxes &&
      lower < boxes &&
      layer.length > CROWD &&
      index % 4 === 3 &&
      before[upper]?.[0] !== before[lower]?.[0];
    return (CLEARANCE + reach) / (nodeHeight + rowGap) + (isSpare ? 1 : 0);
  };
  const settle = (layer: readonly number[]): void => {
    let row = -1;
    layer.forEach((node, index) => {
      // Where all meet on one side, as behind a gate, a node stands with those on the other side.
      const wish = Math.max(
        ...[before, after].map((sides) => lowest((sides[node] ?? []).map((other) => rows[other] ?? 0))),
      );
      row = Math.max(row + gapAbove(layer, index), Math.min(wish, latest[node] ?? 0));
      if (node < boxes) row = Math.ceil(row - NOISE);
      rows[node] = row;
    });
  };

  layers.forEach(settle);
  const height = Math.max(...rows.slice(0, boxes));
  for (const layer of layers) {
    let row = height;
    for (let index = layer.length - 1; index >= 0; index--) {
      const node = layer[index] ?? 0;
      if (node < boxes) row = Math.floor(row + NOISE);
      latest[node] = row;
      row -= gapAbove(layer, index);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) (sweep % 2 === 0 ? layers.toReversed() : layers).forEach(settle);
  return rows;
}

const lowest = (rows: readonly number[]): number => (rows.length > 0 ? Math.min(...rows) : 0);
