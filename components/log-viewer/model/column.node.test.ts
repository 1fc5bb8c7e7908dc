import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Column } from './column.ts';

const filled = (values: Iterable<number>): Column => {
  const column = new Column();
  for (const value of values) column.push(value);
  return column;
};
const read = (column: Column): number[] => Array.from({ length: column.length }, (_, at) => column.at(at));

const numbers = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.integer(),
  fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
);

it('gives back what was put in, and what was put over it', () => {
  fc.assert(
    fc.property(
      fc.array(numbers, { minLength: 1, size: 'large' }),
      fc.array(fc.tuple(fc.nat(), numbers)),
      fc.integer({ min: -3, max: 3 }),
      (values, changes, step) => {
        // A page that rises evenly for most of its length, and one more.
        const all = [...Array.from({ length: 4090 }, (_, at) => at * step || 0), ...values];
        const column = filled(all);
        for (const [place, value] of changes) {
          column.set(place % all.length, value);
          all[place % all.length] = value;
        }
        expect(read(column)).toEqual(all);
      },
    ),
    { numRuns: 40 },
  );
});

it('knows how many are below', () => {
  const column = filled(Array.from({ length: 10_000 }, (_, at) => at * 3));
  expect([0, 1, 3, 15_000, 40_000].map((value) => column.countBelow(value))).toEqual([0, 1, 1, 5000, 10_000]);
  expect([column.at(9_999), column.at(10_000)]).toEqual([29_997, 0]);
  column.clear();
  expect(column.length).toBe(0);
});
