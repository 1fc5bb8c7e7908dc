import { describe, expect, it } from 'vitest';
import { time } from './lenient.ts';

const noon = Date.UTC(2026, 0, 2, 12);

describe('a time', () => {
  it.each([
    ['2026-01-02T12:00:00Z', 0],
    ['2026-01-02t12:00:00z', 0],
    ['2026-01-02T13:00:00+01:00', 0],
    ['2026-01-02 12:00:00 UTC', 0],
    ['2026-01-02 14:00:00 +0200', 0],
    ['2026-01-02 07:30:00 -0430', 0],
    ['2026-01-02T12:00:00', 0],
    ['2026-01-02T12:00:00.1234567Z', 123],
    [' 2026-01-02T12:00:00Z ', 0],
    [noon, 0],
    [noon / 1000, 0],
    [noon + 0.5, 0],
  ])('that is told as %s is understood', (told, later) => {
    expect(time.parse(told)).toBe(noon + later);
  });

  it.each([
    ...['1970-01-01T00:00:00Z', '1015-06-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-13-40T99:99:99Z', 'noon', ''],
    ...[0, -1, 1e308, NaN, Infinity, null, undefined, true, {}, []],
  ])('that is told as %s is none', (told) => {
    expect(time.parse(told)).toBeUndefined();
  });
});
