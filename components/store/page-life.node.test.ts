import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followPageLife } from './page-life.ts';

let page: EventTarget & { visibilityState: DocumentVisibilityState };
let view: EventTarget;
let heard: string[];
let life: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  view = new EventTarget();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', view.addEventListener.bind(view));
  heard = [];
  life = new AbortController();
  followPageLife(
    {
      onSleep: () => heard.push('sleep'),
      onWake: () => heard.push('wake'),
      onNetworkChange: () => heard.push('network'),
    },
    life.signal,
  );
});

afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function look(visibilityState: DocumentVisibilityState): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

it('lets a hidden page read on for five minutes', () => {
  look('hidden');
  vi.advanceTimersByTime(299_999);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(['sleep']);
  look('visible');
  expect(heard).toEqual(['sleep', 'wake']);
});

it('does not put a page to sleep that was looked at again', () => {
  look('hidden');
  vi.advanceTimersByTime(200_000);
  look('visible');
  vi.advanceTimersByTime(200_000);
  expect(heard).toEqual(['wake']);
});

it('ends at once when the page goes into the back/forward cache or is frozen, and goes on after', () => {
  view.dispatchEvent(new Event('pagehide'));
  view.dispatchEvent(new Event('pageshow'));
  page.dispatchEvent(new Event('freeze'));
  page.dispatchEvent(new Event('resume'));
  expect(heard).toEqual(['sleep', 'wake', 'sleep', 'wake']);
});

it('hears of a network that comes and goes, unless it sleeps', () => {
  view.dispatchEvent(new Event('offline'));
  view.dispatchEvent(new Event('pagehide'));
  view.dispatchEvent(new Event('online'));
  expect(heard).toEqual(['network', 'sleep']);
});

it('leaves nothing behind', () => {
  look('hidden');
  life.abort();
  vi.advanceTimersByTime(600_000);
  view.dispatchEvent(new Event('online'));
  look('visible');
  expect(heard).toEqual([]);
});

it('has nothing to do where there is no page', () => {
  vi.unstubAllGlobals();
  expect(() => followPageLife({ onSleep() {}, onWake() {}, onNetworkChange() {} }, life.signal)).not.toThrow();
});
