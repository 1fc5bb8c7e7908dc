import { describe, expect, it } from 'vitest';
import { linkedIn, withLinked } from './index.ts';

const KINDS = ['job', 'stage'] as const;

describe('the fragment of an address', () => {
  it('names what is selected', () => {
    expect(linkedIn('#job=test/22', KINDS)).toEqual({ kind: 'job', id: 'test/22' });
    expect(linkedIn('#tab=2&stage=a+%26+b', KINDS)).toEqual({ kind: 'stage', id: 'a & b' });
    expect(linkedIn('#run=r42&job=test', ['run'])).toEqual({ kind: 'run', id: 'r42' });
    expect(linkedIn('#run=r42', KINDS)).toBeNull();
    expect(linkedIn('#L12', KINDS)).toBeNull();
    expect(linkedIn('', KINDS)).toBeNull();
  });

  it('keeps what else stands in it', () => {
    expect(withLinked('', KINDS, { kind: 'job', id: 'test/22' })).toBe('#job=test/22');
    expect(withLinked('#L12', KINDS, { kind: 'stage', id: 'a&b' })).toBe('#L12&stage=a%26b');
    expect(withLinked('#L12&job=x', KINDS, null)).toBe('#L12');
    expect(withLinked('#run=r42&job=x', KINDS, null)).toBe('#run=r42');
    expect(withLinked('#job=x', KINDS, null)).toBe('');
  });

  it('leads back to the same', () => {
    for (const id of ['a b', 'ü', '100%', 'a=b', '#', '"<x>"']) {
      expect(linkedIn(withLinked('#L1', KINDS, { kind: 'job', id }), KINDS)).toEqual({ kind: 'job', id });
    }
  });
});
