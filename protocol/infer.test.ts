import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from './defaults.ts';
import type { StateEvent } from './event.ts';
import { stamp } from './event.ts';
import { merge } from './merge.ts';
import type { Run } from './run.ts';
import { newRunState } from './state.ts';
import { toRun } from './view.ts';

const shown = (...events: StateEvent[]): Run =>
  toRun(events.map((event) => stamp(event, 1000)).reduce(merge, newRunState('r', 'p', 1, 'test')), DEFAULT_CONFIG);

const INFERRED: StateEvent = { event: 'run', run: 'r', at: 1, graph: { origin: 'inferred', unplaced: [] } };

const job = (name: string, queuedTime: number, endTime?: number): StateEvent => ({
  event: 'job',
  run: 'r',
  job: name,
  at: endTime ?? queuedTime,
  queuedTime,
  startTime: queuedTime + 1,
  ...(endTime === undefined ? { status: 'running' } : { conclusion: 'success', endTime }),
});

const edges = (run: Run) => Object.fromEntries(run.jobs.map(({ id, needs }) => [id, needs]));

describe('a graph that only times tell', () => {
  it('is made of what had ended when a job came to be', () => {
    const run = shown(
      INFERRED,
      job('lint', 100, 200),
      job('build', 100, 300),
      job('test', 300, 400),
      job('e2e', 301, 420),
      job('deploy', 420),
    );
    expect(edges(run)).toEqual({
      lint: [],
      build: [],
      test: ['build', 'lint'],
      e2e: ['build', 'lint'],
      deploy: ['e2e', 'test'],
    });
    expect(run.graph).toEqual({ origin: 'inferred', unplaced: [] });
  });

  it('never has a job wait for itself or in a circle, however short the jobs are', () => {
    const run = shown(INFERRED, job('a', 100, 100), job('b', 100, 100), job('c', 100, 100), job('d', 100, 101));
    expect(edges(run)).toEqual({ a: [], b: [], c: [], d: [] });
  });

  it('leaves out jobs without a time and says so', () => {
    const skipped: StateEvent = { event: 'job', run: 'r', job: 'docs', at: 900, conclusion: 'skipped' };
    const run = shown(INFERRED, job('a', 100, 200), skipped, job('b', 950, 990));
    expect(run.graph.unplaced).toEqual(['docs']);
    expect(edges(run)).toMatchObject({ docs: [], b: ['a'] });
  });

  it('gives way to what is really known', () => {
    const told = job('b', 300, 400);
    const run = shown(INFERRED, job('a', 100, 200), { ...told, needs: ['z'] } as StateEvent);
    expect(edges(run)).toMatchObject({ b: ['z'] });
  });

  it('is drawn for the jobs that a plan does not know, and for them alone', () => {
    const plan = (name: string, needs: string[]): StateEvent => ({
      event: 'job',
      run: 'r',
      job: name,
      at: 1,
      status: 'created',
      planned: true,
      needs,
    });
    const run = shown(plan('a', []), plan('b', []), job('a', 100, 200), job('b', 300, 400), job('stray', 300, 400));
    expect(edges(run)).toEqual({ a: [], b: [], stray: ['a'] });
    expect(run.graph.unplaced).toEqual(['stray']);
  });

  it('stays small where two great waves follow each other', () => {
    const wave = (from: number, length: number) =>
      Array.from({ length: 300 }, (_, index) => job(`${from}-${index}`, from, from + length));
    const run = shown(INFERRED, ...wave(100, 50), ...wave(200, 50));
    for (const { id, needs } of run.jobs) expect(needs.length).toBe(id.startsWith('200') ? 20 : 0);
  });
});

describe('a run that its server gave up', () => {
  const lost = { conclusion: 'error', sourceStatus: 'lost', reconciles: true } as const;

  it('is what its source says of it afterwards, and carries our reason no longer', () => {
    const running: StateEvent = { event: 'run', run: 'r', at: 10, status: 'running' };
    const given: StateEvent = { event: 'run', run: 'r', at: 500, ...lost };
    expect(shown(running, given)).toMatchObject({ status: 'completed', conclusion: 'error', failureReason: 'lost' });
    const failed: StateEvent = { event: 'run', run: 'r', at: 20, conclusion: 'failure' };
    for (const order of [
      [running, given, failed],
      [running, failed, given],
    ]) {
      expect(shown(...order)).toMatchObject({ conclusion: 'failure', failureReason: null });
    }
    expect(shown(running, given, { ...running, at: 600 })).toMatchObject({ status: 'running' });
  });

  it('gives its jobs back, too', () => {
    const given: StateEvent = { event: 'job', run: 'r', job: 'a', at: 500, ...lost };
    expect(shown(job('a', 10), given).jobs).toMatchObject([{ conclusion: 'error', failureReason: 'lost' }]);
    expect(shown(job('a', 10), given, job('a', 10, 20)).jobs).toMatchObject([
      { conclusion: 'success', failureReason: null },
    ]);
  });
});
