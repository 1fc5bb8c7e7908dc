import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveLine, resolveText, styleAfter } from '../model/resolve.ts';
import { PLAIN } from '../model/style.ts';
import { Terminal } from './terminal.ts';
import { terminal } from '../model/screen.ts';

beforeAll(() => terminal.load());

/** The text that a terminal shows in the end. */
function screen(output: string): string[] {
  const terminal = new Terminal();
  terminal.write(output);
  terminal.end();
  return terminal.take().lines.map(({ message }) => resolveText(message));
}

describe('one line', () => {
  it.each([
    ['Downloading 10%\rDownloading 100%', 'Downloading 100%'],
    ['Downloading 100%\rDone', 'Doneloading 100%'],
    ['Downloading 100%\r\x1b[KDone', 'Done'],
    ['abc\b\bX', 'aXc'],
    ['\b\bab', 'ab'],
    ['abcdef\x1b[3DXY', 'abcXYf'],
    ['abc\x1b[2CX', 'abc  X'],
    ['abcdef\x1b[2GX', 'aXcdef'],
    ['abcdef\x1b[4G\x1b[1KX', '   Xef'],
    ['abcdef\x1b[2K\x1b[GX', 'X'],
    ['abcdef\x1b[2G\x1b[2P', 'adef'],
    ['abcdef\x1b[2G\x1b[2@X', 'aX bcdef'],
    ['abcdef\x1b[2G\x1b[2X', 'a  def'],
    ['a\tb', 'a\tb'],
    ['a\tb\rXX', 'XX      b'],
    ['\ufefftext\u0000 \u0007bell', 'text bell'],
    ['日本語\rX', 'X 本語'],
    ['e\u0301\bx', 'x'],
    ['👩‍👩‍👧 ok', '👩‍👩‍👧 ok'],
    ['one\ntwo', 'one␊two'],
    ['text\r', 'text'],
    ['\x1b]0;title\x07\x1b[?25l\x1b(Btext', 'text'],
  ])('%j shows %j', (message, text) => {
    expect(resolveLine(message).text).toBe(text);
    expect(resolveText(message)).toBe(text);
  });

  it('has bounds for what it is told', () => {
    expect(resolveText('\x1b[99999999CX').length).toBeLessThanOrEqual(1001);
    expect(resolveText('a\x1b[G\x1b[99999999@').length).toBeLessThanOrEqual(1001);
  });

  it('colours what was written in a colour, and only that', () => {
    const { text, spans } = resolveLine('plain \x1b[31mred\x1b[1m bold\x1b[0m plain');
    expect(spans.map(({ start, end, style }) => [text.slice(start, end), style.foreground, style.flags])).toEqual([
      ['red', 1, 0],
      [' bold', 1, 1],
    ]);
  });

  it('begins as the line before ended', () => {
    const red = styleAfter('\x1b[31mred', PLAIN);
    expect(resolveLine('still red', red).spans).toEqual([{ start: 0, end: 9, style: red }]);
    expect(styleAfter('no longer\x1b[0m', red)).toBe(PLAIN);
    expect(styleAfter('nothing said', red)).toBe(red);
  });

  it('opens links to http, https and mailto, and none besides', () => {
    const link = (address: string): (string | null)[] =>
      resolveLine(`\x1b]8;id=1;${address}\x1b\\text\x1b]8;;\x1b\\ after`).spans.map(({ style }) => style.link);
    expect(link('https://example.com/a')).toEqual(['https://example.com/a']);
    expect(link('mailto:a@example.com')).toEqual(['mailto:a@example.com']);
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '/relative',
      `https://a.test/${'a'.repeat(3000)}`,
    ]) {
      expect(link(address)).toEqual([]);
    }
  });
});

