import { beforeAll, expect, it } from 'vitest';
import { LogModel } from './log-model.ts';
import { segmentsOf } from './segments.ts';
import { terminal } from './screen.ts';

beforeAll(() => terminal.load());

/** What somebody would write who wants to break a log viewer, or the page around it. */
const PIECES = [
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '${7*7}',
    '{{x}}',
    '<!--',
    '\u202e',
    '\u2066',
    '\u200f',
    '\ufeff',
  ],
  ...[
    '\x1b[',
    '\x1b]',
    '\x1b]8;;javascript:alert(1)\x07',
    '\x1b]8;;https://a.test\x07',
    '\x1b]8;;\x07',
    '\x1b_',
    '\x1bP',
    '\x9b',
    '\x9d',
  ],
  ...[
    '99999999999',
    ';',
    ':',
    '38;2;',
    '38:5:',
    'm',
    'K',
    'A',
    'C',
    '@',
    'P',
    'X',
    '\r',
    '\b',
    '\t',
    '\u0000',
    '\x07',
    '\x1b\\',
  ],
  ...[
    '##[group]',
    '##[endgroup]',
    '::error::',
    '::group::',
    'section_start:1:a\r\x1b[0K',
    'section_end:1:a\r\x1b[0K',
    '--- ',
    '+++ ',
  ],
  ...[
    'text',
    'error: ',
    '日本語',
    '👩‍👩‍👧',
    'e\u0301',
    '\ud83d',
    '\udc00',
    'https://a.test/<b>',
    '__proto__',
    'constructor',
  ],
] as const;

/** Always the same sequence (mulberry32), so that a failure can be looked at. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

const numbers = random(7);
const below = (limit: number): number => Math.floor(numbers.next().value * limit);
const hostileLine = (): string => Array.from({ length: below(13) }, () => PIECES[below(PIECES.length)]).join('');

it('100,000 hostile lines are only text', () => {
  const lines = Array.from({ length: 100_000 }, hostileLine);
  const log = new LogModel();
  log.append(lines.map((message, at) => ({ message, job: `job ${at % 3}` })));
  log.runUntil(Infinity);
  const { book } = log;
  expect(book.length).toBe(lines.length);
  for (let at = 0; at < book.length; at++) {
    const styled = book.styledText(at);
    if (/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/.test(styled.text))
      throw new Error(`A control character in line ${at}`);
    if (styled.text !== book.text(at))
      throw new Error(`Line ${at} is searched with another text than it is shown with`);
    const segments = segmentsOf(styled);
    if (segments.reduce((sum, { text }) => sum + text.length, 0) !== styled.text.length)
      throw new Error(`Line ${at} is drawn otherwise`);
    for (const { text, link } of segments) {
      if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) throw new Error(`Line ${at} turns its neighbours`);
      if (link !== null && !/^(https?|mailto):/.test(link)) throw new Error(`Line ${at} leads to ${link}`);
    }
  }
}, 60_000);
