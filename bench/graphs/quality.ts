export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drawn {
  /** The middles of the boxes. */
  readonly boxes: ReadonlyMap<string, Point>;
  readonly edges: readonly { readonly from: string; readonly to: string; readonly points: readonly Point[] }[];
}

interface Segment {
  readonly a: Point;
  readonly b: Point;
  readonly edge: number;
}

/** How often edges cross that have no end in common, and how often one runs through a box that is not its own. */
export function qualityOf(
  { boxes, edges }: Drawn,
  width: number,
  height: number,
): { crossings: number; through: number } {
  const segments = edges
    .flatMap(({ points }, edge) =>
      points.slice(1).map((point, index): Segment => {
        const before = points[index] ?? point;
        return before.x <= point.x ? { a: before, b: point, edge } : { a: point, b: before, edge };
      }),
    )
    .sort((one, other) => one.a.x - other.a.x);
  const pairs = new Set<number>();
  segments.forEach((one, index) => {
    for (let next = index + 1; next < segments.length; next++) {
      const other = segments[next];
      if (!other || other.a.x >= one.b.x) break;
      if (one.edge !== other.edge && !shareEnd(edges[one.edge], edges[other.edge]) && cross(one, other)) {
        pairs.add(Math.min(one.edge, other.edge) * edges.length + Math.max(one.edge, other.edge));
      }
    }
  });
  const through = edges.filter(({ from, to, points }) =>
    [...boxes].some(
      ([id, middle]) =>
        id !== from &&
        id !== to &&
        points.slice(1).some((b, index) => hits(points[index] ?? b, b, middle, width, height)),
    ),
  ).length;
  return { crossings: pairs.size, through };
}

type Ends = Drawn['edges'][number] | undefined;

const shareEnd = (one: Ends, other: Ends): boolean =>
  one?.from === other?.from || one?.to === other?.to || one?.from === other?.to || one?.to === other?.from;

const side = (a: Point, b: Point, { x, y }: Point): number =>
  Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x));

const cross = (one: Segment, other: Segment): boolean =>
  side(one.a, one.b, other.a) * side(one.a, one.b, other.b) < 0 &&
  side(other.a, other.b, one.a) * side(other.a, other.b, one.b) < 0;

/** Whether a segment enters a box, by more than touching it: cut at each border in turn (Liang and Barsky). */
function hits(a: Point, b: Point, middle: Point, width: number, height: number): boolean {
  let [enter, leave] = [0, 1];
  for (const [from, delta, low, high] of [
    [a.x, b.x - a.x, middle.x - width / 2 + 1, middle.x + width / 2 - 1],
    [a.y, b.y - a.y, middle.y - height / 2 + 1, middle.y + height / 2 - 1],
  ] as const) {
    if (delta === 0 && (from <= low || from >= high)) return false;
    if (delta === 0) continue;
    const [one, other] = [(low - from) / delta, (high - from) / delta];
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return enter < leave;
}

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** How far boxes are from where they were (px): what all move by, as a picture does that grows to the top, does not count. */
export function movesOf(before: Drawn, after: Drawn): { share: number; mean: number; farthest: number } {
  const shifts = [...before.boxes].flatMap(([id, { x, y }]) => {
    const now = after.boxes.get(id);
    return now ? { x: now.x - x, y: now.y - y } : [];
  });
  const common = { x: medianOf(shifts.map(({ x }) => x)), y: medianOf(shifts.map(({ y }) => y)) };
  const moves = shifts.map(({ x, y }) => Math.hypot(x - common.x, y - common.y));
  return {
    share: (100 * moves.filter((move) => move > 1).length) / moves.length,
    mean: moves.reduce((sum, move) => sum + move, 0) / moves.length,
    farthest: Math.max(...moves),
  };
}
