import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heights } from './heights.ts';

describe('Heights', () => {
  it('knows the sums and the rows whatever changes', () => {
    const change = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 300 }),
        fc.array(change),
        (all, changes) => {
          const heights = new Heights();
          const expected = [...all];
          for (const height of all) heights.push(height);
          for (const [at, height] of changes) {
            heights.set(at % all.length, height);
            expected[at % all.length] = height;
          }
          let sum = 0;
          expected.forEach((height, row) => {
            expect(heights.before(row)).toBe(sum);
            expect(heights.rowAt(sum)).toBe(row);
            expect(heights.rowAt(sum + height - 0.5)).toBe(row);
            sum += height;
          });
          expect(heights.before(heights.length)).toBe(sum);
          expect(heights.rowAt(sum + 10)).toBe(expected.length - 1);
        },
      ),
    );
  });
});
