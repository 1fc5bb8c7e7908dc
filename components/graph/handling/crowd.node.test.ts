import { describe, expect, it } from 'vitest';
import { layout, type Graph, type Sizes } from '../index.ts';
import { Section, type Crowd } from './crowd.ts';
import type { Sight } from './sight.ts';

const SIZES: Sizes = { nodeWidth: 100, nodeHeight: 40, gutter: 60, rowGap: 20 };
const COUNT = 200;

/** One box, many that need it, and one that needs all of these. */
const graph: Graph = {
  columns: ['a', 'b', 'c'],
  nodes: [
    { id: 'first', column: 'a' },
    ...Array.from({ length: COUNT }, (_, index) => ({ id: `b${index}`, column: 'b' })),
    { id: 'last', column: 'c' },
  ],
  edges: Array.from({ length: COUNT }, (_, index) => [
    { id: `to ${index}`, from: 'first', to: `b${index}` },
    { id: `from ${index}`, from: `b${index}`, to: 'last' },
  ]).flat(),
};
const placed = layout(graph, SIZES);
const PLAIN: Crowd = { line: () => 'line', outline: () => 'box' };

/** Twenty rows from the middle. */
const sight = (scale: number, changes: Partial<Sight> = {}): Sight => ({
  left: -100,
  right: 600,
  top: 6000,
  bottom: 7200,
  across: scale,
  down: scale,
  ...changes,
});

const draw = (seen: Sight, isRough = false): Map<string, string> =>
  new Map([...new Section(seen, placed, SIZES, isRough).draw(PLAIN)].map(([look, bands]) => [look, bands.join('')]));
const count = (path: string | undefined, command: string): number => (path ?? '').split(command).length - 1;
/** The heights between which a path runs; it has no other commands than these. */
const heights = (path = ''): number[] =>
  [...path.matchAll(/([MLC])([^A-Z]+)/gi)].flatMap(([, , numbers = '']) => {
    const values = numbers.match(/-?[\d.]+/g)?.map(Number) ?? [];
    return values.filter((_, index) => index % 2 === 1);
  });

describe('a part of a large picture', () => {
  it('has the outlines of what is in sight', () => {
    expect(count(draw(sight(1)).get('box'), 'M')).toBeGreaterThanOrEqual(20);
    expect(count(draw(sight(1)).get('box'), 'M')).toBeLessThanOrEqual(22);
  });

  it('cuts lines off where sight ends', () => {
    const path = draw(sight(1)).get('line');
    expect(Math.min(...heights(path))).toBeGreaterThanOrEqual(6000);
    expect(Math.max(...heights(path))).toBeLessThanOrEqual(7200);
  });

  it('draws once what would fall on the same pixels', () => {
    const near = count(draw(sight(1)).get('line'), 'C');
    // About 20 rows with two lines each, and those that pass: no more than there are pixels in two gutters.
    expect(near).toBeGreaterThan(40);
    expect(near).toBeLessThan(40 + 2 * SIZES.gutter + 10);
    expect(count(draw(sight(0.3)).get('line'), 'C')).toBeLessThan(near);
  });

  it('is ruled far out: a line down each gutter, and one along each row on either side', () => {
    const path = draw(sight(0.1)).get('line');
    expect(count(path, 'C')).toBe(0);
    expect(count(path, 'V')).toBe(2);
    expect(count(path, 'H')).toBeGreaterThanOrEqual(40);
    expect(count(path, 'H')).toBeLessThanOrEqual(44);
  });

  it('is ruled near by too where it is seen only for a moment', () => {
    expect(count(draw(sight(1), true).get('line'), 'C')).toBe(0);
  });

  it('is cut into bands: the lines on either side of the boxes in the middle are a path each', () => {
    const bands = new Section(sight(1), placed, SIZES).draw(PLAIN).get('line') ?? [];
    expect(bands).toHaveLength(2);
    for (const band of bands) expect(count(band, 'C')).toBeGreaterThan(20);
    const [first] = new Section(sight(1, { right: 150 }), placed, SIZES).draw(PLAIN).get('line') ?? [];
    expect(bands[0]).toBe(first);
  });

  it('has a path for each look, the same as before while no look changes', () => {
    const section = new Section(sight(1), placed, SIZES);
    const running = (id: string): Crowd => ({
      line: ({ to }) => (to === id ? 'running' : 'line'),
      outline: (box) => (box === id ? 'running box' : 'box'),
    });
    const seen = [...placed.places].find(([id, { row }]) => id.startsWith('b') && row === 110)?.[0] ?? '';
    const hidden = [...placed.places].find(([id, { row }]) => id.startsWith('b') && row === 5)?.[0] ?? '';
    const plain = section.draw(PLAIN);
    expect([...plain.keys()].toSorted()).toEqual(['box', 'line']);
    expect(section.draw({ ...PLAIN })).toBe(plain);
    const changed = section.draw(running(seen));
    expect([...changed.keys()].toSorted()).toEqual(['box', 'line', 'running', 'running box']);
    expect(section.draw(running(seen))).toBe(changed);
    const other = new Section(sight(1), placed, SIZES);
    expect(other.draw(running(hidden))).toEqual(plain);
    expect(other.draw(PLAIN)).toBe(other.draw(running(hidden)));
  });
});
