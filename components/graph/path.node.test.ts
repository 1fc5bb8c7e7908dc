import { describe, expect, it } from 'vitest';
import { pathOf } from './path.ts';

describe('pathOf', () => {
  it('bends between two heights and is straight between equal ones', () => {
    const points = [
      { x: 0, y: 10 },
      { x: 40, y: 30 },
      { x: 200, y: 30 },
    ];
    expect(pathOf({ points, vertical: false }, { gutter: 40 })).toBe('M0,10C20,10,20,30,40,30L200,30');
  });

  it('turns in a loop that stays inside the gutter', () => {
    const points = [
      { x: 160, y: 10 },
      { x: 160, y: 50 },
    ];
    expect(pathOf({ points, vertical: false }, { gutter: 50 })).toBe('M160,10C200,10,200,50,160,50');
  });

  it('goes straight to the box below', () => {
    const points = [
      { x: 80, y: 40 },
      { x: 80, y: 60 },
    ];
    expect(pathOf({ points, vertical: true }, { gutter: 50 })).toBe('M80,40L80,60');
  });
});
