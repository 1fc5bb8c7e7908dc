import { describe, expect, it } from 'vitest';
import { sampleJob, sampleStage, START } from '../shared/testing/sample.ts';
import { ago, spellDuration } from '../shared/spoken.ts';
import { foldLabel, jobLabel, stageLabel } from './words.ts';

const job = sampleJob('build', { name: 'build (18)', status: 'running', startTime: START });

describe('the names for screen readers', () => {
  it('say what it is, how it stands, and since when', () => {
    expect(jobLabel(job, START + 12_000, 'en')).toBe('build (18), running, 12 seconds');
    expect(jobLabel(sampleJob('e2e', { status: 'waiting', waitReason: 'approval' }), START, 'en')).toBe(
      'e2e, waiting for approval',
    );
    expect(
      stageLabel(
        sampleStage('t', { name: 'Testing', status: 'running', progress: 50, startTime: START }),
        START + 64_000,
        'en',
      ),
    ).toBe('Testing, running, 50 percent, 1 minute 4 seconds');
  });

  it('say why a job failed and how often it was tried', () => {
    const failed = {
      ...job,
      status: 'completed',
      conclusion: 'failure',
      endTime: START + 1000,
      attempt: 2,
      failureReason: 'Exit code 1',
    } as const;
    expect(jobLabel(failed, START, 'en')).toBe('build (18), failed, 1 second, attempt 2, Exit code 1');
  });

  it('count the jobs of a group', () => {
    const done = { ...job, id: '2', status: 'completed', conclusion: 'failure', endTime: START } as const;
    const fold = { kind: 'fold', id: 'f', name: 'build', jobs: [job, done], open: false } as const;
    expect(foldLabel(fold, START + 5000, 'en')).toBe('build, 2 jobs, running, 1 of 2 done, 1 failed, 5 seconds');
  });
});

describe('times in words', () => {
  it('spells durations in two units at most', () => {
    expect(spellDuration(0, 'en')).toBe('0 seconds');
    expect(spellDuration(3_600_000, 'en')).toBe('1 hour');
    expect(spellDuration(3_725_000, 'en')).toBe('1 hour 2 minutes');
    expect(spellDuration(61_000, 'de')).toBe('1 Minute 1 Sekunde');
  });

  it('says how long ago', () => {
    expect(ago(START, START + 30_000, 'en')).toBe('now');
    expect(ago(START, START + 61_000, 'en')).toBe('1 minute ago');
    expect(ago(START, START + 7_300_000, 'en')).toBe('2 hours ago');
    expect(ago(START, START + 86_400_000, 'en')).toBe('yesterday');
    expect(ago(START + 5000, START, 'en')).toBe('now');
  });
});
