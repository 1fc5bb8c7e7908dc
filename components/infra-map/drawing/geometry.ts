import type { Sizes } from '../../graph/index.ts';

export const SIZES: Sizes = { nodeWidth: 78, nodeHeight: 62, gutter: 30, rowGap: 22 };

/** The row above the boxes, with the names of the zones. */
export const HEADER_HEIGHT = 20;
