import type { Layout } from './types.ts';

export type Direction = 'up' | 'down' | 'back' | 'forth';

const ARROWS: Readonly<Record<string, readonly [ltr: Direction, rtl: Direction]>> = {
  ArrowUp: ['up', 'up'],
  ArrowDown: ['down', 'down'],
  ArrowLeft: ['back', 'forth'],
  ArrowRight: ['forth', 'back'],
};

/** The direction of an arrow key on a page that is written to the right or to the left; null for other keys. */
export const directionOf = (key: string, rightToLeft: boolean): Direction | null =>
  ARROWS[key]?.[rightToLeft ? 1 : 0] ?? null;

/**
 * Where an arrow key leads from a box: up and down inside its layer, forth along an edge to what follows and back to what it
 * came from. Where no edge leads, to the nearest box of the next layer. Null at the border.
 */
export function step(layout: Layout, id: string, direction: Direction): string | null {
  const here = layout.places.get(id);
  if (!here) return null;
  const distance = (other: string): number => Math.abs((layout.places.get(other)?.row ?? 0) - here.row);
  const nearest = (ids: readonly string[]): string | null =>
    ids.reduce<string | null>(
      (best, other) => (best === null || distance(other) < distance(best) ? other : best),
      null,
    );

  if (direction === 'up' || direction === 'down') {
    const layer = boxesOf(layout, here.layer);
    return layer[layer.indexOf(id) + (direction === 'down' ? 1 : -1)] ?? null;
  }
  const forth = direction === 'forth';
  const along = layout.routes.flatMap(({ edge }) => {
    if (forth) return edge.from === id ? [edge.to] : [];
    return edge.to === id ? [edge.from] : [];
  });
  if (along.length > 0) return nearest(along);
  for (let layer = here.layer + (forth ? 1 : -1); layout.layers[layer]; layer += forth ? 1 : -1) {
    const found = nearest(boxesOf(layout, layer));
    if (found !== null) return found;
  }
  return null;
}

/** All boxes of a layer from the top, members too. */
export function boxesOf({ places }: Pick<Layout, 'places'>, layer: number): string[] {
  return [...places]
    .filter(([, place]) => place.layer === layer)
    .sort(([, a], [, b]) => a.row - b.row)
    .map(([id]) => id);
}
