import type { Point } from '../types.ts';
import type { Sight } from './sight.ts';

/** Draws things of one look, as far as they are in sight. */
export class Pen {
  path = '';
  protected readonly sight: Sight;
  readonly #bends = new Set<string>();

  constructor(sight: Sight) {
    this.sight = sight;
  }

  straight(from: Point, to: Point): void {
    const { left, right } = this.sight;
    const inside = (x: number): number => tenths(Math.min(right, Math.max(left, x)));
    this.path += `M${inside(from.x)} ${tenths(from.y)}L${inside(to.x)} ${tenths(to.y)}`;
  }

  /** The part of a bend that is in sight. Of those that run side by side within a pixel, one is enough. */
  bend(from: Point, to: Point, turn: number): void {
    const { top, bottom, across, down } = this.sight;
    const at = (y: number): number => inverseSmoothstep((y - from.y) / (to.y - from.y));
    const [start, end] = from.y < to.y ? [at(top), at(bottom)] : [at(bottom), at(top)];
    const xs = [from.x, turn, turn, to.x] as const;
    const ys = [from.y, from.y, to.y, to.y] as const;
    const middle = (start + end) / 2;
    const pixels = [start, middle, end].map((t) => Math.round(blossom(xs, t, t, t) * across));
    const seen = `${pixels.join()},${Math.round(blossom(ys, middle, middle, middle) * down)}`;
    if (this.#bends.has(seen)) return;
    this.#bends.add(seen);
    const point = (r: number, s: number, t: number): string =>
      `${tenths(blossom(xs, r, s, t))} ${tenths(blossom(ys, r, s, t))}`;
    this.path += `M${point(start, start, start)}C${point(start, start, end)} ${point(start, end, end)} ${point(end, end, end)}`;
  }

  finish(): string {
    return this.path;
  }
}

/** Draws lines far out, where they fall on each other: what is on one level, or in one gutter, becomes one line. */
export class Ruler extends Pen {
  readonly #levels = new Map<number, Span[]>();
  readonly #gutters = new Map<number, Span[]>();

  override straight(from: Point, to: Point): void {
    if (from.x === to.x) this.#rule(this.#gutters, from.x, from.y, to.y);
    else this.#rule(this.#levels, from.y, from.x, to.x);
  }

  override bend(from: Point, to: Point, turn: number): void {
    this.#rule(this.#levels, from.y, from.x, turn);
    this.#rule(this.#gutters, turn, from.y, to.y);
    this.#rule(this.#levels, to.y, turn, to.x);
  }

  override finish(): string {
    const { left, right, top, bottom } = this.sight;
    for (const [y, spans] of this.#levels) {
      if (y < top || y > bottom) continue;
      for (const [from, to] of united(spans, left, right)) this.path += `M${from} ${tenths(y)}H${to}`;
    }
    for (const [x, spans] of this.#gutters) {
      for (const [from, to] of united(spans, top, bottom)) this.path += `M${tenths(x)} ${from}V${to}`;
    }
    return this.path;
  }

  #rule(lines: Map<number, Span[]>, at: number, one: number, other: number): void {
    const span: Span = [Math.min(one, other), Math.max(one, other)];
    const known = lines.get(at);
    if (known) known.push(span);
    else lines.set(at, [span]);
  }
}

type Span = readonly [from: number, to: number];

/** The spans without their overlaps, as far as they are inside. */
function united(spans: readonly Span[], least: number, most: number): Span[] {
  const found: [number, number][] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const [start, end] = [Math.round(Math.max(from, least)), Math.round(Math.min(to, most))];
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (start < end) found.push([start, end]);
  }
  return found;
}

/** How far along a bend is at a part of its height, which grows as 3t² − 2t³. */
const inverseSmoothstep = (part: number): number =>
  0.5 - Math.sin(Math.asin(1 - 2 * Math.min(1, Math.max(0, part))) / 3);

/** The polar form of a cubic Bézier curve: the control points of any piece of it are values of this (Ramshaw 1989). */
function blossom([a, b, c, d]: readonly [number, number, number, number], r: number, s: number, t: number): number {
  const mix = (from: number, to: number, part: number): number => from + (to - from) * part;
  const [ab, bc, cd] = [mix(a, b, r), mix(b, c, r), mix(c, d, r)];
  return mix(mix(ab, bc, s), mix(bc, cd, s), t);
}

const tenths = (number: number): number => Math.round(number * 10) / 10;
