import type { Place, Seat } from './types.ts';

/** The nodes of one layer, in the order in which they take their seats. `depth` counts from the left inside the column. */
export interface Layer {
  readonly column: string;
  readonly depth: number;
  readonly ids: readonly string[];
}

type Seats = ReadonlyMap<string, Seat>;

/**
 * Gives each node a row, as near as can be to the topmost of those its edges come from, so that chains run straight and the
 * picture gets no higher than its fullest layer. Nodes that had a seat in the same layer before keep it, whatever comes or
 * goes around them; a new one takes the first free seat from its origin's height down.
 */
export function takeSeats(
  layers: readonly Layer[],
  originsOf: (id: string) => readonly string[],
  previous: Seats = new Map(),
): Map<string, Seat> {
  const seats = new Map<string, Seat>();
  const height = Math.max(...layers.map(({ ids }) => ids.length));
  for (const layer of layers) {
    const { column, depth, ids } = layer;
    const wish = (id: string): number => {
      const rows = originsOf(id).flatMap((origin) => seats.get(origin)?.row ?? []);
      return rows.length > 0 ? Math.min(...rows) : 0;
    };
    const kept = keptRows(layer, previous);
    const rows = kept.size > 0 ? around(kept, ids, wish) : inOrder(ids, wish, height);
    for (const [id, row] of rows) seats.set(id, { column, depth, row });
  }
  return seats;
}

function keptRows({ column, depth, ids }: Layer, previous: Seats): Map<string, number> {
  const rows = new Map<string, number>();
  for (const id of ids) {
    const seat = previous.get(id);
    if (seat?.column === column && seat.depth === depth) rows.set(id, seat.row);
  }
  return rows;
}

function around(kept: Map<string, number>, ids: readonly string[], wish: (id: string) => number): Map<string, number> {
  const taken = new Set(kept.values());
  for (const id of ids) {
    if (kept.has(id)) continue;
    let row = wish(id);
    while (taken.has(row)) row++;
    kept.set(id, row);
    taken.add(row);
  }
  return kept;
}

/** Row after row; a gap is left only where all that follow still find room. */
function inOrder(ids: readonly string[], wish: (id: string) => number, height: number): Map<string, number> {
  const rows = new Map<string, number>();
  let row = 0;
  for (const [index, id] of ids.entries()) {
    row = Math.max(row, Math.min(wish(id), height - (ids.length - index)));
    rows.set(id, row++);
  }
  return rows;
}

/**
 * From seats to places: unfolded nodes need room for their members, and push down what stands below them in their own layer,
 * as far as it is in the way and no further. The nodes of each layer stand in their order from the top.
 */
export function makeRoom(
  layers: readonly (readonly string[])[],
  seats: Seats,
  membersOf: (id: string) => readonly string[],
): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const [layer, ids] of layers.entries()) {
    let free = 0;
    for (const id of ids) {
      const row = Math.max(free, seats.get(id)?.row ?? 0);
      free = row;
      for (const box of [id, ...membersOf(id)]) places.set(box, { layer, row: free++ });
    }
  }
  return places;
}
