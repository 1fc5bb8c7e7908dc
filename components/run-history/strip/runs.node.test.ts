import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../protocol/index.ts';
import { endedRun, sampleJob } from '../../shared/testing/sample.ts';
import { flakyCommits, flakyJobs, mergeRuns, SHOWN, usualOf } from './runs.ts';

const run = (number: number, changes: Partial<RunSummary> = {}): RunSummary =>
  endedRun(changes.conclusion === 'failure' ? 'failure' : 'success', {
    id: `r${number}`,
    number,
    sha: `sha ${number}`,
    ...changes,
  });

describe('the runs of a strip', () => {
  it('are in the order in which they began, each as it was last heard of, and not too many', () => {
    const fetched = Array.from({ length: 60 }, (_, index) => run(60 - index, { title: 'fetched' }));
    const merged = mergeRuns(fetched, [run(61), run(60, { title: 'live' })]);
    expect(merged).toHaveLength(SHOWN);
    expect(merged.at(-1)?.number).toBe(61);
    expect(merged.at(-2)?.title).toBe('live');
    expect(merged[0]?.number).toBe(61 - SHOWN + 1);
  });

  it('usually take as long as the middle one of those that succeeded', () => {
    expect(usualOf([]).median).toBeNull();
    const runs = [run(1, { duration: 10 }), run(2, { duration: 999, conclusion: 'failure' }), run(3, { duration: 20 })];
    expect(usualOf(runs)).toEqual({ median: 15, trend: null });
  });

  it('tell how long they take lately, once there are enough of them', () => {
    const times = [100, 100, 100, 100, 100, 125, 125, 125, 125, 125];
    const runs = times.map((duration, index) => run(index + 1, { duration }));
    expect(usualOf(runs).trend).toBeCloseTo(0.25);
    expect(usualOf(runs.slice(1)).trend).toBeNull();
  });

  it('are flaky where one commit both failed and succeeded, in two runs or two attempts', () => {
    const attempt = { attempt: 1, status: 'completed', startTime: 0, endTime: 1, duration: 1 } as const;
    const runs = [
      run(1, { sha: 'a', conclusion: 'failure' }),
      run(2, { sha: 'a' }),
      run(3, { sha: 'b', attempts: [{ ...attempt, conclusion: 'failure' }] }),
      run(4, { sha: 'c', conclusion: 'failure' }),
      run(5, { sha: null, conclusion: 'failure' }),
      run(6, { sha: null }),
    ];
    expect([...flakyCommits(runs)].map(([sha, runs]) => [sha, runs.map(({ number }) => number)])).toEqual([
      ['a', [1, 2]],
      ['b', [3]],
    ]);
  });

  it('name the jobs that were flaky, and no others', () => {
    const done = { status: 'completed', conclusion: 'success' } as const;
    const failed = { status: 'completed', conclusion: 'failure' } as const;
    const one = endedRun('failure', {
      jobs: [sampleJob('lint', done), sampleJob('e2e', failed), sampleJob('old', failed)],
    });
    const other = endedRun('success', {
      jobs: [sampleJob('lint', done), sampleJob('e2e', done), sampleJob('unit', { ...done, attempt: 2 })],
    });
    expect(flakyJobs([one, other])).toEqual(['e2e', 'unit']);
  });
});
