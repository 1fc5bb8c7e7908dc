import type { Sizes } from '../graph/index.ts';

/** A unit of the picture is a tenth of an em, so that it grows with the text. */
export const SIZES: Sizes = { nodeWidth: 132, nodeHeight: 38, gutter: 40, rowGap: 14 };

/** The row above the boxes, with the names of the stages. */
export const HEADER_HEIGHT = 44;

/** A length as CSS and SVG attributes take it. */
export const em = (units: number): string => `${Math.round(units * 10) / 100}em`;
