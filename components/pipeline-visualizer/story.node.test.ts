import { describe, expect, it } from 'vitest';
import type { Job, Run } from '../../protocol/index.ts';
import { endedRun, sampleRun } from '../shared/testing/sample.ts';
import { tell } from './story.ts';

const before = sampleRun();
const withJob = (id: string, changes: Partial<Job>): Run => ({
  ...before,
  jobs: before.jobs.map((job) => (job.id === id ? { ...job, ...changes } : job)),
});

describe('tell', () => {
  it('says nothing of what a page starts with, nor of changes that are not news', () => {
    expect(tell(null, before, 'en')).toEqual([]);
    expect(tell(before, withJob('test/22', { progress: 80 }), 'en')).toEqual([]);
    expect(tell(before, { ...before, progress: 70 }, 'en')).toEqual([]);
    expect(tell(endedRun(), endedRun('success', { title: 'Other' }), 'en')).toEqual([]);
  });

  it('says that a run, an attempt or a stage began', () => {
    expect(tell(before, { ...before, id: 'r43', number: 43, status: 'queued' }, 'en')).toEqual(['Run 43 started']);
    expect(tell(endedRun(), { ...before, attempt: 2 }, 'en')).toEqual(['Attempt 2 started']);
    const stages = before.stages.map((stage) =>
      stage.id === 'deploying' ? { ...stage, status: 'running' as const } : stage,
    );
    expect(tell(before, { ...before, stages, currentStage: 'deploying' }, 'en')).toEqual(['Deploying started']);
  });

  it('says which job failed at once, but not that one failed which may', () => {
    const failed = { status: 'completed', conclusion: 'failure' } as const;
    const run = withJob('test/22', failed);
    expect(tell(before, run, 'en')).toEqual(['test (22) failed']);
    expect(tell(run, { ...run, jobs: [...run.jobs] }, 'en')).toEqual([]);
    expect(tell(before, withJob('test/22', { ...failed, allowFailure: true }), 'en')).toEqual([]);
  });

  it('says that a job waits for a person, once', () => {
    const run = withJob('deploy', { status: 'waiting', waitReason: 'approval' });
    expect(tell(before, run, 'en')).toEqual(['deploy waits for approval']);
    expect(tell(run, withJob('deploy', { status: 'waiting', waitReason: 'approval', lines: 3 }), 'en')).toEqual([]);
  });

  it('says how the run ended, and of a failed one where', () => {
    expect(tell(before, endedRun(), 'en')).toEqual(['Run succeeded']);
    expect(tell(before, endedRun('failure'), 'en')).toEqual(['Run failed in Testing: test (22)']);
    expect(tell(before, { ...endedRun(), conclusion: 'cancelled' }, 'en')).toEqual(['Run cancelled']);
    expect(tell(before, endedRun('failure', { jobs: [] }), 'en')).toEqual(['Run failed in Testing']);
  });
});
