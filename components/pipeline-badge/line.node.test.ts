import { describe, expect, it } from 'vitest';
import { endedRun, sampleConfig, sampleRun, START } from '../shared/testing/sample.ts';
import { lineOf } from './line.ts';

const live = {
  connection: 'live',
  lastHeard: START,
  config: sampleConfig(),
  run: sampleRun(),
  fetching: false,
} as const;
const words = (...args: Parameters<typeof lineOf>): string => {
  const { name, status, time, note } = lineOf(...args);
  return [name, status, time, note].filter((part) => part !== null).join(' ');
};

describe('the line of a badge', () => {
  it('says name, status and for how long', () => {
    expect(words(live, 'en', START + 52_400)).toBe('Shop Running for 52s');
  });

  it('says how long it took', () => {
    expect(words({ ...live, run: endedRun('failure') }, 'en', START + 999_000)).toBe('Shop Failed in 2m 00s');
  });

  it('has no time before the start', () => {
    const run = sampleRun({ status: 'queued', startTime: null });
    expect(words({ ...live, run }, 'en', START)).toBe('Shop Queued');
  });

  it('is named after the pipeline until the config is known', () => {
    expect(lineOf({ ...live, config: null }, 'en', START).name).toBe('shop');
  });

  it('says of what may be old when it was true', () => {
    expect(words({ ...live, connection: 'stale' }, 'en', START + 52_000)).toMatch(/^Shop Running for 52s as of \d/);
  });

  it.each([
    [null, 'No pipeline'],
    [{ ...live, config: null, run: null, connection: 'connecting' } as const, 'Connecting…'],
    [{ ...live, run: null }, 'Shop No runs yet'],
    [{ ...live, run: null, fetching: true }, 'Shop Connecting…'],
    [{ ...live, config: null, run: null, connection: 'error' } as const, 'Not available'],
  ])('says what it knows when there is no run', (snapshot, text) => {
    expect(words(snapshot, 'en', START)).toBe(text);
  });
});
