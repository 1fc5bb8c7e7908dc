import type { Run } from '../../protocol/index.ts';
import { layout, type Layout } from '../graph/index.ts';
import { SIZES } from './geometry.ts';
import { boxName, pictureOf, renew, type Picture } from './picture.ts';
import { stops } from './stops.ts';

/** A run with everything about its picture that had to be computed. */
export interface Drawing {
  readonly run: Run;
  readonly unfolded: ReadonlySet<string>;
  readonly picture: Picture;
  readonly layout: Layout;
  /** The names of all that can have the focus, by id, in reading order. */
  readonly stops: ReadonlyMap<string, string>;
}

/**
 * Draws a run. Of the drawing before, all but the boxes of what changed is kept while the graph is the same, which it is for
 * all updates that only tell how things stand; and the places of the same run's jobs are kept in any case.
 */
export function draw(run: Run, unfolded: ReadonlySet<string>, before: Drawing | null): Drawing {
  if (before?.run === run && before.unfolded === unfolded) return before;
  const renewed = before?.unfolded === unfolded ? renew(before.picture, before.run, run) : null;
  if (before && renewed) return { ...before, run, picture: renewed };
  const picture = pictureOf(run, unfolded);
  const placed = layout(picture.graph, SIZES, before?.run.id === run.id ? before.layout : undefined);
  const names = stops(placed).map((id): [string, string] => [id, boxName(picture, id)]);
  return { run, unfolded, picture, layout: placed, stops: new Map(names) };
}
