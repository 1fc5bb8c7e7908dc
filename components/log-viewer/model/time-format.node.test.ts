import { expect, it } from 'vitest';
import { formatTimestamp, type Timestamps } from './time-format.ts';

const START = Date.UTC(2026, 10, 23, 8, 0, 0);

it.each<[Timestamps, number, string]>([
  ['iso', START + 42, '2026-11-23T08:00:00.042Z'],
  ['relative', START, '+0:00.000'],
  ['relative', START + 61_042, '+1:01.042'],
  ['relative', START + 3_661_042, '+1:01:01.042'],
  ['relative', START - 1500, '−0:01.500'],
  ['off', START, ''],
])('%s', (format, time, text) => expect(formatTimestamp(time, format, START)).toBe(text));

it('clock time is that of the person', () => {
  const at = new Date(2026, 10, 23, 9, 5, 7, 42);
  expect(formatTimestamp(at.getTime(), 'clock', START)).toBe('09:05:07.042');
});

it('nothing where no time is known', () => expect(formatTimestamp(null, 'iso', START)).toBe(''));
