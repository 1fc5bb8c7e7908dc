import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from './layout.ts';
import {
  boxOf,
  drawings,
  edge,
  graphs,
  levels,
  node,
  nodeOf,
  NOWHERE,
  rowsOf,
  SIZES,
  without,
} from './testing/drawings.ts';
import type { Graph } from './types.ts';

describe('any layout', () => {
  it('keeps the columns in their order, with every node inside its own', () => {
    fc.assert(
      fc.property(drawings, ({ graph, drawn: result }) => {
        expect(result.columns.map((column) => column.id)).toEqual(graph.columns);
        let start = 0;
        for (const column of result.columns) {
          expect(column.layer).toBe(start);
          start += column.layers;
        }
        expect(start).toBe(result.layers.length);
        for (const { id, column, members = [] } of graph.nodes) {
          const place = result.columns.find((candidate) => candidate.id === column);
          for (const box of [id, ...members]) {
            const layer = result.places.get(box)?.layer ?? NaN;
            expect(layer).toBeGreaterThanOrEqual(place?.layer ?? NaN);
            expect(layer).toBeLessThan((place?.layer ?? NaN) + (place?.layers ?? NaN));
          }
        }
      }),
    );
  });

  it('puts no two boxes on one place', () => {
    fc.assert(
      fc.property(drawings, ({ drawn: { places } }) => {
        const taken = new Set([...places.values()].map(({ layer, row }) => `${layer}/${row}`));
        expect(taken.size).toBe(places.size);
      }),
    );
  });

  it('leads no edge through a box', () => {
    fc.assert(
      fc.property(drawings, ({ drawn: { places, routes } }) => {
        const boxes = [...places].map(([id, place]) => ({ id, ...boxOf(place) }));
        for (const { edge, points } of routes) {
          for (const { left, right, y } of levels(points)) {
            const hit = boxes.filter(
              (box) => box.left < right && box.right > left && y >= box.top - 1 && y <= box.bottom + 1,
            );
            expect(hit.map((box) => `${edge.id} through ${box.id}`)).toEqual([]);
          }
        }
      }),
    );
  });

  it('bends edges in gutters only, and begins and ends them at the sides of their boxes', () => {
    const pitch = SIZES.nodeWidth + SIZES.gutter;
    const gutterOf = (x: number): number => (x % pitch === 0 ? x / pitch : (x - SIZES.nodeWidth) / pitch + 1);
    fc.assert(
      fc.property(drawings, ({ graph, drawn: { routes, places } }) => {
        expect(routes).toHaveLength(graph.edges.length);
        for (const { edge, points } of routes.filter((route) => !route.vertical)) {
          const [from, to] = [boxOf(places.get(edge.from) ?? NOWHERE), boxOf(places.get(edge.to) ?? NOWHERE)];
          const [start, end] = [points[0], points.at(-1)];
          expect(start).toEqual({ x: from.left > to.left ? from.left : from.right, y: from.middle });
          expect(end).toEqual({ x: from.left < to.left ? to.left : to.right, y: to.middle });
          for (const [index, point] of points.entries()) {
            const before = points[index - 1];
            if (before && before.y !== point.y) expect(gutterOf(before.x)).toBe(gutterOf(point.x));
          }
        }
      }),
    );
  });

  it('leads straight up or down to a neighbour', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { routes, places } = layout({ ...graph, flat: true }, SIZES);
        for (const { edge, points } of routes.filter((route) => route.vertical)) {
          const [from, to] = [boxOf(places.get(edge.from) ?? NOWHERE), boxOf(places.get(edge.to) ?? NOWHERE)];
          const [start, end] = points;
          expect(Math.abs((end?.y ?? NaN) - (start?.y ?? NaN))).toBe(SIZES.rowGap);
          expect(start?.x).toBe(end?.x);
          expect([from.top, from.bottom]).toContain(start?.y);
          expect([to.top, to.bottom]).toContain(end?.y);
        }
      }),
    );
  });

  it('gives each column one layer if asked to', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { columns, layers } = layout({ ...graph, flat: true }, SIZES);
        expect(layers).toHaveLength(graph.columns.length);
        expect(columns.every((column) => column.layers === 1)).toBe(true);
      }),
    );
  });

  it('leads every edge inside a column to the right, unless edges run in a circle', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const ahead = { ...graph, edges: graph.edges.filter((edge) => numberOf(edge.from) < numberOf(edge.to)) };
        const { places } = layout(ahead, SIZES);
        const column = new Map(
          graph.nodes.flatMap(({ id, column, members = [] }) => [id, ...members].map((box) => [box, column])),
        );
        for (const { from, to } of ahead.edges) {
          if (column.get(from) === column.get(to)) {
            expect(places.get(from)?.layer).toBeLessThan(places.get(to)?.layer ?? NaN);
          }
        }
      }),
    );
  });

  it('keeps lines that pass a layer apart', () => {
    fc.assert(
      fc.property(drawings, ({ drawn: { routes } }) => {
        const passing = new Map<string, Set<string>>();
        for (const { edge, points } of routes) {
          for (const { left, right, y } of levels(points)) {
            for (let x = left; x < right; x += SIZES.nodeWidth + SIZES.gutter) {
              const at = `${x} ${y}`;
              passing.set(at, (passing.get(at) ?? new Set()).add(nodeOf(edge.from)).add(nodeOf(edge.to)));
            }
          }
        }
        // Lines between the same two nodes may run as one.
        for (const ends of passing.values()) expect(ends.size).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is as high as all boxes and lines, also those that pass below the last box', () => {
    fc.assert(
      fc.property(drawings, ({ drawn: { routes, places, height } }) => {
        const bottoms = [...places.values()].map((place) => boxOf(place).bottom);
        const lines = routes.flatMap(({ points }) => points.map(({ y }) => y));
        // Half a pixel, because lines lie on whole ones.
        expect(Math.max(0, ...bottoms, ...lines)).toBeLessThanOrEqual(Math.max(0, height - SIZES.rowGap) + 0.5);
      }),
    );
  });

  it('draws the same graph the same way', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(layout(graph, SIZES)).toEqual(layout(graph, SIZES));
      }),
    );
  });

  it('leaves a graph that has not changed as it was, with its lines', () => {
    fc.assert(
      fc.property(drawings, ({ graph, drawn }) => {
        expect(layout(graph, SIZES, drawn)).toEqual(drawn);
      }),
    );
  });

  it('leaves every node on its row when others come or go, unless it changes its layer or most are new', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (whole, bits) => {
        const some = without(whole, (index) => ((bits >> (index % 30)) & 1) === 1);
        if (2 * some.nodes.length < whole.nodes.length) return;
        const before = layout(some, SIZES);
        const grown = layout(whole, SIZES, before);
        const shrunk = layout(some, SIZES, grown);
        for (const [one, next] of [
          [before, grown],
          [grown, shrunk],
        ] as const) {
          for (const { id, column } of some.nodes) {
            const seat = one.seats.get(id);
            if (next.seats.get(id)?.depth === seat?.depth) expect(next.seats.get(id)).toEqual({ ...seat, column });
          }
        }
      }),
    );
  });

  it('moves no other box when one comes that nothing waits for, nor when it goes', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), ({ columns, nodes, edges }, pick) => {
        const last = nodes[pick % nodes.length]?.id;
        // Folded: what is open pushes others down.
        const whole: Graph = {
          columns,
          nodes: nodes.map(({ id, column }) => node(id, column)),
          edges: edges.flatMap(({ from, to }) => (nodeOf(from) === last ? [] : edge(nodeOf(from), nodeOf(to)))),
        };
        const less = without(whole, (index) => whole.nodes[index]?.id === last);
        const before = layout(less, SIZES);
        const grown = layout(whole, SIZES, before);
        const { [last ?? '']: _, ...others } = rowsOf(grown);
        expect(others).toEqual(rowsOf(before));
        expect(rowsOf(layout(less, SIZES, grown))).toEqual(rowsOf(before));
      }),
    );
  });
});

const numberOf = (box: string): number => Number(nodeOf(box).slice(1));
