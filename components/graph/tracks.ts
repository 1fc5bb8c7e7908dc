import type { Sizes } from './types.ts';

/**
 * The levels on which an edge can pass a layer, counted from the top: even tracks run between two rows (0 above the first),
 * odd ones where a row is, and are of use where the row is empty.
 */
export const trackOfRow = (row: number): number => 2 * row + 1;

/** Between two lines that run side by side on one track. */
const LANE = 4;
/** Between a line and the box beside it. */
const CLEARANCE = 3;

/** How many lines find room on a track. */
export function lanesOf(track: number, { nodeHeight, rowGap }: Sizes): number {
  const breadth = track % 2 === 0 ? rowGap - 2 * CLEARANCE : nodeHeight;
  return Math.floor(breadth / LANE) + 1;
}

/** The height of a lane. The first is in the middle of its track, the others below and above it in turn. */
export function levelOf(track: number, lane: number, { nodeHeight, rowGap }: Sizes): number {
  const row = track >> 1;
  const middle = row * (nodeHeight + rowGap) + (track % 2 === 0 ? -rowGap / 2 : nodeHeight / 2);
  const side = lane % 2 === 0 ? -1 : 1;
  return middle + side * Math.ceil(lane / 2) * LANE;
}

/** All tracks, those first that make an edge's way from one to the other no longer. Never ends: below there is always one. */
export function* tracksFrom(start: number, end: number): Generator<number> {
  yield start;
  if (end !== start) yield end;
  const step = Math.sign(end - start);
  for (let track = start + step; step !== 0 && track !== end; track += step) yield track;
  let above = Math.min(start, end);
  let below = Math.max(start, end);
  for (;;) {
    yield ++below;
    if (above > 0) yield --above;
  }
}
