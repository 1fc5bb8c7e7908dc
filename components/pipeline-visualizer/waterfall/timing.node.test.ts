import { describe, expect, it } from 'vitest';
import { endedRun, sampleJob, sampleRun, sampleStage, START } from '../../shared/testing/sample.ts';
import { placeOf, spanOf, ticksOf } from './timing.ts';

describe('a run over time', () => {
  it('begins with what began first, and lasts until now or until it ended', () => {
    expect(spanOf(sampleRun(), START + 70_000)).toEqual({ start: START - 2_000, end: START + 70_000 });
    expect(spanOf(endedRun(), START + 999_000)).toEqual({ start: START - 2_000, end: START + 120_000 });
    const nothing = { startTime: null, createdTime: null, jobs: [sampleJob('a')], stages: [sampleStage('s')] };
    expect(spanOf(sampleRun(nothing), START)).toBeNull();
  });

  it('has a few ticks at round times', () => {
    const labels = (seconds: number): string[] =>
      ticksOf({ start: START, end: START + seconds * 1000 }).map(({ label }) => label);
    expect(labels(4)).toEqual(['0s', '1s', '2s', '3s', '4s']);
    expect(labels(100)).toEqual(['0s', '15s', '30s', '45s', '1m 00s', '1m 15s', '1m 30s']);
    expect(labels(40 * 86_400).length).toBeLessThanOrEqual(8);
    expect(ticksOf({ start: START, end: START + 10_000 })[1]?.at).toBeCloseTo(0.2);
  });

  it('places a job by when it was queued, began and ended', () => {
    const span = { start: 0, end: 100 };
    expect(placeOf({ queuedTime: 10, startTime: 20, endTime: 50 }, span, 100)).toEqual({
      queued: 0.1,
      begun: 0.2,
      ended: 0.5,
    });
    expect(placeOf({ queuedTime: null, startTime: 20, endTime: null }, span, 80)).toMatchObject({ ended: 0.8 });
    expect(placeOf({ queuedTime: 10, startTime: null, endTime: null }, span, 80)).toMatchObject({ begun: 0.8 });
    expect(placeOf({ queuedTime: null, startTime: null, endTime: null }, span, 80)).toBeNull();
    // A clock that is wrong at the source draws nothing outside the picture.
    expect(placeOf({ queuedTime: 90, startTime: 20, endTime: 500 }, span, 80)).toEqual({
      queued: 0.2,
      begun: 0.2,
      ended: 1,
    });
  });
});
