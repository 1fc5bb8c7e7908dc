import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from './layout.ts';
import type { Graph, GraphEdge, GraphNode, Layout, Point, Sizes } from './types.ts';

const SIZES: Sizes = { nodeWidth: 160, nodeHeight: 44, gutter: 48, rowGap: 16 };

const edge = (from: string, to: string): GraphEdge => ({ id: `${from}>${to}`, from, to });
const node = (id: string, column: string, members?: readonly string[]): GraphNode => ({ id, column, members });

/** Any graph: edges in all directions, circles, edges to oneself, unfolded nodes, empty columns. */
const graphs = fc.integer({ min: 1, max: 5 }).chain((width): fc.Arbitrary<Graph> => {
  const columns = Array.from({ length: width }, (_, index) => `column ${index}`);
  const kinds = fc.array(fc.record({ column: fc.constantFrom(...columns), members: fc.constantFrom(0, 0, 0, 1, 3) }), {
    maxLength: 24,
  });
  return kinds.chain((list): fc.Arbitrary<Graph> => {
    const nodes = list.map(({ column, members }, index) =>
      node(
        `n${index}`,
        column,
        Array.from({ length: members }, (_, member) => `n${index}.${member}`),
      ),
    );
    const boxes = nodes.flatMap(({ id, members = [] }) => (members.length > 0 ? members : [id]));
    if (boxes.length === 0) return fc.constant({ columns, nodes, edges: [] });
    const ends = fc.tuple(fc.constantFrom(...boxes), fc.constantFrom(...boxes));
    return fc
      .uniqueArray(ends, { maxLength: 40, selector: ([from, to]) => `${from}>${to}` })
      .map((pairs) => ({ columns, nodes, edges: pairs.map(([from, to]) => edge(from, to)) }));
  });
});

const boxOf = ({ layer, row }: { layer: number; row: number }) => {
  const left = layer * (SIZES.nodeWidth + SIZES.gutter);
  const top = row * (SIZES.nodeHeight + SIZES.rowGap);
  const bottom = top + SIZES.nodeHeight;
  return { left, top, right: left + SIZES.nodeWidth, bottom, middle: (top + bottom) / 2 };
};

/** The straight pieces of a way that lead through layers; all bends are in gutters, which the next test shows. */
const levels = (points: readonly Point[]) =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index];
    return from && from.y === to.y && Math.abs(from.x - to.x) > SIZES.gutter
      ? [{ left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), y: from.y }]
      : [];
  });

describe('layout', () => {
  it('keeps the columns in their order, with every node inside its own', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const result = layout(graph, SIZES);
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
      fc.property(graphs, (graph) => {
        const { places } = layout(graph, SIZES);
        const taken = new Set([...places.values()].map(({ layer, row }) => `${layer}/${row}`));
        expect(taken.size).toBe(places.size);
      }),
    );
  });

  it('leads no edge through a box', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const result = layout(graph, SIZES);
        const boxes = [...result.places].map(([id, place]) => ({ id, ...boxOf(place) }));
        for (const { edge, points } of result.routes) {
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
      fc.property(graphs, (graph) => {
        const { routes, places } = layout(graph, SIZES);
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
      fc.property(graphs, (graph) => {
        const { routes } = layout(graph, SIZES);
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
      fc.property(graphs, (graph) => {
        const { routes, places, height } = layout(graph, SIZES);
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

  it('moves nothing that it need not when a node comes, and nothing when one goes', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (whole, pick) => {
        if (whole.nodes.length === 0) return;
        const gone = whole.nodes[pick % whole.nodes.length];
        // A node that others wait for in its own column decides on their layer; one at the end of all chains does not.
        const edges = whole.edges.filter((edge) => gone && !ownerOf(edge.from, gone) && !ownerOf(edge.to, gone));
        const leaf = whole.edges.filter((edge) => gone && ownerOf(edge.to, gone) && !ownerOf(edge.from, gone));
        const less: Graph = { ...whole, nodes: whole.nodes.filter((node) => node !== gone), edges };
        const more: Graph = { ...whole, edges: [...edges, ...leaf] };

        const first = layout(less, SIZES);
        const grown = layout(more, SIZES, first);
        const before = seatsIn(first, less);
        const after = seatsIn(grown, less);
        // Down, if at all, and past no other.
        for (const [id, { row }] of Object.entries(before)) expect(after[id]?.row).toBeGreaterThanOrEqual(row);
        const known = grown.layers.map((ids) => ids.filter((id) => id !== gone?.id)).filter((ids) => ids.length > 0);
        expect(known).toEqual(first.layers.filter((ids) => ids.length > 0));
        // Not at all, where there is room: a free row nearby, and no more lines than find their way between two boxes.
        if (whole.nodes.length <= 16 && leaf.length <= 3) expect(after).toEqual(before);
        expect(seatsIn(layout(less, SIZES, grown), less)).toEqual(after);
      }),
    );
  });

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
    expect(rows(before)).toEqual({ a: 0, b: 0, c: 1, d: 1 });
    expect(rows(open)).toEqual({ a: 0, b: 0, b1: 1, b2: 2, c: 3, d: 1 });
    expect(rows(layout(folded, SIZES, open))).toEqual(rows(before));
  });

  it('runs a chain straight beside a fan, and lets nothing cross that need not', () => {
    const graph: Graph = {
      columns: ['build', 'test', 'deploy'],
      nodes: [node('a', 'build'), node('b', 'build'), node('tb', 'test'), node('ta', 'test'), node('d', 'deploy')],
      edges: [edge('a', 'ta'), edge('b', 'tb'), edge('ta', 'd'), edge('tb', 'd')],
    };
    expect(rows(layout(graph, SIZES))).toEqual({ a: 0, b: 1, ta: 0, tb: 1, d: 0 });
  });

  it('untangles a plan that comes all at once, though the run was drawn before', () => {
    const nodes = [node('a', 'build'), node('b', 'build'), node('tb', 'test'), node('ta', 'test')];
    const edges = [edge('a', 'ta'), edge('b', 'tb')];
    const empty: Graph = { columns: ['queued', 'build', 'test'], nodes: [node('q', 'queued')], edges: [] };
    const before = layout(empty, SIZES);
    const planned = layout({ ...empty, nodes: [...empty.nodes, ...nodes], edges }, SIZES, before);
    expect(rows(planned)).toEqual({ q: 0, a: 0, b: 1, ta: 0, tb: 1 });
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
    expect(seatsIn(later, big(0))).toEqual(seatsIn(first, big(0)));
  });
});

const NOWHERE = { layer: NaN, row: NaN };
const numberOf = (box: string): number => Number(box.slice(1).split('.')[0]);
const nodeOf = (box: string): string => box.split('.')[0] ?? '';
const ownerOf = (box: string, { id, members = [] }: GraphNode): boolean => box === id || members.includes(box);
const rows = ({ places }: Layout): Record<string, number> =>
  Object.fromEntries([...places].map(([id, { row }]) => [id, row]));
const seatsIn = ({ seats }: Layout, { nodes }: Graph) =>
  Object.fromEntries(nodes.flatMap(({ id }) => [[id, seats.get(id) ?? { ...NOWHERE }]] as const));
