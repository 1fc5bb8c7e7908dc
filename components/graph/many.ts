import type { Layout } from './types.ts';

/** Of more boxes than this only those in sight are drawn as such; of the others their outlines. */
const MANY = 200;

export const isMany = ({ places }: Layout): boolean => places.size > MANY;

/** What to begin with, before anything has been measured: the corner where lines begin. */
export const firstBoxes = ({ places }: Layout): ReadonlySet<string> =>
  new Set([...places].flatMap(([id, { layer, row }]) => (layer < 8 && row < 12 ? id : [])));
