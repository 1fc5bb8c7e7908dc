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

/** Draws lines far out, where they fall on each other: what is on one row of pixels, or in one gutter, becomes one line. */
export class Ruler extends Pen {
  readonly #levels = new Map<number, Rule>();
  readonly #gutters = new Map<number, Rule>();

  override straight(from: Point, to: Point): void {
    if (from.x === to.x) this.#down(from.x, from.y, to.y);
    else this.#along(from.y, from.x, to.x);
  }

  override bend(from: Point, to: Point, turn: number): void {
    this.#along(from.y, from.x, turn);
    this.#down(turn, from.y, to.y);
    this.#along(to.y, turn, to.x);
  }

  override finish(): string {
    const { across, down } = this.sight;
    for (const { at, spans } of this.#levels.values()) {
      for (const [from, to] of united(spans, 1 / across))
        this.path += `M${Math.round(from)} ${tenths(at)}H${Math.round(to)}`;
    }
    for (const { at, spans } of this.#gutters.values()) {
      for (const [from, to] of united(spans, 1 / down))
        this.path += `M${tenths(at)} ${Math.round(from)}V${Math.round(to)}`;
    }
    return this.path;
  }

  #along(y: number, one: number, other: number): void {
    const { left, right, top, bottom, down } = this.sight;
    if (y >= top && y <= bottom) rule(this.#levels, Math.round(y * down), y, span(one, other, left, right));
  }

  #down(x: number, one: number, other: number): void {
    const { top, bottom, across } = this.sight;
    rule(this.#gutters, Math.round(x * across), x, span(one, other, top, bottom));
  }
}

type Span = [from: number, to: number];

/** What is on one line. */
interface Rule {
  readonly at: number;
  readonly spans: Span[];
}

/** From one place to another, as far as both are inside. */
const span = (one: number, other: number, least: number, most: number): Span => [
  Math.max(Math.min(one, other), least),
  Math.min(Math.max(one, other), most),
];

function rule(rules: Map<number, Rule>, pixel: number, at: number, span: Span): void {
  if (span[0] >= span[1]) return;
  const known = rules.get(pixel);
  if (!known) {
    rules.set(pixel, { at, spans: [span] });
    return;
  }
  const last = known.spans.at(-1);
  // Lines come one beside the other: most are on what the one before has drawn.
  if (last && span[0] >= last[0] && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
  else known.spans.push(span);
}

/** The spans without their overlaps, and without gaps that nobody sees. */
function united(spans: Span[], gap: number): Span[] {
  if (spans.length < 2) return spans;
  const found: Span[] = [];
  let last: Span | undefined;
  for (const span of spans.sort((one, other) => one[0] - other[0])) {
    if (last && span[0] <= last[1] + gap) last[1] = Math.max(last[1], span[1]);
    else found.push((last = span));
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
