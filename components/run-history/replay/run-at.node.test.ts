import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../protocol/index.ts';
import { endedRun, START } from '../../shared/testing/sample.ts';
import { beginOf, endOf, runAt } from './run-at.ts';

const run = endedRun('failure');
const at = (seconds: number) => runAt(run, START + seconds * 1000, DEFAULT_CONFIG.stages);
const job = (seconds: number, id: string) => at(seconds).jobs.find((job) => job.id === id);

describe('runAt', () => {
  it('is a run that has only begun, then one in the middle, then the whole', () => {
    expect([beginOf(run), endOf(run)]).toEqual([START - 2_000, START + 120_000]);
    expect(at(-1)).toMatchObject({ status: 'queued', startTime: null, conclusion: null });
    expect(at(10)).toMatchObject({ status: 'running', currentStage: 'building', completedStages: ['queued'] });
    expect(at(120)).toBe(run);
  });

  it('tells of each job only what was known then', () => {
    expect(job(0, 'test/22')).toMatchObject({ status: 'created', startTime: null, endTime: null, conclusion: null });
    expect(job(32, 'build')).toMatchObject({ status: 'running', progress: 50, conclusion: null });
    expect(job(70, 'build')).toBe(run.jobs.find(({ id }) => id === 'build'));
    expect(job(119, 'test/22')).toMatchObject({ status: 'running', conclusion: null, failureReason: null });
    expect(at(119).failureReason).toBeNull();
    expect(job(119, 'deploy')).toMatchObject({ status: 'created', conclusion: null });
  });

  it('counts how long things have taken up to that time', () => {
    const took = ({ startTime, endTime }: { startTime: number | null; endTime: number | null }): number =>
      (endTime ?? NaN) - (startTime ?? NaN);
    expect(took(at(80))).toBe(80_000);
    expect([40.4, 41.4].map((time) => took(job(time, 'build') ?? run))).toEqual([40_400, 41_400]);
    expect(took(at(80).stages.find(({ id }) => id === 'testing') ?? run)).toBe(16_000);
  });

  it('lights up what the stages of that time light up', () => {
    expect(at(10).activeNodes).toEqual(DEFAULT_CONFIG.stages.find(({ id }) => id === 'building')?.activates.nodes);
  });

  it('keeps a job the same object while nothing of it changes', () => {
    expect(job(32, 'build')).toBe(job(32.1, 'build'));
    expect(job(32, 'deploy')).toBe(job(60, 'deploy'));
  });
});
