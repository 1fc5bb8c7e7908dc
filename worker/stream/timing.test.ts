import { expect, it } from 'vitest';
import { randomTiming } from './timing.ts';

it('spreads the rhythm of streams inside its bounds', () => {
  const many = Array.from({ length: 500 }, randomTiming);
  for (const { retry, heartbeat, lifetime } of many) {
    expect(retry).toBeGreaterThanOrEqual(1000);
    expect(retry).toBeLessThanOrEqual(3000);
    expect(heartbeat).toBeGreaterThanOrEqual(15_000);
    expect(heartbeat).toBeLessThanOrEqual(25_000);
    expect(lifetime).toBeGreaterThanOrEqual(2 * 3_600_000);
    expect(lifetime).toBeLessThanOrEqual(4 * 3_600_000);
  }
  for (const key of ['retry', 'heartbeat', 'lifetime'] as const) {
    expect(new Set(many.map((timing) => timing[key])).size).toBeGreaterThan(50);
  }
});
