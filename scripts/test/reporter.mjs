import { writeFileSync } from 'node:fs';

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];

/**
 * For @web/test-runner: writes how many tests passed, failed and were skipped.
 *
 * @param {string} file
 * @returns {import('@web/test-runner').Reporter}
 */
export const tallyReporter = (file) => ({
  onTestRunFinished({ sessions }) {
    const tally = { passed: 0, failed: 0, skipped: 0 };
    for (const { testResults, passed } of sessions) {
      const before = tally.failed;
      for (const test of testResults ? testsOf(testResults) : []) {
        tally[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
      }
      // A page that broke, or a file that could not be loaded, failed without any failing test.
      if (!passed && tally.failed === before) tally.failed += 1;
    }
    writeFileSync(file, JSON.stringify(tally));
  },
});
