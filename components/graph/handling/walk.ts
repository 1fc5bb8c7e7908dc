import { boxesOf } from '../boxes-of.ts';
import type { Layout } from '../types.ts';

export type Direction = 'up' | 'down' | 'back' | 'forth';
export type Move = Direction | 'home' | 'end' | 'first' | 'last';

const ALONE: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'back',
  ArrowRight: 'forth',
  Home: 'home',
  End: 'end',
};
const WITH_CTRL: Readonly<Record<string, Move>> = { Home: 'first', End: 'last' };
const MIRRORED: Readonly<Record<string, Move>> = { back: 'forth', forth: 'back' };

/** What a key asks for on a page that is written to the right or to the left; null for keys that move nothing. */
export function moveOf(
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  rightToLeft: boolean,
): Move | null {
  const move = altKey || metaKey ? undefined : (ctrlKey ? WITH_CTRL : ALONE)[key];
  return (rightToLeft && move && MIRRORED[move]) || (move ?? null);
}

/**
 * Where an arrow key leads from a box: up and down inside its layer, forth along an edge to what follows and back to what it
 * came from. Where no edge leads, to the nearest box of the next layer. Null at the border.
 */
export function step(layout: Layout, id: string, direction: Direction): string | null {
  const { layers, places, routes } = layout;
  const here = places.get(id);
  if (!here) return null;
  const way = direction === 'down' || direction === 'forth' ? 1 : -1;
  if (direction === 'up' || direction === 'down') {
    const layer = boxesOf(layout, here.layer);
    return layer[layer.indexOf(id) + way] ?? null;
  }
  const [start, end] = way > 0 ? (['from', 'to'] as const) : (['to', 'from'] as const);
  let reached = routes.flatMap(({ edge }) => (edge[start] === id ? edge[end] : []));
  for (let layer = here.layer + way; reached.length === 0 && layers[layer]; layer += way) {
    reached = boxesOf(layout, layer);
  }
  const distance = (other: string): number => Math.abs((places.get(other)?.row ?? 0) - here.row);
  return reached.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/**
 * Where a key leads among the boxes that can have the focus, `stops`, in reading order: the arrows along the columns and the
 * edges, from the top of a column to its heading and from heading to heading, where these are among the stops; Home and End
 * inside a column, with Ctrl in the whole graph. Null where a key leads nowhere.
 */
export function lead(layout: Layout, stops: readonly string[], from: string, move: Move): string | null {
  const { columns, places } = layout;
  const [first = null] = stops;
  const last = stops.at(-1) ?? null;
  if (move === 'first') return first;
  if (move === 'last') return last;

  const heading = columns.findIndex(({ id }) => id === from);
  const here = places.get(from)?.layer ?? 0;
  const at = heading < 0 ? columns.findIndex(({ layer, layers }) => here >= layer && here < layer + layers) : heading;
  const column = columns[at];
  if (!column) return null;
  const top = stops.includes(column.id) ? column.id : null;
  const inside = boxesOf(layout, column.layer, column.layers);
  if (move === 'home') return top ?? first;
  if (move === 'end') return top === null ? last : (inside.at(-1) ?? top);
  if (heading < 0) return step(layout, from, move) ?? (move === 'up' ? top : null);
  if (move === 'up') return null;
  if (move === 'down') return inside.find((box) => box !== from) ?? null;
  return columns[heading + (move === 'forth' ? 1 : -1)]?.id ?? null;
}
