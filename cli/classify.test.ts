import { expect, test } from 'vitest';
import { FailureClue, typeOf } from './classify.ts';

test.for([
  ['error', 'error: could not compile `shop`'],
  ['error', 'error[E0382]: borrow of moved value'],
  ['error', 'ERROR in ./src/index.js'],
  ['error', '[ERROR] Failed to execute goal'],
  ['error', 'fatal: not a git repository'],
  ['error', '\u001b[31mError: connect ECONNREFUSED\u001b[39m'],
  ['error', 'AssertionError [ERR_ASSERTION]: expected 1'],
  ['error', 'java.lang.IllegalStateException: no'],
  ['error', "src/a.ts(1,2): error TS2304: Cannot find name 'x'."],
  ['error', "src/a.ts:1:2 - error TS2304: Cannot find name 'x'."],
  ['error', 'main.c:3:5: error: expected ;'],
  ['error', "  12:3  error  'x' is not defined  no-undef"],
  ['error', 'npm ERR! code ELIFECYCLE'],
  ['error', 'npm error Missing script: "build"'],
  ['error', '##[error]Process completed with exit code 1.'],
  ['error', '::error file=app.js,line=1::Missing semicolon'],
  ['error', ' FAIL  cli/mask.test.ts > hides'],
  ['error', 'not ok 3 - adds'],
  ['warn', '##[warning]Node 16 is deprecated'],
  ['warn', 'npm warn deprecated glob@7'],
  ['warn', 'WARN  deprecated'],
  ['warn', 'warning: unused variable'],
  ['warn', '(node:1) Warning: something'],
  ['warn', '  3:1  warning  Unexpected console statement'],
  ['debug', '##[debug]Evaluating condition'],
  ['success', '\u001b[32m✓\u001b[39m built in 3.2s'],
  ['success', 'ok 1 - adds'],
  ['info', 'Compiling source code...'],
  ['info', '0 errors, 0 warnings'],
  ['info', 'Error-prone code is checked'],
  ['info', 'errors.ts 12 kB'],
  ['info', 'warnings off'],
  ['info', 'PASSWORDS are checked'],
  ['info', ''],
] as const)('%s: %j', ([type, line]) => {
  expect(typeOf(line)).toBe(type);
});

const clueOf = (lines: readonly (readonly ['stdout' | 'stderr', string])[]): string => {
  const clue = new FailureClue();
  for (const [output, line] of lines) clue.see(line, typeOf(line), output);
  return clue.text;
};

test('the reason is the last line that looks like an error', () => {
  const lines = [
    ['stderr', 'Error: first'],
    ['stdout', "\u001b[31m  src/a.ts(1,2): error TS2304: Cannot find name 'x'.\u001b[0m"],
    ['stdout', ' FAIL  types  3.1 s'],
    ['stdout', '✖ 1 problem (1 error, 0 warnings)'],
    ['stderr', 'npm error code 1'],
    ['stderr', 'npm error A complete log of this run can be found in: …'],
    ['stderr', 'bye'],
  ] as const;
  expect(clueOf(lines)).toBe("src/a.ts(1,2): error TS2304: Cannot find name 'x'.");
});

test('else the last summary', () => {
  expect(
    clueOf([
      ['stdout', '✖ lint'],
      ['stdout', '✖ 3 problems'],
      ['stderr', 'bye'],
    ]),
  ).toBe('✖ 3 problems');
});

test('else what npm says first, else the last words on stderr', () => {
  expect(
    clueOf([
      ['stderr', 'npm error Missing script: "biuld"'],
      ['stderr', 'npm error'],
      ['stderr', 'npm error To see a list of scripts, run:'],
    ]),
  ).toBe('npm error Missing script: "biuld"');
  expect(
    clueOf([
      ['stderr', 'sh: 1: vitte: not found'],
      ['stdout', 'done'],
      ['stderr', '  '],
    ]),
  ).toBe('sh: 1: vitte: not found');
  expect(clueOf([['stdout', 'nothing to see']])).toBe('');
});
