import { expect, it } from 'vitest';
import { pullOf } from './edge-scroll.ts';

it('pulls towards the nearer edge, the more the nearer, and not in the middle', () => {
  const at = (place: number): number => pullOf(place, 100, 700);
  for (const place of [140, 400, 660]) expect(at(place)).toBeCloseTo(0);
  expect(at(110)).toBeLessThan(at(130));
  expect(at(130)).toBeLessThan(0);
  expect(at(690)).toBeGreaterThan(at(670));
  expect(at(5000)).toBe(at(700));
  expect(at(-5000)).toBe(at(100));
});

it('leaves a middle in a viewport that is hardly wider than its edges', () => {
  expect(pullOf(30, 0, 60)).toBeCloseTo(0);
});
