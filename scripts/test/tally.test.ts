import { describe, expect, it } from 'vitest';
import { format, one, sum, tallyOf, type VitestReport } from './tally.mjs';

const report = (...testResults: VitestReport['testResults']): VitestReport => {
  const count = (status: string) =>
    testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: count('todo'),
    testResults,
  };
};
const tests = (...all: string[]) => all.map((status) => ({ status }));

describe('the tally of a vitest report', () => {
  it('counts tests', () => {
    const file = { status: 'failed', assertionResults: tests('passed', 'passed', 'failed', 'skipped', 'todo') };
    expect(tallyOf(report(file))).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(tallyOf(report(unloaded, { status: 'passed', assertionResults: tests('passed') }))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });
});

it('the sum over all runners is one line', () => {
  expect(format(sum([one(true), one(false), { passed: 3, failed: 0, skipped: 2 }]))).toBe(
    '4 passed, 1 failed, 2 skipped',
  );
});
