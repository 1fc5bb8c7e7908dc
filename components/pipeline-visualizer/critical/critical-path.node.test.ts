import { describe, expect, it } from 'vitest';
import type { Job } from '../../../protocol/index.ts';
import { sampleJob, sampleStage } from '../../shared/testing/sample.ts';
import { criticalPath } from './critical-path.ts';

const job = (id: string, startTime: number | null, endTime: number | null, changes: Partial<Job> = {}): Job =>
  sampleJob(id, { startTime, endTime, ...changes });

const path = (jobs: readonly Job[], now = 100): string[] =>
  criticalPath({ jobs, stages: [sampleStage('a'), sampleStage('b')] }, now).map(({ id }) => id);

describe('criticalPath', () => {
  it('leads back from what ended last, by what each had to wait for longest', () => {
    const jobs = [
      job('build', 0, 30),
      job('lint', 0, 20),
      job('unit', 30, 50, { needs: ['build'] }),
      job('e2e', 30, 60, { needs: ['build', 'lint'] }),
      job('deploy', 60, 70, { needs: ['unit', 'e2e'] }),
      job('docs', 0, 65),
    ];
    expect(path(jobs)).toEqual(['build', 'e2e', 'deploy']);
  });

  it('goes by the stages where a job names no needs', () => {
    const jobs = [
      job('one', 0, 10, { stage: 'a' }),
      job('two', 0, 25, { stage: 'a' }),
      job('three', 25, 40, { stage: 'b' }),
    ];
    expect(path(jobs)).toEqual(['two', 'three']);
  });

  it('ends now where a job still runs, and leaves out what has not begun or was skipped', () => {
    const jobs = [
      job('a', 0, 10),
      job('b', 10, null, { needs: ['a'], status: 'running' }),
      job('c', null, null, { needs: ['b'] }),
      job('d', 200, 300, { conclusion: 'skipped', status: 'completed' }),
    ];
    expect(path(jobs)).toEqual(['a', 'b']);
  });

  it('ends, even in a circle', () => {
    expect(path([job('a', 0, 10, { needs: ['b'] }), job('b', 0, 20, { needs: ['a'] })])).toEqual(['a', 'b']);
    expect(path([])).toEqual([]);
  });
});