describe('Terminal', () => {
  it.each([
    ['lines', 'one\ntwo\n', ['one', 'two']],
    ['empty lines', 'one\n\n\ntwo\n\n', ['one', '', '', 'two', '']],
    ['line ends of Windows', 'one\r\ntwo\r\n', ['one', 'two']],
    ['a line without an end', 'one\ntwo', ['one', 'two']],
    ['a progress bar of two lines', 'a 1%\nb 1%\n\x1b[2Aa 9%\nb 9%\n', ['a 9%', 'b 9%']],
    ['down and up', 'one\ntwo\n\x1b[2A\x1b[2KONE\x1b[1BTWO', ['ONE', 'twoTWO']],
    ['next line', 'one\x1b[2Etwo', ['one', '', 'two']],
    ['previous line', 'one\ntwo\n\x1b[2FX', ['Xne', 'two']],
    ['erasing all below', 'one\ntwo\nthree\n\x1b[2A\x1b[JX', ['one', 'X', '']],
    ['a kept cursor', 'one\x1b7\ntwo\x1b8!', ['one!', 'two']],
    ['a cleared screen, of which a log forgets nothing', 'one\n\x1b[2J\x1b[3J\x1b[H\x1bctwo', ['one', 'two']],
  ])('%s', (_, output, lines) => expect(screen(output)).toEqual(lines));

  it('cannot go back further than its screen is high', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index}`);
    const shown = screen(`${lines.join('\n')}\n\x1b[999A\rX`);
    expect(shown.filter((line) => line.startsWith('X'))).toEqual(['Xine 200']);
    expect(shown).toHaveLength(300);
  });

  it("wraps where Buildkite's terminal does, in one line of the log", () => {
    const long = 'x'.repeat(400);
    expect(screen(`\x1b_bk;t=1\x07${long}\nnext\n\x1b[2A\rY`)).toEqual([
      `${'x'.repeat(320)}Y${'x'.repeat(79)}`,
      'next',
    ]);
  });

  it('keeps the colours of lines that were written over', () => {
    const terminal = new Terminal();
    terminal.write('\x1b[31mred\n\x1b[0mplain\n\x1b[2A\x1b[32mg');
    const [first] = terminal.take().lines;
    const { text, spans } = resolveLine(first?.message ?? '');
    expect(text).toBe('ged');
    expect(spans.map(({ style }) => style.foreground)).toEqual([2, 1]);
  });

  it("keeps GitLab's marks, which the terminal erases", () => {
    const terminal = new Terminal();
    terminal.write('section_start:1:build[collapsed=true]\r\x1b[0K\x1b[36mBuild\x1b[0m\n');
    const message = terminal.take().lines[0]?.message ?? '';
    expect(message.startsWith('section_start:1:build[collapsed=true]\r')).toBe(true);
    expect(resolveText(message)).toBe('Build');
  });

  it('tells what changed, and no more', () => {
    const terminal = new Terminal();
    terminal.write('one\ntwo\nthr');
    expect(terminal.take()).toMatchObject({ first: 0, lines: [{}, {}, { message: 'thr' }] });
    terminal.write('ee\nfour\n');
    expect(terminal.take()).toMatchObject({ first: 2, lines: [{ message: 'three' }, { message: 'four' }] });
    expect(terminal.take().lines).toEqual([]);
  });

  it('shows the same wherever its output was cut', () => {
    const part = fc.constantFrom(
      'a',
      'text',
      '\n',
      '\r\n',
      '\r',
      '\b',
      '\t',
      '\x1b[2A',
      '\x1b[B',
      '\x1b[K',
      '\x1b[2K',
      '\x1b[J',
      '\x1b[31m',
      '\x1b[0m',
      '\x1b[5C',
      '\x1b[2D',
      '日',
      '🚀',
      '\x1b[1E',
      '\x1b7',
      '\x1b8',
      '\x1b_bk;t=7\x07',
      'x'.repeat(170),
      '\x1b]8;;https://a.test\x07',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.array(fc.nat(500), { maxLength: 8 }), (parts, cuts) => {
        const output = parts.join('');
        const at = [0, ...cuts.map((cut) => cut % (output.length + 1)).sort((a, b) => a - b), output.length];
        const whole = read([output]);
        expect(read(at.slice(1).map((end, index) => output.slice(at[index], end)))).toEqual(whole);
        expect(read(output.split(/(?<=\n)/))).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });
});

/** Lines with their styles, taken after every piece. */
function read(pieces: readonly string[]): unknown[] {
  const terminal = new Terminal();
  const lines: unknown[] = [];
  for (const piece of pieces) {
    terminal.write(piece);
    const { first, lines: changed } = terminal.take();
    changed.forEach(({ message, time }, index) => (lines[first + index] = { ...resolveLine(message), time }));
  }
  return lines;
}
