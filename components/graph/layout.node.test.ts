import { describe, expect, it } from 'vitest';
import { layout } from './layout.ts';
import { edge, node, rowsOf, seatsOf, SIZES } from './testing/drawings.ts';
import type { Graph } from './types.ts';

describe('layout', () => {
  it('has every node back in its place once what was unfolded is folded again', () => {
    const edges = [edge('a', 'b'), edge('a', 'c'), edge('c', 'd')];
    const folded: Graph = {
      columns: ['1', '2', '3'],
      nodes: [node('a', '1'), node('b', '2'), node('c', '2'), node('d', '3')],
      edges,
    };
    const unfolded: Graph = {
      ...folded,
      nodes: folded.nodes.map((each) => (each.id === 'b' ? { ...each, members: ['b1', 'b2'] } : each)),
    };

    const before = layout(folded, SIZES);
    const open = layout(unfolded, SIZES, before);
    expect(rowsOf(before)).toEqual({ a: 0, b: 0, c: 1, d: 1 });
    expect(rowsOf(open)).toEqual({ a: 0, b: 0, b1: 1, b2: 2, c: 3, d: 1 });
    expect(rowsOf(layout(folded, SIZES, open))).toEqual(rowsOf(before));
  });

  it('runs a chain straight beside a fan, and lets nothing cross that need not', () => {
    const graph: Graph = {
      columns: ['build', 'test', 'deploy'],
      nodes: [node('a', 'build'), node('b', 'build'), node('tb', 'test'), node('ta', 'test'), node('d', 'deploy')],
      edges: [edge('a', 'ta'), edge('b', 'tb'), edge('ta', 'd'), edge('tb', 'd')],
    };
    expect(rowsOf(layout(graph, SIZES))).toEqual({ a: 0, b: 1, ta: 0, tb: 1, d: 0 });
  });

  it('untangles a plan that comes all at once, though the run was drawn before', () => {
    const nodes = [node('a', 'build'), node('b', 'build'), node('tb', 'test'), node('ta', 'test')];
    const edges = [edge('a', 'ta'), edge('b', 'tb')];
    const empty: Graph = { columns: ['queued', 'build', 'test'], nodes: [node('q', 'queued')], edges: [] };
    const before = layout(empty, SIZES);
    const planned = layout({ ...empty, nodes: [...empty.nodes, ...nodes], edges }, SIZES, before);
    expect(rowsOf(planned)).toEqual({ q: 0, a: 0, b: 1, ta: 0, tb: 1 });
  });

  it('takes an edge over a layer on an empty row if there is one, else between two rows', () => {
    const full: Graph = {
      columns: ['1', '2', '3'],
      nodes: [node('a', '1'), node('b', '2'), node('c', '3')],
      edges: [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')],
    };
    const over = layout(full, SIZES).routes.find(({ edge }) => edge.id === 'a>c');
    expect(over?.points.map((point) => point.y)).toEqual([22, 52, 52, 22]);

    const free = layout(
      { ...full, nodes: [node('x', '1'), ...full.nodes], edges: [edge('x', 'b'), edge('a', 'c')] },
      SIZES,
    );
    const straight = free.routes.find(({ edge }) => edge.id === 'a>c');
    expect(new Set(straight?.points.map((point) => point.y)).size).toBe(1);
  });

  it('lays out a big pipeline, and one more job without moving any other', () => {
    const stages = ['build', 'test', 'check', 'deploy'];
    const big = (extra: number): Graph => {
      const nodes = stages.flatMap((stage) =>
        Array.from({ length: 125 }, (_, index) => node(`${stage} ${index}`, stage)),
      );
      const edges = nodes.flatMap(({ id, column }, index) => {
        const before = stages[stages.indexOf(column) - 1];
        return before ? [edge(`${before} ${(index * 7) % 125}`, id), edge(`${before} ${(index * 3) % 125}`, id)] : [];
      });
      for (let index = 0; index < extra; index++) nodes.push(node(`late ${index}`, 'test'));
      return { columns: stages, nodes, edges };
    };
    const first = layout(big(0), SIZES);
    const later = layout(big(1), SIZES, first);
    expect(first.places.size).toBe(500);
    expect(seatsOf(later, big(0))).toEqual(seatsOf(first, big(0)));
  });
});
