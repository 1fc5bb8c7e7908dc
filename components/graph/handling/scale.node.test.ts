import { describe, expect, it } from 'vitest';
import { clampScale, keepPoint, wheelFactor } from './scale.ts';

describe('scale', () => {
  it('comes nearer as the wheel turns away, by no more than a bit at a time', () => {
    expect(wheelFactor({ deltaY: -10, deltaMode: 0 })).toBeCloseTo(2 ** 0.1);
    expect(wheelFactor({ deltaY: 1, deltaMode: 1 })).toBeCloseTo(2 ** -0.2);
    expect(wheelFactor({ deltaY: 100_000, deltaMode: 0 })).toBe(2 ** -0.4);
    expect(wheelFactor({ deltaY: -1, deltaMode: 2 })).toBe(2 ** 0.4);
  });

  it('keeps what is under a point there', () => {
    expect(keepPoint(100, 50, 2)).toBe(250);
    expect(keepPoint(keepPoint(100, 50, 2), 50, 0.5)).toBe(100);
  });

  it('has limits', () => {
    expect(clampScale(1000)).toBe(4);
    expect(clampScale(0)).toBe(0.05);
    expect(clampScale(1)).toBe(1);
  });
});
