import { describe, expect, it } from 'vitest';
import { DEFAULT_TOPOLOGY, type ConfigAnswer, type ConfigDocument, type Topology } from '../../../protocol/index.ts';
import { fakeStore } from '../../shared/testing/fake-store.ts';
import { sampleConfig } from '../../shared/testing/sample.ts';
import { ProblemError } from '../../store/problem.ts';
import { draw, type Plan } from '../drawing/plan.ts';
import { arrange, put, release, releaseAll, type Moves } from './moves.ts';
import { Moving } from './moving.ts';
import { saveMoves } from './save.ts';

const NONE: Moves = new Map();
const plan = draw(DEFAULT_TOPOLOGY, null);
const after = (moves: Moves, before: Plan = plan): Plan => draw(arrange(DEFAULT_TOPOLOGY, moves), before);
const placeOf = ({ layout }: Plan, id: string) => layout.places.get(id);
const zoneNames = ({ zones }: Plan) => zones.map(({ name }) => name);

describe('a node that is put somewhere', () => {
  it('stands there, and all that are not in its way stay', () => {
    const moved = after(put(NONE, plan, 'github', 0, 3));
    expect(placeOf(moved, 'github')).toEqual({ layer: 0, row: 3 });
    for (const id of ['edge', 'pages', 'worker', 'durable', 'kv', 'd1']) {
      expect(placeOf(moved, id)).toEqual(placeOf(plan, id));
    }
  });

  it('comes to the group it is put into, and the groups keep their order', () => {
    const moves = put(NONE, plan, 'github', 3, 4);
    const moved = after(moves);
    expect(moves.get('github')).toEqual({ group: 'Storage', row: 4 });
    expect(zoneNames(moved)).toEqual(['Edge', 'Compute', 'Storage']);
    expect(placeOf(moved, 'github')).toEqual({ layer: 2, row: 4 });
    const kept = draw(arrange(DEFAULT_TOPOLOGY, moves), plan, plan.zones);
    expect(zoneNames(kept)).toEqual(['Source', 'Edge', 'Compute', 'Storage']);
    expect(placeOf(kept, 'github')).toEqual({ layer: 3, row: 4 });
  });

  it('changes places with one that a person has put there', () => {
    const first = put(NONE, plan, 'kv', 3, 2);
    const second = put(first, after(first), 'd1', 3, 2);
    const moved = after(second);
    expect(placeOf(moved, 'd1')).toEqual({ layer: 3, row: 2 });
    expect(placeOf(moved, 'kv')?.row).toBe(placeOf(after(first), 'd1')?.row);
  });

  it('never leaves the map', () => {
    expect(put(NONE, plan, 'kv', 9, -3).get('kv')).toEqual({ group: 'Storage', row: 0 });
    expect(put(NONE, plan, 'kv', -9, 9999).get('kv')).toEqual({ group: 'Source', row: 500 });
    expect(put(NONE, plan, 'nowhere', 0, 0)).toBe(NONE);
  });

  it('can be let go of, alone or with all others', () => {
    const moves = put(put(NONE, plan, 'kv', 3, 5), plan, 'worker', 2, 4);
    const held = after(moves);
    const free = after(release(moves, held, 'kv'), held);
    expect(free.nodes.get('kv')?.row).toBe(undefined);
    expect(free.nodes.get('worker')?.row).toBe(4);
    const none = after(releaseAll(moves, held), held);
    expect([...none.nodes.values()].filter(({ row }) => row !== undefined)).toEqual([]);
    expect(release(NONE, plan, 'kv')).toBe(NONE);
  });
});

describe('what a person does with nodes', () => {
  const scene = () => {
    let shown = plan;
    let before: Plan | null = plan;
    let given: Topology = DEFAULT_TOPOLOGY;
    const told: Topology[] = [];
    const moving = new Moving({
      plan: () => shown,
      drawFrom: (plan) => (before = plan),
      requestUpdate: () => (before = shown = draw(moving.over(given), before, moving.zones)),
      // As a page does it that keeps what it is told.
      changed: (topology) => told.push((given = topology)),
    });
    moving.begin();
    return { moving, told, place: (id: string) => placeOf(shown, id) };
  };

  it('is one step from taking up to putting down, and can be taken back', () => {
    const { moving, place } = scene();
    const before = place('kv');
    moving.hold('kv');
    moving.to(3, 3);
    moving.to(3, 4);
    moving.letGo();
    expect(place('kv')).toEqual({ layer: 3, row: 4 });
    moving.undo();
    expect(place('kv')).toEqual(before);
    expect(moving.canUndo).toBe(false);
  });

  it('is told to the page, which may keep it, step by step', () => {
    const { moving, told, place } = scene();
    const before = place('kv');
    moving.hold('kv');
    moving.to(3, 4);
    moving.to(1, 4);
    moving.letGo();
    moving.release('kv');
    moving.undo();
    moving.undo();
    const where = told.map(({ nodes }) => nodes.find(({ id }) => id === 'kv'));
    expect(where.map((node) => [node?.group, node?.row])).toEqual([
      ['Edge', 4],
      ['Edge', undefined],
      ['Edge', 4],
      ['Storage', undefined],
    ]);
    expect(place('kv')).toEqual(before);
  });

  it('is nothing when it is broken off', () => {
    const { moving, place } = scene();
    const before = place('kv');
    moving.hold('kv');
    moving.to(1, 4);
    expect(place('kv')).toEqual({ layer: 1, row: 4 });
    moving.cancel();
    expect(place('kv')).toEqual(before);
    expect([moving.canUndo, moving.held, moving.pinned]).toEqual([false, null, 0]);
  });
});

describe('saving', () => {
  const moves = put(NONE, plan, 'kv', 3, 5);

  it('loses nothing that somebody else has saved meanwhile', async () => {
    let current: ConfigDocument = sampleConfig({ revision: 3 });
    const theirs = { ...current.topology, nodes: current.topology.nodes.map((node) => ({ ...node, name: 'Theirs' })) };
    const store = fakeStore(
      {},
      {
        saveConfig(changes, revision): Promise<ConfigAnswer> {
          if (revision !== current.revision) {
            const problem = { type: 'about:blank', title: 'Gone on', status: 412, current };
            return Promise.reject(new ProblemError(problem));
          }
          current = { ...current, ...(changes as Partial<ConfigDocument>), revision: revision + 1 };
          return Promise.resolve({ config: current, run: null });
        },
      },
    );
    const known = current;
    current = { ...current, topology: theirs, revision: 4 };
    await saveMoves(store, known, moves);
    expect(current.revision).toBe(5);
    expect(current.topology.nodes.map(({ name }) => name)).toEqual(theirs.nodes.map(() => 'Theirs'));
    expect(current.topology.nodes.find(({ id }) => id === 'kv')?.row).toBe(5);
    expect(store.calls.map(({ args: [, revision, options] }) => [revision, options])).toEqual([
      [3, { trigger: 'false' }],
      [4, { trigger: 'false' }],
    ]);
  });

  it('ends when the server refuses, or others save all the time', async () => {
    const config = sampleConfig();
    for (const [more, tries] of [
      [{ status: 403 }, 1],
      [{ status: 412, current: config }, 5],
    ] as const) {
      const refuse = () => Promise.reject(new ProblemError({ type: 'about:blank', title: 'No', ...more }));
      const store = fakeStore({}, { saveConfig: refuse });
      await expect(saveMoves(store, config, moves)).rejects.toThrow('No');
      expect(store.calls).toHaveLength(tries);
    }
  });
});
