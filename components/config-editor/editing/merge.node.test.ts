import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.ts';
import { merge } from './merge.ts';

const base: JsonObject = {
  title: 'Shop',
  stages: [
    { id: 'a', name: 'A', match: [] },
    { id: 'b', name: 'B', match: ['b*'] },
    { id: 'c', name: 'C', match: [] },
  ],
  runner: { kind: 'simulated', duration: 1000 },
  tags: ['x'],
};
type Entry = JsonObject & { id: string };
const stages = base['stages'] as unknown as Entry[];
const having = (list: Entry[]): JsonObject => ({ ...base, stages: list });
const renamed = (id: string, name: string): Entry[] =>
  stages.map((entry) => (entry.id === id ? { ...entry, name } : entry));
const idsOf = ({ stages: list }: JsonObject): string[] => (list as unknown as Entry[]).map(({ id }) => id);

describe('what two people made of one config', () => {
  it('is put together field by field, in the entries of lists too', () => {
    const mine = { ...having(renamed('a', 'Mine')), title: 'Store' };
    const theirs = { ...having(renamed('b', 'Theirs')), runner: { kind: 'simulated', duration: 2000 } };
    const { value, collisions } = merge(base, mine, theirs);
    expect(collisions).toEqual([]);
    expect(value).toEqual({
      ...base,
      title: 'Store',
      stages: [{ ...stages[0], name: 'Mine' }, { ...stages[1], name: 'Theirs' }, stages[2]],
      runner: { kind: 'simulated', duration: 2000 },
    });
  });

  it('has the entries that either added, where they were added, and not those that either took out', () => {
    const [a, b, c] = stages as [Entry, Entry, Entry];
    const mine = having([a, { id: 'm' }, b]);
    const theirs = having([{ id: 't' }, a, b, c, { id: 'z' }]);
    expect(idsOf(merge(base, mine, theirs).value)).toEqual(['t', 'a', 'm', 'b', 'z']);
    expect(idsOf(merge(base, theirs, mine).value)).toEqual(['t', 'a', 'm', 'b', 'z']);
  });

  it('is in the order that one of them chose', () => {
    const [a, b, c] = stages as [Entry, Entry, Entry];
    const sorted = having([c, a, b]);
    const added = having([a, b, { id: 'n' }, c]);
    expect(idsOf(merge(base, sorted, added).value)).toEqual(['c', 'a', 'b', 'n']);
    expect(idsOf(merge(base, added, sorted).value)).toEqual(['c', 'a', 'b', 'n']);
  });

  it('has to be chosen where both changed the same, which says what it was', () => {
    const mine = having(renamed('b', 'Mine'));
    const theirs = having(renamed('b', 'Theirs'));
    const { value, collisions } = merge(base, mine, theirs);
    expect(collisions).toEqual([{ path: '/stages/b/name', base: 'B', mine: 'Mine', theirs: 'Theirs' }]);
    expect(value).toEqual(mine);
    expect(merge(base, mine, theirs, { '/stages/b/name': 'theirs' }).value).toEqual(theirs);
  });

  it('has to be chosen where one took out what the other changed', () => {
    const mine = having(stages.filter(({ id }) => id !== 'b'));
    const theirs = having(renamed('b', 'Theirs'));
    const { collisions } = merge(base, mine, theirs);
    expect(collisions).toMatchObject([{ path: '/stages/b', mine: undefined, theirs: { name: 'Theirs' } }]);
    expect(merge(base, mine, theirs).value).toEqual(mine);
    expect(merge(base, mine, theirs, { '/stages/b': 'theirs' }).value).toEqual(theirs);
  });

  it('never mixes two alternatives, nor two lists of words', () => {
    const mine = { ...base, runner: { kind: 'external' }, tags: ['x', 'm'] };
    const theirs = { ...base, runner: { kind: 'simulated', duration: 5 }, tags: ['t'] };
    const { collisions } = merge(base, mine, theirs);
    expect(collisions.map(({ path }) => path)).toEqual(['/runner', '/tags']);
  });
});
