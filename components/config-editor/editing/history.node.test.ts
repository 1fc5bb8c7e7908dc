import { describe, expect, it } from 'vitest';
import { History } from './history.ts';

const [one, two, three] = [{ at: 1 }, { at: 2 }, { at: 3 }];

describe('history', () => {
  it('goes back step by step, and forth again', () => {
    const history = new History();
    history.add(one);
    history.add(two);
    expect(history.undo(three)).toBe(two);
    expect(history.undo(two)).toBe(one);
    expect(history.canUndo).toBe(false);
    expect(history.undo(one)).toBeUndefined();
    expect(history.redo(one)).toBe(two);
    expect(history.redo(two)).toBe(three);
    expect(history.canRedo).toBe(false);
  });

  it('takes all that is typed in one field for one step', () => {
    const history = new History();
    history.add(one, '/title');
    history.add(two, '/title');
    expect(history.undo(three)).toBe(one);
    history.add(one, '/title');
    history.add(two, '/description');
    expect(history.undo(three)).toBe(two);
  });

  it('has nothing to repeat once something new was done', () => {
    const history = new History();
    history.add(one);
    history.undo(two);
    history.add(one);
    expect(history.canRedo).toBe(false);
  });

  it('ends where another config begins', () => {
    const history = new History();
    history.add(one);
    history.clear();
    expect(history.canUndo).toBe(false);
  });
});
