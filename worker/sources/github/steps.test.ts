import { expect, it } from 'vitest';
import type { Step } from '../../../protocol/index.ts';
import { withSteps } from './steps.ts';

const START = Date.UTC(2024, 6, 8, 16, 48, 9);

const step = (number: number, seconds: number, conclusion: Step['conclusion'] = 'success'): Step => ({
  number,
  name: `step ${number}`,
  status: 'completed',
  conclusion,
  startTime: START + seconds * 1000,
  endTime: null,
});

const line = (ms: number, message: string) => ({ type: 'info' as const, timestamp: START + ms, message });

const STEPS = [step(1, 0), step(2, 1), step(3, 1), step(4, 1, 'skipped'), step(5, 3), step(9, 3)];

it('gives lines to steps by their beginnings within a second, and by time otherwise', () => {
  const lines = [
    line(375, 'Current runner version'),
    line(1100, 'still setting up'),
    line(1200, '##[group]Run actions/checkout@v5'),
    line(1210, 'Syncing repository'),
    line(1900, '##[group]Run npm test'),
    line(2500, '##[group]a group of its own'),
    line(3100, 'the last line of the test'),
    line(3200, '##[group]Run ./publish'),
    line(3300, 'Post job cleanup.'),
    line(3400, 'Cleaning up orphan processes'),
  ];
  expect(withSteps(lines, STEPS).map(({ step: number }) => number)).toEqual([1, 1, 2, 2, 3, 3, 3, 5, 9, 9]);
});

it('catches up with steps that wrote nothing', () => {
  const lines = [line(0, 'one'), line(9000, 'late')];
  expect(withSteps(lines, STEPS).map(({ step: number }) => number)).toEqual([1, 9]);
});

it('leaves lines as they are where no step has begun', () => {
  const lines = [line(0, 'one')];
  expect(withSteps(lines, [])).toEqual(lines);
  expect(withSteps(lines, [{ ...step(1, 0), startTime: null }])).toEqual(lines);
});
