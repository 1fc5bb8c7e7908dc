import { describe, expect, it } from 'vitest';
import { DEFAULT_TOPOLOGY, type Topology } from '../../../protocol/index.ts';
import { pathOf } from '../../graph/path.ts';
import { SIZES } from './geometry.ts';
import { arrowOf, connectionsOf, draw } from './plan.ts';

const without = (id: string): Topology => ({
  nodes: DEFAULT_TOPOLOGY.nodes.filter((node) => node.id !== id),
  connections: DEFAULT_TOPOLOGY.connections.filter(({ from, to }) => from !== id && to !== id),
});

describe('draw', () => {
  it('makes a zone of each group, in the order in which the topology names them', () => {
    const plan = draw(DEFAULT_TOPOLOGY, null);
    expect(plan.zones.map(({ name, nodes }) => [name, nodes.map(({ id }) => id)])).toEqual([
      ['Source', ['github']],
      ['Edge', ['edge', 'pages']],
      ['Compute', ['worker', 'durable']],
      ['Storage', ['kv', 'd1']],
    ]);
    expect(plan.layout.layers).toEqual([['github'], ['edge', 'pages'], ['worker', 'durable'], ['kv', 'd1']]);
  });

  it('puts nodes without a group into a zone without a name', () => {
    const nodes = [
      { id: 'a', name: 'A', kind: 'worker' },
      { id: 'b', name: 'B', kind: 'worker', group: 'null' },
    ];
    expect(draw({ nodes, connections: [] }, null).zones.map(({ name }) => name)).toEqual([null, 'null']);
  });

  it('has a line and an arrow for every connection between nodes that are there', () => {
    const connections = [...DEFAULT_TOPOLOGY.connections, { id: 'lost', from: 'worker', to: 'nowhere' }];
    const { routes } = draw({ ...DEFAULT_TOPOLOGY, connections }, null).layout;
    expect(routes.map(({ edge }) => edge)).toEqual(DEFAULT_TOPOLOGY.connections);
    for (const route of routes) {
      const end = pathOf(route, SIZES).match(/([\d.]+,[\d.]+)$/)?.[1];
      expect(arrowOf(route)).toContain(`M${end}m`);
    }
  });

  it('leaves nodes where they are when others come and go', () => {
    const first = draw(without('edge'), null);
    const grown = draw(DEFAULT_TOPOLOGY, first);
    const shrunk = draw(without('github'), grown);
    for (const [id, { row }] of first.layout.places) expect(grown.layout.places.get(id)?.row).toBe(row);
    for (const [id, { row }] of shrunk.layout.places) expect(grown.layout.places.get(id)?.row).toBe(row);
    expect(draw(DEFAULT_TOPOLOGY, grown)).toEqual(grown);
  });
});

describe('a row that a person has chosen', () => {
  const pinned = (id: string, row: number, of = DEFAULT_TOPOLOGY): Topology => ({
    ...of,
    nodes: of.nodes.map((node) => (node.id === id ? { ...node, row } : node)),
  });
  const rowOf = ({ layout }: ReturnType<typeof draw>, id: string): number | undefined => layout.places.get(id)?.row;

  it('is where the node stands, at first and when it was elsewhere before', () => {
    const before = draw(DEFAULT_TOPOLOGY, null);
    for (const plan of [draw(pinned('github', 3), null), draw(pinned('github', 3), before)]) {
      expect(rowOf(plan, 'github')).toBe(3);
    }
  });

  it('is given up by the one that stood there, and all others stay', () => {
    const before = draw(DEFAULT_TOPOLOGY, null);
    const [first, second] = before.layout.layers[3] ?? [];
    const plan = draw(pinned(second ?? '', 0), before);
    expect(rowOf(plan, second ?? '')).toBe(0);
    expect(rowOf(plan, first ?? '')).not.toBe(0);
    for (const id of ['github', 'edge', 'pages', 'worker', 'durable']) expect(rowOf(plan, id)).toBe(rowOf(before, id));
  });

  it('holds whatever comes and goes', () => {
    let plan = draw(pinned('d1', 4), null);
    plan = draw(pinned('d1', 4, without('kv')), plan);
    expect(rowOf(plan, 'd1')).toBe(4);
    expect(rowOf(draw(pinned('d1', 4), plan), 'd1')).toBe(4);
  });
});

describe('connectionsOf', () => {
  it('finds those that begin or end at a node', () => {
    const plan = draw(DEFAULT_TOPOLOGY, null);
    expect(connectionsOf(plan, 'durable').map(({ id }) => id)).toEqual(['worker-durable', 'durable-kv', 'durable-d1']);
  });
});
