import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onTick } from './clock.ts';

let page: EventTarget & { visibilityState: DocumentVisibilityState };

beforeEach(() => {
  vi.useFakeTimers({ now: 10_400 });
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  vi.stubGlobal('document', page);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('ticks for all with one timer, on the full second, while somebody listens', () => {
  const ticks: number[] = [];
  const stops = [onTick(() => ticks.push(Date.now())), onTick(() => ticks.push(Date.now()))];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1_700);
  expect(ticks).toEqual([11_000, 11_000, 12_000, 12_000]);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('rests while the page cannot be seen', () => {
  const tick = vi.fn();
  const stop = onTick(tick);
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(vi.getTimerCount()).toBe(0);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(1_000);
  expect(tick).toHaveBeenCalledOnce();
  stop();
});
