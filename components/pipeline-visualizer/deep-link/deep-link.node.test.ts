import { describe, expect, it } from 'vitest';
import { selectionIn, withSelection } from './index.ts';

describe('the fragment of an address', () => {
  it('names what is selected', () => {
    expect(selectionIn('#job=test/22')).toEqual({ kind: 'job', id: 'test/22' });
    expect(selectionIn('#tab=2&stage=a+%26+b')).toEqual({ kind: 'stage', id: 'a & b' });
    expect(selectionIn('#L12')).toBeNull();
    expect(selectionIn('')).toBeNull();
  });

  it('keeps what else stands in it', () => {
    expect(withSelection('', { kind: 'job', id: 'test/22' })).toBe('#job=test/22');
    expect(withSelection('#L12', { kind: 'stage', id: 'a&b' })).toBe('#L12&stage=a%26b');
    expect(withSelection('#L12&job=x', null)).toBe('#L12');
    expect(withSelection('#job=x', null)).toBe('');
    expect(withSelection('#job=x', { kind: 'node', id: 'd1' })).toBe('');
  });

  it('leads back to the same', () => {
    for (const id of ['a b', 'ü', '100%', 'a=b', '#', '"<x>"']) {
      expect(selectionIn(withSelection('#L1', { kind: 'job', id }))).toEqual({ kind: 'job', id });
    }
  });
});
