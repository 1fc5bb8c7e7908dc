import { describe, expect, it } from 'vitest';
import { sampleJob } from '../../shared/testing/sample.ts';
import { usualOf } from './usual.ts';

const run = (endTime: number | null, conclusion: 'success' | 'failure' = 'success') => ({
  jobs: [sampleJob('other'), sampleJob('test', { status: 'completed', conclusion, startTime: 100, endTime })],
});

describe('usualOf', () => {
  it('is the middle of how long the job took where it went well', () => {
    expect(usualOf([run(110), run(190), run(120), run(101, 'failure')], 'test')).toBe(20);
  });

  it('is unknown of too few, and of a job that did not run', () => {
    expect(usualOf([run(110), run(120), run(null)], 'test')).toBeNull();
    expect(usualOf([run(110), run(120), run(130)], 'new')).toBeNull();
  });
});
