import type { Layout } from './types.ts';

/** All boxes of a layer, or of several, from the top, members too. */
export const boxesOf = ({ places }: Pick<Layout, 'places'>, first: number, layers = 1): string[] =>
  [...places].flatMap(([id, { layer }]) => (layer >= first && layer < first + layers ? id : []));
