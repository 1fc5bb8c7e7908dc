import { beforeAll, describe, expect, it } from 'vitest';
import { LINE, MARK, NONE, TITLE } from './groups.ts';
import { LogBook, typeName, type LogInput } from './log-book.ts';
import { terminal } from './screen.ts';

beforeAll(() => terminal.load());

function book(...lines: LogInput[]): LogBook {
  const log = new LogBook();
  for (const line of lines) log.append(line);
  return log;
}

/** Title and number of lines of each group; the names of open ones end with a `…`. */
const groupsOf = (log: LogBook): string[] =>
  log.groups.all.map(({ title, end, lines }) => `${log.text(title)}${end === null ? '…' : ''} ${lines}`);

describe('LogBook', () => {
  it('numbers lines that have no number', () => {
    const log = book('one', 'two', { message: 'seven', line: 7 }, 'eight');
    expect([0, 1, 2, 3].map((at) => log.number(at))).toEqual([1, 2, 7, 8]);
    expect(log.indexOfNumber(7)).toBe(2);
    expect(log.indexOfNumber(5)).toBe(2);
  });

  it('carries colours from line to line of a job, not into the lines of another', () => {
    const log = book(
      { message: '\x1b[31mred', job: 'a' },
      { message: 'plain', job: 'b' },
      { message: 'still red\x1b[0m', job: 'a' },
      { message: 'plain', job: 'a' },
    );
    expect([0, 1, 2, 3].map((at) => log.styledText(at).spans.length)).toEqual([1, 0, 1, 0]);
  });

  it('takes the type from the source, else from the first words', () => {
    const log = book(
      { message: 'fine', type: 'error' },
      { message: 'error: said on stdout', type: 'info' },
      'error: a',
      '\x1b[31mERROR\x1b[0m b',
      'npm ERR! c',
      'panic: d',
      '[build] Error: e',
      'error[E0425]: f',
      '0 errors',
      'errors: 0',
      'no error here',
      'warning: a',
      'WARN deprecated',
      '##[error]Process completed with exit code 1.',
      '::warning file=app.js,line=1::Missing semicolon',
      '::debug::detail',
    );
    const types = Array.from({ length: log.length }, (_, at) => typeName(log.type(at)));
    expect(types).toEqual([
      ...['error', 'info'],
      ...Array<string>(6).fill('error'),
      ...['info', 'info', 'info', 'warn', 'warn', 'error', 'warn', 'debug'],
    ]);
    expect(log.errors.length).toBe(types.filter((type) => type === 'error').length);
    expect(log.counts).toEqual(
      ['debug', 'info', 'success', 'warn', 'error'].map((name) => types.filter((type) => type === name).length),
    );
  });

  it('shows no words that only speak to the CI system', () => {
    const log = book(
      '##[error]Failed',
      '::warning file=a.js,line=1::Look',
      '##[unknown]kept',
      '::not::kept',
      '\x1b[1m##[group]Run\x1b[0m',
    );
    expect([0, 1, 2, 3, 4].map((at) => log.text(at))).toEqual([
      'Failed',
      'Look',
      '##[unknown]kept',
      '::not::kept',
      'Run',
    ]);
    expect(log.styledText(4)).toMatchObject({ text: 'Run', spans: [{ start: 0, end: 3 }] });
  });
});

describe('groups', () => {
  it("of GitHub's", () => {
    const log = book('before', '##[group]Run npm ci', 'a', 'b', '##[endgroup]', 'after', '::group::Second', 'c');
    expect(groupsOf(log)).toEqual(['Run npm ci 2', 'Second… 1']);
    expect(Array.from({ length: 8 }, (_, at) => log.kind(at))).toEqual([
      LINE,
      TITLE,
      LINE,
      LINE,
      MARK,
      LINE,
      TITLE,
      LINE,
    ]);
    expect(Array.from({ length: 8 }, (_, at) => log.group(at))).toEqual([NONE, 0, 0, 0, 0, NONE, 1, 1]);
    expect(log.groups.all.map(({ folded }) => folded)).toEqual([true, true]);
  });

  it("of GitLab's, which nest, with the title on the same line or on the next", () => {
    const log = book(
      'section_start:1:outer\r\x1b[0K\x1b[36mOuter\x1b[0m',
      '\x1b[0;msection_start:2:inner[collapsed=true]',
      '\x1b[0K\x1b[36;1mInner\x1b[0;m',
      'a',
      'section_end:3:inner\r\x1b[0K',
      'b',
      'section_end:4:outer\r\x1b[0Ksection_start:4:last\r\x1b[0KLast',
      'c',
    );
    expect(groupsOf(log)).toEqual(['Outer 3', 'Inner 1', 'Last… 1']);
    expect(log.groups.all.map(({ parent, folded }) => [parent, folded])).toEqual([
      [NONE, false],
      [0, true],
      [NONE, false],
    ]);
    expect([1, 4].map((at) => log.kind(at))).toEqual([MARK, MARK]);
  });

  it("of Buildkite's", () => {
    const log = book('~~~ Preparing', 'a', '--- Test', 'b', '+++ Deploy', 'c');
    expect(groupsOf(log)).toEqual(['Preparing 1', 'Test 1', 'Deploy… 1']);
  });

  it.each([
    '--- a/src/index.ts',
    '+++ b/src/index.ts',
    '--- FAIL: TestPrice (0.00s)',
    '--- PASS: TestPrice',
    '---',
    '--- ---',
    '+++ /dev/null',
    '- item',
  ])('not what only looks like one: %s', (line) => expect(groupsOf(book(line, 'text'))).toEqual([]));

  it('of jobs that write at the same time', () => {
    const log = book(
      { message: '##[group]A', job: 'a' },
      { message: '##[group]B', job: 'b' },
      { message: 'a1', job: 'a' },
      { message: 'b1', job: 'b' },
      { message: '##[endgroup]', job: 'a' },
      { message: 'b2', job: 'b' },
      { message: 'a2', job: 'a' },
    );
    expect(groupsOf(log)).toEqual(['A 1', 'B… 2']);
    expect(log.group(6)).toBe(NONE);
  });
});
