import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSame, valueAt, withValue, type Json } from './json.ts';

describe('a path of keys', () => {
  const document = { a: { 'b/c': [1, { '~d': 2 }] }, '': 3 };

  it.each([
    [[], document],
    [['a', 'b/c', '0'], 1],
    [['a', 'b/c', '1', '~d'], 2],
    [[''], 3],
    [['a', 'x'], undefined],
    [['a', 'constructor'], undefined],
    [['a', 'x', 'x'], undefined],
  ])('%j reads its value', (keys, value) => {
    expect(valueAt(document, keys)).toEqual(value);
  });

  it('writes without touching the document it was given', () => {
    const before = { kept: { x: 1 }, changed: { y: 1, z: 2 } };
    const after = withValue(before, ['changed', 'y'], 5);
    expect(after).toEqual({ kept: { x: 1 }, changed: { y: 5, z: 2 } });
    expect(before.changed.y).toBe(1);
    expect(valueAt(after ?? null, ['kept'])).toBe(before.kept);
  });

  it('takes a member out', () => {
    expect(JSON.stringify(withValue({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined))).toBe('{"a":{"c":2}}');
  });

  it('writes __proto__ as a member, not as a prototype', () => {
    const after = withValue({}, ['__proto__', 'polluted'], true);
    expect(Object.hasOwn(Object(after) as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('isSame', () => {
  const json = fc.jsonValue() as fc.Arbitrary<Json>;

  it('holds for a copy, whatever the order of its members', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(isSame(value, reversed(value))).toBe(true);
      }),
    );
  });

  it('agrees with the text for values of the same shape', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        if (JSON.stringify(a) === JSON.stringify(b)) expect(isSame(a, b)).toBe(true);
        if (isSame(a, b)) expect(JSON.stringify(sorted(a))).toBe(JSON.stringify(sorted(b)));
      }),
    );
  });

  it('takes an undefined member for one that is not there', () => {
    expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(isSame({ a: 1, b: null }, { a: 1 })).toBe(false);
  });

  it('tells a list from an object with the same members', () => {
    expect(isSame([1], { '0': 1 })).toBe(false);
  });
});

const rebuilt = (value: Json, order: (entries: [string, Json][]) => [string, Json][]): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => rebuilt(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = order(Object.entries(value as Record<string, Json>));
  return Object.fromEntries(entries.map(([key, part]) => [key, rebuilt(part, order)]));
};
const reversed = (value: Json): Json => rebuilt(value, (entries) => entries.reverse());
const sorted = (value: Json): Json => rebuilt(value, (entries) => entries.sort(([a], [b]) => (a < b ? -1 : 1)));
