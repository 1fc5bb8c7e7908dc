import type { Layout } from './types.ts';

/** Of more boxes than this only those in sight are drawn as such; of the others their outlines. */
export const MANY = 200;

export const isMany = ({ places }: Layout): boolean => places.size > MANY;

/** What to begin with, before anything has been measured: the corner where lines begin. */
export function firstBoxes({ places }: Layout): ReadonlySet<string> {
  const first = new Set<string>();
  for (const [id, { layer, row }] of places) if (layer < 9 && row < 7) first.add(id);
  return first;
}
