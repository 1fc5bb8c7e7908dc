import { expect, it, vi } from 'vitest';
import { DEFAULT_TOPOLOGY } from '../../protocol/index.ts';
import { sampleLines, sampleRun } from '../shared/testing/sample.ts';
import { createStaticStore } from './static-store.ts';

it('shows what it was given, as if it were live', () => {
  const run = sampleRun();
  const lines = sampleLines(5);
  const store = createStaticStore({ run, lines, topology: DEFAULT_TOPOLOGY });
  expect(store.getSnapshot()).toMatchObject({ connection: 'live', run, log: { run: 'r42', lines, total: 5 } });
  expect(store.getSnapshot().config?.topology).toBe(DEFAULT_TOPOLOGY);
  expect(store.getSnapshot()).toBe(store.getSnapshot());
});

it('shares a selection, as any store does', async () => {
  const store = createStaticStore({});
  const listener = vi.fn();
  store.subscribe(listener);
  store.select({ kind: 'stage', id: 'building' });
  await Promise.resolve();
  expect(listener).toHaveBeenCalledOnce();
  expect(store.getSnapshot().selection).toEqual({ kind: 'stage', id: 'building' });
});

it('refuses what needs a server, and has no more than it shows', async () => {
  const store = createStaticStore({ run: sampleRun() });
  await expect(store.trigger()).rejects.toMatchObject({ name: 'ProblemError', problem: { status: 0 } });
  expect(await store.loadEarlierLines()).toBe(0);
  expect((await store.history()).runs).toHaveLength(1);
});

it('fills in what a run written by hand leaves out', () => {
  const store = createStaticStore({
    run: { id: 'r1', jobs: [{ id: 'build', status: 'running' }], stages: [{ id: 'b' }] },
  });
  const { run } = store.getSnapshot();
  expect(run).toMatchObject({ id: 'r1', status: 'created', deployments: [], attempts: [] });
  expect(run?.jobs).toMatchObject([{ id: 'build', name: 'build', status: 'running', needs: [], steps: [] }]);
  expect(run?.stages).toMatchObject([{ id: 'b', name: 'b', kind: 'other' }]);
});

it('has the same jobs and stages again for those of which nothing else is said', () => {
  const job = { id: 'build', status: 'running' } as const;
  const stage = { id: 'b' };
  const [first, next] = [[job], [job, { id: 'test' }]].map(
    (jobs) => createStaticStore({ run: { stages: [stage], jobs } }).getSnapshot().run,
  );
  expect(next?.jobs[0]).toBe(first?.jobs[0]);
  expect(next?.stages[0]).toBe(first?.stages[0]);
});

it('sees that a job has been changed in its place', () => {
  const job: { id: string; status: 'running' | 'queued' } = { id: 'build', status: 'queued' };
  const statusOf = () => createStaticStore({ run: { jobs: [job] } }).getSnapshot().run?.jobs[0]?.status;
  expect(statusOf()).toBe('queued');
  job.status = 'running';
  expect(statusOf()).toBe('running');
});
