import { beforeAll, describe, expect, it } from 'vitest';
import { compileQuery, NO_QUERY, Search, type Query } from '../search/search.ts';
import type { LogInput } from './log-book.ts';
import { ERROR, INFO } from './log-book.ts';
import { LogModel, WHOLE_LOG } from './log-model.ts';
import { marksOf } from './marks.ts';
import { terminal } from './screen.ts';

beforeAll(() => terminal.load());

function model(lines: readonly LogInput[]): LogModel {
  const log = new LogModel();
  log.append(lines);
  log.runUntil(Infinity);
  return log;
}

const shown = ({ rows, book }: LogModel): string[] =>
  Array.from({ length: rows.length }, (_, row) => book.text(rows.lineAt(row)));

function find(log: LogModel, query: Partial<Query>): void {
  const expression = compileQuery({ ...NO_QUERY, ...query });
  log.find(expression && new Search(expression));
}

const GROUPED = ['before', '##[group]Run', 'inside', '##[endgroup]', 'after'];

describe('the rows', () => {
  it('leave the lines of folded groups out, and marks always', () => {
    const log = model(GROUPED);
    expect(shown(log)).toEqual(['before', 'Run', 'after']);
    log.rows.fold(0, false);
    expect(shown(log)).toEqual(['before', 'Run', 'inside', 'after']);
    log.rows.foldAll(true);
    expect(shown(log)).toEqual(['before', 'Run', 'after']);
    expect(log.rows.rowOf(2)).toBe(1);
  });

  it("open one of Buildkite's when its job says so, however it was folded at first", () => {
    const log = model(['~~~ Preparing', 'a', '--- Test', 'b', '~~~ Cleaning up', 'c']);
    expect(shown(log)).toEqual(['Preparing', 'Test', 'b', 'Cleaning up']);
    log.append(['^^^ +++', 'd']);
    log.runUntil(Infinity);
    expect(shown(log)).toEqual(['Preparing', 'Test', 'b', 'Cleaning up', 'c', 'd']);
    const other = model(['^^^ +++', '##[group]Run', '^^^ +++']);
    expect(shown(other), 'elsewhere it is text').toEqual(['^^^ +++', 'Run']);
  });

  it('open a group in which an error turns up, unless the person closed it', () => {
    const log = model(['##[group]Run', 'fine']);
    expect(shown(log)).toEqual(['Run']);
    log.append(['error: broken']);
    log.runUntil(Infinity);
    expect(shown(log)).toEqual(['Run', 'fine', 'error: broken']);
    log.rows.fold(0, true);
    log.append(['error: again']);
    log.runUntil(Infinity);
    expect(shown(log)).toEqual(['Run']);
  });

  it('unfold all that a line is in, to show it', () => {
    const log = model(['section_start:1:a\r\x1b[0KA', '##[group]B', 'inside']);
    log.rows.foldAll(true);
    expect(shown(log)).toEqual(['A']);
    expect(log.rows.reveal(2)).toBe(true);
    expect(shown(log)).toEqual(['A', 'B', 'inside']);
    expect(log.rows.reveal(2)).toBe(false);
  });

  it('are those of a stage, of a job, of a type', () => {
    const log = model([
      { message: 'a', stage: 'build', job: 'x' },
      { message: 'b', stage: 'build', job: 'y', type: 'error' },
      { message: 'c', stage: 'test', job: 'x' },
    ]);
    log.show({ ...WHOLE_LOG, stage: 'build' });
    expect(shown(log)).toEqual(['a', 'b']);
    log.show({ ...WHOLE_LOG, stage: 'build', job: 'y' });
    expect(shown(log)).toEqual(['b']);
    log.show({ ...WHOLE_LOG, hiddenTypes: 1 << INFO });
    expect(shown(log)).toEqual(['b']);
    log.append([{ message: 'd', type: 'error' }, 'e']);
    log.runUntil(Infinity);
    expect(shown(log)).toEqual(['b', 'd']);
  });

  it('are those that match, in folded groups too', () => {
    const log = model(GROUPED);
    find(log, { text: 'IN' });
    log.show({ ...WHOLE_LOG, onlyMatches: true });
    log.runUntil(Infinity);
    expect(shown(log)).toEqual(['inside']);
    log.append(['again in here', 'not']);
    log.runUntil(Infinity);
    expect(shown(log)).toEqual(['inside', 'again in here']);
  });
});

describe('the search', () => {
  const found = (log: LogModel, query: Partial<Query>): number => {
    find(log, query);
    log.runUntil(Infinity);
    return log.search?.total ?? 0;
  };

  it.each([
    [{ text: 'price' }, 4],
    [{ text: 'price', matchCase: true }, 3],
    [{ text: 'price', wholeWord: true }, 3],
    [{ text: 'pr.ce' }, 0],
    [{ text: 'pr.ce', regex: true }, 4],
    [{ text: '^price', regex: true }, 2],
    [{ text: 'x*', regex: true }, 0],
    [{ text: '(' }, 1],
  ])('%j is found %i times', (query, count) => {
    expect(found(model(['price and Price', 'prices (all)', 'a \x1b[31mpr\x1b[1mice\x1b[0m']), query)).toBe(count);
  });

  it('counts every match, however many', () => {
    const log = model(Array.from({ length: 20_000 }, () => 'hit and hit again'));
    expect(found(log, { text: 'hit' })).toBe(40_000);
    expect(log.search?.hit(39_999)).toEqual({ line: 19_999, match: 1 });
    expect(log.search?.hit(40_000)).toBeNull();
    expect(log.search?.firstFrom(10)).toBe(20);
  });

  it('reaches folded groups, and goes on with new lines', () => {
    const log = model(GROUPED);
    expect(found(log, { text: 'inside' })).toBe(1);
    log.append(['inside again']);
    log.runUntil(Infinity);
    expect(log.search?.total).toBe(2);
  });

  it('searches only what passes the filter', () => {
    const log = model([
      { message: 'hit', stage: 'build' },
      { message: 'hit', stage: 'test' },
    ]);
    log.show({ ...WHOLE_LOG, stage: 'test' });
    expect(found(log, { text: 'hit' })).toBe(1);
  });

  it('works in slices', () => {
    const log = new LogModel();
    log.append(Array.from({ length: 5000 }, (_, at) => `line ${at}`));
    find(log, { text: 'line' });
    let slices = 0;
    while (!log.runUntil(performance.now())) slices++;
    expect(slices).toBeGreaterThan(5);
    expect(log.search?.total).toBe(5000);
  });

  it('says what is wrong with a regular expression', () => {
    expect(() => compileQuery({ ...NO_QUERY, text: '(', regex: true })).toThrow(SyntaxError);
  });
});

it('marks stand where the rows of their lines are', () => {
  const log = model(Array.from({ length: 1000 }, (_, at) => (at % 500 === 250 ? 'error: x' : 'text')));
  expect(marksOf(log.book.errors, log.rows, 100)).toEqual([25, 75]);
  log.show({ ...WHOLE_LOG, hiddenTypes: 1 << INFO });
  expect(marksOf(log.book.errors, log.rows, 100)).toEqual([0, 50]);
  expect(log.book.type(250)).toBe(ERROR);
});
