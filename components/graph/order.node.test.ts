import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCrossings, orderLayers } from './order.ts';

const LAYERS = [
  [0, 1, 2, 3],
  [4, 5, 6, 7],
  [8, 9, 10, 11],
];
const at = LAYERS.flatMap((layer, index) => layer.map(() => index));
const links = fc
  .array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 20 })
  .map((pairs) => pairs.filter(([left, right]) => (at[left] ?? 0) < (at[right] ?? 0)));

describe('countCrossings', () => {
  it('counts pairs of links that cross, also between links that pass a layer', () => {
    expect(
      countCrossings(LAYERS, [
        [0, 5],
        [1, 4],
      ]),
    ).toBe(1);
    expect(
      countCrossings(LAYERS, [
        [0, 4],
        [1, 5],
      ]),
    ).toBe(0);
    expect(
      countCrossings(LAYERS, [
        [0, 8],
        [1, 4],
      ]),
    ).toBe(0);
    expect(
      countCrossings(LAYERS, [
        [3, 8],
        [0, 4],
        [4, 11],
      ]),
    ).toBe(1);
  });
});

describe('orderLayers', () => {
  it('keeps every node in its layer and never makes more crossings than there were', () => {
    fc.assert(
      fc.property(links, (links) => {
        const ordered = orderLayers(LAYERS, links);
        expect(ordered.map((layer) => layer.toSorted((a, b) => a - b))).toEqual(LAYERS);
        expect(countCrossings(ordered, links)).toBeLessThanOrEqual(countCrossings(LAYERS, links));
      }),
    );
  });

  it('leaves an order alone in which nothing crosses', () => {
    expect(
      orderLayers(LAYERS, [
        [0, 7],
        [1, 7],
      ]),
    ).toEqual(LAYERS);
  });

  it('untangles what can be untangled', () => {
    const links = [
      [0, 7],
      [1, 6],
      [2, 5],
      [3, 4],
      [4, 8],
      [5, 9],
    ] as const;
    expect(countCrossings(orderLayers(LAYERS, links), links)).toBe(0);
  });
});
