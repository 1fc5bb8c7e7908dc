import { expect, it } from 'vitest';
import { randomTiming } from './timing.ts';

it('spreads the rhythm of streams inside its bounds', () => {
  const many = Array.from({ length: 500 }, () => randomTiming());
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

it.each([
  ['1.5', 1500, 2500],
  ['nonsense', 15_000, 25_000],
  ['0', 15_000, 25_000],
  ['-3', 15_000, 25_000],
])('takes the heartbeat from a variable: %s', (STREAM_HEARTBEAT, low, high) => {
  const { heartbeat } = randomTiming({ STREAM_HEARTBEAT });
  expect(heartbeat).toBeGreaterThanOrEqual(low);
  expect(heartbeat).toBeLessThanOrEqual(high);
});

it('takes the lifetime from a variable', () => {
  const { lifetime } = randomTiming({ STREAM_LIFETIME: '60' });
  expect(lifetime).toBeGreaterThanOrEqual(60_000);
  expect(lifetime).toBeLessThanOrEqual(120_000);
});
