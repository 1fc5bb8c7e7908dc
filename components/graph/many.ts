import type { Layout, Place, Sizes } from './types.ts';

/** Of more boxes than this only those in sight are drawn as such; of the others their outlines. */
const MANY = 200;

export const isMany = ({ places }: Layout): boolean => places.size > MANY;

/** What to begin with, before anything has been measured: the corner where lines begin. */
export const firstBoxes = ({ places }: Layout): ReadonlySet<string> =>
  new Set([...places].flatMap(([id, { layer, row }]) => (layer < 8 && row < 12 ? id : [])));

/** So many rows make one path: a short one that is out of sight costs nothing. */
const BAND = 32;

interface Bundle {
  readonly key: string;
  readonly classes: string;
  d: string;
}

/** Many things that look the same, as one path for those that are near each other. */
export function bundle(things: Iterable<readonly [classes: string, at: Place, d: string]>): readonly Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const [classes, { layer, row }, d] of things) {
    const key = `${classes} ${layer} ${Math.floor(row / BAND)}`;
    const known = bundles.get(key);
    if (known) known.d += d;
    else bundles.set(key, { key, classes, d });
  }
  return [...bundles.values()];
}

/** So much smaller than its box is an outline, to be covered by it. */
const INSET = 3;

/** The outline of a box, as the `d` of an SVG path. */
export function outlineOf({ layer, row }: Place, { nodeWidth, nodeHeight, gutter, rowGap }: Sizes): string {
  const [x, y] = [layer * (nodeWidth + gutter) + INSET, row * (nodeHeight + rowGap) + INSET];
  const [width, height] = [nodeWidth - 2 * INSET, nodeHeight - 2 * INSET];
  return `M${x} ${y}h${width}v${height}h-${width}z`;
}
