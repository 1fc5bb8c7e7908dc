import type { Sizes } from '../graph/index.ts';

export const SIZES: Sizes = { nodeWidth: 132, nodeHeight: 38, gutter: 40, rowGap: 14 };

/** The row above the boxes, with the names of the stages. */
export const HEADER_HEIGHT = 44;
