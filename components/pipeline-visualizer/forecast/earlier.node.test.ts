import { describe, expect, it } from 'vitest';
import { endedRun, sampleJob } from '../../shared/testing/sample.ts';
import { usualOfJob, usualOfRun } from './earlier.ts';

describe('what is usual', () => {
  const run = (duration: number | null) => endedRun('success', { duration });
  const withJob = (endTime: number | null, conclusion: 'success' | 'failure' = 'success') => ({
    jobs: [sampleJob('other'), sampleJob('test', { status: 'completed', conclusion, startTime: 100, endTime })],
  });

  it('is the middle of how long runs took', () => {
    expect(usualOfRun([run(10), run(20), run(90), run(null)])).toBe(20);
    expect(usualOfRun([run(10), run(20)])).toBeNull();
  });

  it('is the middle of how long a job took where it went well', () => {
    expect(usualOfJob([withJob(110), withJob(190), withJob(120), withJob(101, 'failure')], 'test')).toBe(20);
  });

  it('is unknown of too few, and of a job that did not run', () => {
    expect(usualOfJob([withJob(110), withJob(120), withJob(null)], 'test')).toBeNull();
    expect(usualOfJob([withJob(110), withJob(120), withJob(130)], 'new')).toBeNull();
  });
});
