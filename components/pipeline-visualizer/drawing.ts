import type { Run } from '../../protocol/index.ts';
import { layout, type Layout } from '../graph/index.ts';
import { SIZES } from './geometry.ts';
import { pictureOf, type Picture } from './picture.ts';

/** A run with everything about its picture that had to be computed. */
export interface Drawing {
  readonly run: Run;
  readonly unfolded: ReadonlySet<string>;
  readonly picture: Picture;
  readonly layout: Layout;
  /** The graph that the layout is of, to tell another one by. */
  readonly key: string;
}

/**
 * Draws a run. Of the drawing before, the layout is kept while the graph is the same, which it is for all updates that only
 * tell how things stand; and the places of the same run's jobs are kept in any case.
 */
export function draw(run: Run, unfolded: ReadonlySet<string>, before: Drawing | null): Drawing {
  if (before?.run === run && before.unfolded === unfolded) return before;
  const picture = pictureOf(run, unfolded);
  const known = before?.run.id === run.id ? before : null;
  const key = JSON.stringify(picture.graph);
  const placed = known?.key === key ? known.layout : layout(picture.graph, SIZES, known?.layout);
  return { run, unfolded, picture, layout: placed, key };
}
