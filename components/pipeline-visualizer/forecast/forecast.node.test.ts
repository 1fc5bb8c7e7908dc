import { describe, expect, it } from 'vitest';
import { endedRun, sampleRun } from '../../shared/testing/sample.ts';
import { usualDuration } from './index.ts';

const run = (id: string, duration: number | null, conclusion: 'success' | 'failure' = 'success') =>
  endedRun(conclusion, { id, duration });

describe('usualDuration', () => {
  it('is the middle of those that went well, the run itself left out', () => {
    const runs = [run('r42', 1), run('a', 10), run('b', 20), run('c', 90), run('d', 1, 'failure'), run('e', null)];
    expect(usualDuration(runs, sampleRun())).toBe(20);
  });

  it('is unknown of too few', () => {
    expect(usualDuration([run('a', 10), run('b', 20)], sampleRun())).toBeNull();
  });
});
