import { neighboursOf, type Mesh } from './mesh.ts';
import type { Sizes } from './types.ts';

/**
 * Finds rows for the nodes that have none (`NaN`) among those that have, which keep theirs. A box takes the free row that is
 * nearest to where it is wanted: in `wishes`, or else between its neighbours.
 */
export function findSeats(
  { ids, layers, before, after }: Mesh,
  kept: Float64Array,
  wishes: ArrayLike<number>,
): Float64Array {
  const boxes = ids.length;
  const rows = kept.slice();
  for (const layer of layers) {
    const taken = new Set(layer.map((node) => (node < boxes ? rows[node] : NaN)));
    for (const node of layer) {
      if (!Number.isNaN(rows[node])) continue;
      const wish = wishes[node] ?? between(node);
      rows[node] = node < boxes ? freeRow(Math.floor(wish), taken) : wish;
      if (node < boxes) taken.add(rows[node]);
    }
  }
  return rows;

  function between(node: number): number {
    const around = [before, after]
      .flatMap((sides) => [...neighboursOf(sides, node)])
      .map((other) => rows[other] ?? NaN)
      .filter((row) => !Number.isNaN(row))
      .sort((a, b) => a - b);
    return around[(around.length - 1) >> 1] ?? 0;
  }
}

function freeRow(wish: number, taken: ReadonlySet<number | undefined>): number {
  for (let step = 0; ; step++) {
    for (const row of [wish + step, wish - step]) if (row >= 0 && !taken.has(row)) return row;
  }
}

/**
 * Puts the nodes of each layer in the order of the rows they wish for, and on rows of their own. Unfolded nodes need room for
 * their members, and push down what stands below them in their own layer, as far as it is in the way and no further.
 */
export function makeRoom(
  { ids, layers }: Mesh,
  wishes: Float64Array,
  membersOf: (node: number) => number,
  { nodeHeight, rowGap }: Pick<Sizes, 'nodeHeight' | 'rowGap'>,
): Float64Array {
  const half = nodeHeight / 2 / (nodeHeight + rowGap);
  const boxes = ids.length;
  const rows = wishes.slice();
  const wishOf = (node: number): number => wishes[node] ?? 0;
  for (const layer of layers) {
    // Of a box and a line that wish for the same row the box comes first, whichever order they come in.
    layer.sort((a, b) => wishOf(a) - wishOf(b) || a - b);
    let last = -1;
    let lines: number[] = [];
    for (const node of layer) {
      if (node >= boxes) {
        lines.push(node);
        continue;
      }
      const row = Math.max(wishOf(node), last + 1);
      spread(lines, last + half, row - half);
      rows[node] = row;
      last = row + membersOf(node);
      lines = [];
    }
    spread(lines, last + half, Infinity);
  }
  return rows;

  /** Lines that pass between two boxes share what is free there, each as near to its wish as can be. */
  function spread(lines: readonly number[], upper: number, lower: number): void {
    const step = Math.min(rowGap / 2 / (nodeHeight + rowGap), (lower - upper) / (lines.length + 1));
    let row = upper;
    lines.forEach((line, index) => {
      row = Math.min(Math.max(wishOf(line), row + step), lower - step * (lines.length - index));
      rows[line] = row;
    });
  }
}
