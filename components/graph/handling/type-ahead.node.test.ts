import { describe, expect, it } from 'vitest';
import { TypeAhead } from './type-ahead.ts';

const names = new Map([
  ['1', 'Build'],
  ['2', 'test'],
  ['3', 'bench'],
]);
const type = (key: string, timeStamp: number, more = {}) => ({
  key,
  timeStamp,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

describe('TypeAhead', () => {
  it('goes to the next name that begins with a letter, and round to the first again', () => {
    const ahead = new TypeAhead();
    expect(ahead.find(type('b', 0), names, '1')).toBe('3');
    expect(ahead.find(type('b', 5000), names, '3')).toBe('1');
    expect(ahead.find(type('x', 9000), names, '1')).toBeNull();
  });

  it('makes one word of letters that follow each other quickly', () => {
    const ahead = new TypeAhead();
    expect(ahead.find(type('B', 0), names, '2')).toBe('3');
    expect(ahead.find(type('u', 200), names, '3')).toBe('1');
    expect(ahead.find(type('t', 2000), names, '1')).toBe('2');
  });

  it('leaves keys alone that are not letters, and a space that begins nothing', () => {
    const ahead = new TypeAhead();
    expect(ahead.find(type('Enter', 0), names, '1')).toBeNull();
    expect(ahead.find(type(' ', 0), names, '1')).toBeNull();
    expect(ahead.find(type('t', 0, { ctrlKey: true }), names, '1')).toBeNull();
  });
});
