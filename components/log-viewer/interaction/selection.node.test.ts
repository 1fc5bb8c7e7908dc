import { describe, expect, it } from 'vitest';
import { isEmpty, linesRange, rangeOf, selectedPart, selectedLines, wordAt } from './selection.ts';

const LINES = ['first line', '', 'third line', 'fourth'];
const text = (line: number): string => LINES[line] ?? '';
const place = (line: number, column: number) => ({ line, column });
const selected = (...args: Parameters<typeof selectedLines>): string[] =>
  selectedLines(...args).map(([, part]) => part);

describe('a selection', () => {
  it('is in the order of the text, whichever way it was made', () => {
    expect(rangeOf(place(2, 3), place(0, 4))).toEqual({ start: place(0, 4), end: place(2, 3) });
    expect(rangeOf(place(2, 5), place(2, 1))).toEqual({ start: place(2, 1), end: place(2, 5) });
    expect(isEmpty(rangeOf(place(1, 1), place(1, 1)))).toBe(true);
  });

  it('has the exact text', () => {
    expect(selected(rangeOf(place(0, 6), place(2, 5)), text)).toEqual(['line', '', 'third']);
    expect(selected(rangeOf(place(0, 6), place(0, 8)), text)).toEqual(['li']);
    expect(selected(linesRange(3, 1), text)).toEqual(['', 'third line', 'fourth']);
    expect(selected(linesRange(0, 3), text, (line) => line !== 2)).toEqual(['first line', '', 'fourth']);
    expect(selected(rangeOf(place(0, 6), place(2, 5)), text, undefined, 1, 2)).toEqual(['', 'third']);
  });

  it('knows what is selected of a line', () => {
    const range = rangeOf(place(0, 6), place(2, 5));
    expect([0, 1, 2, 3].map((line) => selectedPart(range, line, text(line).length))).toEqual([
      [6, 10],
      [0, 0],
      [0, 5],
      null,
    ]);
  });

  it.each([
    ['see src/app.ts:14 now', 6, 'src/app.ts'],
    ['see src/app.ts:14 now', 0, 'see'],
    ['a  b', 1, '  '],
    ['end', 3, ''],
  ])('the word in %j at %i is %j', (line, column, word) => expect(line.slice(...wordAt(line, column))).toBe(word));
});
