import { describe, expect, it } from 'vitest';
import { layersOf } from './layers.ts';

const link = (from: string, to: string) => ({ from, to });
const layers = (...args: Parameters<typeof layersOf>) => Object.fromEntries(layersOf(...args));

describe('layersOf', () => {
  it('puts a node one layer after the last that it depends on', () => {
    const links = [link('a', 'b'), link('b', 'c'), link('a', 'c'), link('c', 'd')];
    expect(layers(['d', 'c', 'b', 'a'], links)).toEqual({ a: 0, b: 1, c: 2, d: 3 });
  });

  it('ignores nodes that are not there, links to oneself, and links that are there twice', () => {
    expect(layers(['a', 'b'], [link('x', 'a'), link('b', 'b'), link('a', 'b'), link('a', 'b')])).toEqual({
      a: 0,
      b: 1,
    });
  });

  it('begins a circle with the node that was given first', () => {
    const links = [link('a', 'b'), link('b', 'c'), link('c', 'a'), link('c', 'd')];
    expect(layers(['b', 'a', 'c', 'd'], links)).toEqual({ b: 0, c: 1, a: 2, d: 2 });
  });

  it('takes a chain of 20,000 without a stack of that depth', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `${index}`);
    const chain = ids.slice(1).map((id, index) => link(`${index}`, id));
    expect(layersOf(ids.toReversed(), chain).get('19999')).toBe(19_999);
  });
});
