import { describe, expect, it } from 'vitest';
import { MAX_HEIGHT, ScrollMap } from './scroll-map.ts';

const ROW = 20;
const VIEW = 600;

/** A scrollbar as browsers have it. */
class Scrollbar {
  readonly map = new ScrollMap();
  scrollTop = 0;

  constructor(rows: number) {
    this.scrollTop = this.map.resize(rows * ROW, VIEW);
  }

  to(scrollTop: number): void {
    this.scrollTop = Math.max(0, Math.min(scrollTop, this.map.height - VIEW));
    const corrected = this.map.scrolled(this.scrollTop);
    if (corrected !== null) this.scrollTop = corrected;
  }

  by(pixels: number): void {
    this.to(this.scrollTop + pixels);
  }
}

describe('ScrollMap', () => {
  it('takes pixels as they are while browsers can', () => {
    const bar = new Scrollbar(1000);
    bar.to(12_345);
    expect(bar.map.top).toBe(12_345);
    expect(bar.map.goTo(99)).toBe(99);
    expect(bar.map.height).toBe(1000 * ROW);
  });

  describe('with 5,000,000 rows', () => {
    const rows = 5_000_000;

    it('is never higher than browsers can', () => {
      expect(new Scrollbar(rows).map.height).toBe(MAX_HEIGHT);
    });

    it('reaches both ends by the scrollbar', () => {
      const bar = new Scrollbar(rows);
      bar.to(Infinity);
      expect(bar.map.top).toBe(rows * ROW - VIEW);
      bar.to(0);
      expect(bar.map.top).toBe(0);
    });

    it('goes through every row by the wheel', () => {
      const bar = new Scrollbar(rows);
      bar.to(bar.map.height / 2);
      const before = bar.map.top;
      for (let step = 0; step < 100; step++) bar.by(100);
      expect(bar.map.top - before).toBe(10_000);
      bar.scrollTop = bar.map.settle();
      expect(bar.map.top - before).toBe(10_000);
    });

    it('reaches the end by the wheel without a leap', () => {
      const bar = new Scrollbar(rows);
      bar.scrollTop = bar.map.goTo(bar.map.maxTop - 5000);
      let before = bar.map.top;
      for (let step = 0; step < 60; step++) {
        bar.by(100);
        expect(bar.map.top - before).toBeLessThanOrEqual(100);
        before = bar.map.top;
      }
      expect(bar.map.top).toBe(bar.map.maxTop);
    });

    it('reaches the beginning by the wheel without a leap', () => {
      const bar = new Scrollbar(rows);
      bar.scrollTop = bar.map.goTo(5000);
      for (let step = 0; step < 60; step++) bar.by(-100);
      expect(bar.map.top).toBe(0);
    });

    it('can be scrolled on when it grew while its end was in view', () => {
      const bar = new Scrollbar(rows);
      bar.to(Infinity);
      bar.scrollTop = bar.map.resize(2 * rows * ROW, VIEW);
      const before = bar.map.top;
      bar.by(100);
      expect(bar.map.top).toBe(before + 100);
    });
  });
});
