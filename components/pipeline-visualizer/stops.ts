import { boxesOf, type Layout } from '../graph/index.ts';

/** The ids of all that can have the focus, in reading order: each stage, which has the id of its column, then what is in it. */
export const stops = (layout: Layout): string[] => [
  ...new Set(layout.columns.flatMap(({ id, layer, layers }) => [id, ...boxesOf(layout, layer, layers)])),
];
