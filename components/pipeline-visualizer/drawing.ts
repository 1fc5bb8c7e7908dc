import type { Run } from '../../protocol/index.ts';
import { layout, pathOf, type Graph, type Layout } from '../graph/index.ts';
import { SIZES } from './geometry.ts';
import { pictureOf, type Picture } from './picture.ts';

/** A run with everything about its picture that had to be computed. */
export interface Drawing {
  readonly run: Run;
  readonly unfolded: ReadonlySet<string>;
  readonly picture: Picture;
  readonly layout: Layout;
  /** The `d` of each edge by its id. */
  readonly paths: ReadonlyMap<string, string>;
}

/**
 * Draws a run. Of the drawing before, the layout is kept while the graph is the same, which it is for all updates that only
 * tell how things stand; and the places of the same run's jobs are kept in any case.
 */
export function draw(run: Run, unfolded: ReadonlySet<string>, before: Drawing | null): Drawing {
  if (before?.run === run && before.unfolded === unfolded) return before;
  const picture = pictureOf(run, unfolded);
  if (before && before.run.id === run.id && sameGraph(before.picture.graph, picture.graph)) {
    return { ...before, run, unfolded, picture };
  }
  const placed = layout(picture.graph, SIZES, before?.run.id === run.id ? before.layout : undefined);
  const paths = new Map(placed.routes.map((route) => [route.edge.id, pathOf(route, SIZES)]));
  return { run, unfolded, picture, layout: placed, paths };
}

const sameGraph = (a: Graph, b: Graph): boolean =>
  sameList(a.columns, b.columns, Object.is) &&
  sameList(a.edges, b.edges, (one, other) => one.id === other.id) &&
  sameList(
    a.nodes,
    b.nodes,
    (one, other) =>
      one.id === other.id && one.column === other.column && sameList(one.members ?? [], other.members ?? [], Object.is),
  );

const sameList = <T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((item, index) => same(item, b[index] as T));
