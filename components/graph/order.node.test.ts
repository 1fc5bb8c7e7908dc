import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meshOf, neighboursOf, type Mesh } from './mesh.ts';
import { countCrossings, orderLayers } from './order.ts';

const LAYERS = [
  [0, 1, 2, 3],
  [4, 5, 6, 7],
  [8, 9, 10, 11],
];
const at = LAYERS.flatMap((layer, index) => layer.map(() => index));
type Pairs = readonly (readonly [left: number, right: number])[];
const links = fc
  .array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 20 })
  .map((pairs) => pairs.filter(([left, right]) => (at[left] ?? 0) < (at[right] ?? 0)));

const mesh = (pairs: Pairs): Mesh =>
  meshOf(
    LAYERS.map((layer) => layer.map(String)),
    pairs.map(([from, to], index) => ({ key: `link ${index}`, from: `${from}`, to: `${to}`, edges: [] })),
  );
const crossingsOf = (pairs: Pairs): number => countCrossings(mesh(pairs).layers, mesh(pairs).after);

describe('countCrossings', () => {
  it('counts pairs of links that cross, also between links that pass a layer', () => {
    expect(
      crossingsOf([
        [0, 5],
        [1, 4],
      ]),
    ).toBe(1);
    expect(
      crossingsOf([
        [0, 4],
        [1, 5],
      ]),
    ).toBe(0);
    expect(
      crossingsOf([
        [0, 4],
        [1, 8],
      ]),
    ).toBe(0);
    expect(
      crossingsOf([
        [3, 8],
        [0, 4],
        [4, 11],
      ]),
    ).toBe(1);
    expect(
      crossingsOf([
        [0, 8],
        [1, 4],
      ]),
    ).toBe(1);
  });

  it('counts as many as a look at each pair does', () => {
    fc.assert(
      fc.property(links, (pairs) => {
        const { layers, layerOf, after } = mesh(pairs);
        const steps = layers.flat().flatMap((from) => [...neighboursOf(after, from)].map((to) => ({ from, to })));
        const rank = (node: number): number => layers[layerOf[node] ?? 0]?.indexOf(node) ?? NaN;
        const crossing = steps.flatMap((one) =>
          steps.filter(
            (other) =>
              layerOf[one.from] === layerOf[other.from] &&
              rank(one.from) < rank(other.from) &&
              rank(one.to) > rank(other.to),
          ),
        );
        expect(crossingsOf(pairs)).toBe(crossing.length);
      }),
    );
  });
});

describe('orderLayers', () => {
  it('keeps every node in its layer and never makes more crossings than there were', () => {
    fc.assert(
      fc.property(links, (links) => {
        const given = mesh(links);
        const ordered = orderLayers(given);
        const sorted = (layers: Mesh['layers']) => layers.map((layer) => layer.toSorted((a, b) => a - b));
        expect(sorted(ordered)).toEqual(sorted(given.layers));
        expect(countCrossings(ordered, given.after)).toBeLessThanOrEqual(crossingsOf(links));
      }),
    );
  });

  it('leaves an order alone in which nothing crosses', () => {
    const links: Pairs = [
      [0, 7],
      [1, 7],
    ];
    expect(orderLayers(mesh(links))).toEqual(LAYERS);
  });

  it('untangles what can be untangled', () => {
    const given = mesh([
      [0, 7],
      [1, 6],
      [2, 5],
      [3, 4],
      [4, 8],
      [5, 9],
    ]);
    expect(countCrossings(orderLayers(given), given.after)).toBe(0);
  });

  it('changes the order of what pulls to the same place if that lets fewer links cross', () => {
    // 6 leads between the two that 5 leads to.
    const given = mesh([
      [3, 9],
      [5, 9],
      [5, 11],
      [6, 10],
    ]);
    expect(countCrossings(orderLayers(given), given.after)).toBe(0);
  });

  it('leaves those with the same neighbours in the order in which they were given', () => {
    fc.assert(
      fc.property(links, (pairs) => {
        const { layers, before, after } = mesh(pairs);
        const keyOf = (node: number): string =>
          [before, after].map((sides) => neighboursOf(sides, node).join()).join(' ');
        for (const layer of orderLayers({ layers, before, after })) {
          layer.forEach((node, rank) => {
            const twins = layer.slice(rank + 1).filter((other) => keyOf(other) === keyOf(node));
            expect(twins.filter((twin) => twin < node)).toEqual([]);
          });
        }
      }),
    );
  });
});
