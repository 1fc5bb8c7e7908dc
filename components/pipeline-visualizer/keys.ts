import { boxesOf, directionOf, step, type Direction, type Layout } from '../graph/index.ts';
import type { Picture } from './picture.ts';

/** The ids of all that can have the focus, in reading order: each stage, then what is in it. */
export function stops({ columns, boxes }: Picture, layout: Layout): string[] {
  return columns.flatMap(({ id }, index) => [
    id,
    ...inColumn(layout, index).filter((box) => boxes.get(box)?.kind !== 'stage'),
  ]);
}

export type Move = Direction | 'home' | 'end' | 'first' | 'last';

/** What a key asks for; null for keys that move nothing. */
export function moveOf(
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  rightToLeft: boolean,
): Move | null {
  if (altKey || metaKey) return null;
  if (key === 'Home') return ctrlKey ? 'first' : 'home';
  if (key === 'End') return ctrlKey ? 'last' : 'end';
  return ctrlKey ? null : directionOf(key, rightToLeft);
}

/**
 * Where a key leads: the arrows along the columns and the edges, from the top of a column to its stage and from stage to
 * stage; Home and End inside a column, with Ctrl in the whole graph. Null where a key leads nowhere.
 */
export function move(picture: Picture, layout: Layout, from: string, direction: Move): string | null {
  const { columns } = picture;
  const all = stops(picture, layout);
  if (direction === 'first') return all[0] ?? null;
  if (direction === 'last') return all.at(-1) ?? null;

  const stage = columns.findIndex(({ id }) => id === from);
  const layer = layout.places.get(from)?.layer ?? 0;
  const column =
    stage >= 0
      ? stage
      : layout.columns.findIndex((place) => layer >= place.layer && layer < place.layer + place.layers);
  const home = columns[column]?.id ?? null;
  if (direction === 'home') return home;
  if (direction === 'end') return all[all.indexOf(columns[column + 1]?.id ?? '') - 1] ?? all.at(-1) ?? null;
  if (stage < 0) return step(layout, from, direction) ?? (direction === 'up' ? home : null);
  if (direction === 'up') return null;
  if (direction === 'down') return inColumn(layout, stage).find((box) => box !== from) ?? null;
  return columns[stage + (direction === 'forth' ? 1 : -1)]?.id ?? null;
}

function inColumn(layout: Layout, index: number): string[] {
  const place = layout.columns[index];
  if (!place) return [];
  return Array.from({ length: place.layers }, (_, offset) => boxesOf(layout, place.layer + offset)).flat();
}
