import type { GraphEdge, Layout, Place, Point, Route, Sizes } from '../types.ts';
import { Pen, Ruler } from './pen.ts';
import type { Sight } from './sight.ts';

/** How things look that are too many to be drawn one by one: their classes. */
export interface Crowd {
  readonly line: (edge: GraphEdge) => string;
  readonly outline: (id: string) => string;
}

/** The `d` of each path, by its classes. */
export type Paths = ReadonlyMap<string, readonly string[]>;

/** In a gutter that is narrower (px) nobody can tell a curve from a corner. */
const NARROW = 12;

/**
 * A path is stroked anew for each tile of the screen that it touches: so what is drawn is cut into bands about as wide (px). They
 * meet in the middle of a layer, where no line bends.
 */
const BAND = 320;

/**
 * The part of a picture that is in sight, drawn with a few paths for each look. How long these get goes by what can be told apart
 * on the screen and not by how much there is: lines are cut off where sight ends, and of those that would fall on the same
 * pixels one is drawn. Far out they are ruled: along the rows, and down the middle of the gutters.
 */
export class Section {
  readonly #sight: Sight;
  readonly #sizes: Sizes;
  readonly #isRuled: boolean;
  readonly #bands: readonly Sight[];
  readonly #first: Sight;
  readonly #lines: readonly Route[];
  readonly #boxes: readonly (readonly [id: string, place: Place])[];
  #crowd: Crowd | null = null;
  #looks: readonly string[] = [];
  #paths: Paths = new Map();

  /** `isRough` if it is seen only for a moment. */
  constructor(sight: Sight, { places, routes }: Pick<Layout, 'places' | 'routes'>, sizes: Sizes, isRough = false) {
    this.#sight = sight;
    this.#sizes = sizes;
    this.#isRuled = isRough || sizes.gutter * sight.across < NARROW;
    this.#bands = bandsOf(sight, sizes);
    this.#first = this.#bands[0] ?? sight;
    const [column, row] = [sizes.nodeWidth + sizes.gutter, sizes.nodeHeight + sizes.rowGap];
    this.#lines = routes.filter(({ points }) =>
      points.some((to, index) => index > 0 && isIn(sight, points[index - 1] ?? to, to, sizes)),
    );
    this.#boxes = [...places].filter(([, { layer, row: at }]) => {
      const corner = { x: layer * column, y: at * row };
      return isIn(sight, corner, { x: corner.x + column, y: corner.y + row }, sizes);
    });
  }

  /** The same as before as long as nothing looks otherwise. */
  draw(crowd: Crowd): Paths {
    if (crowd === this.#crowd) return this.#paths;
    this.#crowd = crowd;
    const { line, outline } = crowd;
    const looks = [...this.#lines.map(({ edge }) => line(edge)), ...this.#boxes.map(([id]) => outline(id))];
    if (looks.length === this.#looks.length && looks.every((look, index) => look === this.#looks[index]))
      return this.#paths;
    this.#looks = looks;
    const pens = new Map<string, Pen[]>();
    const pensAt = (index: number): Pen[] => {
      const look = looks[index] ?? '';
      const known = pens.get(look);
      if (known) return known;
      const made = this.#bands.map((band) => (this.#isRuled ? new Ruler(band) : new Pen(band)));
      pens.set(look, made);
      return made;
    };
    this.#lines.forEach((route, index) => this.#trace(route, pensAt(index)));
    this.#boxes.forEach(([, place], index) => {
      const pen = pensAt(this.#lines.length + index)[
        this.#bandAt(place.layer * (this.#sizes.nodeWidth + this.#sizes.gutter))
      ];
      if (pen) pen.path += outlineOf(place, this.#sizes);
    });
    this.#paths = new Map([...pens].map(([look, bands]) => [look, bands.map((pen) => pen.finish()).filter(Boolean)]));
    return this.#paths;
  }

  #trace({ points, vertical }: Route, pens: readonly Pen[]): void {
    for (let index = 1; index < points.length; index++) {
      const from = points[index - 1];
      const to = points[index];
      if (!from || !to || !isIn(this.#sight, from, to, this.#sizes)) continue;
      if (vertical || from.y === to.y) {
        const last = this.#bandAt(Math.max(from.x, to.x));
        for (let band = this.#bandAt(Math.min(from.x, to.x)); band <= last; band++) pens[band]?.straight(from, to);
      } else {
        const turn = turnOf(from, to, this.#sizes);
        pens[this.#bandAt(turn)]?.bend(from, to, turn);
      }
    }
  }

  /** The number of the band at a place, or of the nearest. */
  #bandAt(x: number): number {
    const { left, right } = this.#first;
    return Math.max(0, Math.min(this.#bands.length - 1, Math.floor((x - left) / (right - left))));
  }
}

function bandsOf(sight: Sight, { nodeWidth, gutter }: Sizes): Sight[] {
  const pitch = nodeWidth + gutter;
  const width = pitch * Math.max(1, Math.round(BAND / (pitch * sight.across)));
  const start = Math.floor((sight.left - nodeWidth / 2) / pitch) * pitch + nodeWidth / 2;
  const count = Math.max(1, Math.ceil((sight.right - start) / width));
  return Array.from({ length: count }, (_, index) => {
    const left = start + index * width;
    return { ...sight, left, right: left + width };
  });
}

function isIn({ left, right, top, bottom }: Sight, a: Point, b: Point, { gutter }: Sizes): boolean {
  return (
    Math.min(a.x, b.x) - gutter < right &&
    Math.max(a.x, b.x) + gutter > left &&
    Math.min(a.y, b.y) < bottom &&
    Math.max(a.y, b.y) > top
  );
}

/** So much smaller than its box is an outline, to be covered by it. */
const INSET = 3;

/** The outline of a box, as the `d` of an SVG path. */
function outlineOf({ layer, row }: Place, { nodeWidth, nodeHeight, gutter, rowGap }: Sizes): string {
  const [x, y] = [layer * (nodeWidth + gutter) + INSET, row * (nodeHeight + rowGap) + INSET];
  const [width, height] = [nodeWidth - 2 * INSET, nodeHeight - 2 * INSET];
  return `M${x} ${y}h${width}v${height}h-${width}z`;
}

/** Where along the lines a bend has its control points: as `pathOf` draws it. */
const turnOf = (from: Point, to: Point, { gutter }: Sizes): number =>
  from.x === to.x ? to.x + gutter * 0.8 : (from.x + to.x) / 2;
