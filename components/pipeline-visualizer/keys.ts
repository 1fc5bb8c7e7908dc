import { boxesOf, step, type Layout, type Move } from '../graph/index.ts';

/** The ids of all that can have the focus, in reading order: each stage, which has the id of its column, then what is in it. */
export const stops = (layout: Layout): string[] => [
  ...new Set(layout.columns.flatMap(({ id, layer, layers }) => [id, ...boxesOf(layout, layer, layers)])),
];

/**
 * Where a key leads: the arrows along the columns and the edges, from the top of a column to its stage and from stage to
 * stage; Home and End inside a column, with Ctrl in the whole graph. Null where a key leads nowhere.
 */
export function move(layout: Layout, from: string, move: Move): string | null {
  const { columns, places } = layout;
  const all = stops(layout);
  if (move === 'first') return all[0] ?? null;
  if (move === 'last') return all.at(-1) ?? null;

  const stage = columns.findIndex(({ id }) => id === from);
  const here = places.get(from)?.layer ?? 0;
  const at = stage < 0 ? columns.findIndex(({ layer, layers }) => here >= layer && here < layer + layers) : stage;
  const column = columns[at];
  if (!column) return null;
  const inside = boxesOf(layout, column.layer, column.layers);
  if (move === 'home') return column.id;
  if (move === 'end') return inside.at(-1) ?? column.id;
  if (stage < 0) return step(layout, from, move) ?? (move === 'up' ? column.id : null);
  if (move === 'up') return null;
  if (move === 'down') return inside.find((box) => box !== from) ?? null;
  return columns[stage + (move === 'forth' ? 1 : -1)]?.id ?? null;
}
