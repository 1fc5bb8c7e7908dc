import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogModel } from './log-model.ts';
import { isSimple, resolveLine, resolveText } from './resolve.ts';
import { terminal } from './screen.ts';
import { PLAIN } from './style.ts';

// In this order: the terminal is fetched once for all tests of a file.
describe('without the terminal', () => {
  it.each([
    ['10%\r50%\r100%', '100%'],
    ['done\r', 'done'],
    ['\x1b[2K\x1b[1Gtext', 'text'],
    ['\x1b]8;;https://a.test\x07link\x1b]8;;\x07 text', 'link text'],
    ['\x1b]0;title\x1b\\text', 'text'],
    ['\x1b[31mred\x1b[0m\b', 'red'],
    ['cut \x1b[3', 'cut '],
  ])('%j is shown roughly as %j', (message, text) => {
    expect(terminal.module).toBeUndefined();
    expect(resolveText(message)).toBe(text);
    expect(resolveLine(message).text).toBe(text);
  });

  it('a line in which a cursor moves waits for it, and those behind it too', async () => {
    const log = new LogModel();
    log.append(['first', '10%\r20%', 'last']);
    expect(log.runUntil(Infinity)).toBe(false);
    expect([log.waits, log.book.length]).toEqual([true, 1]);
    await terminal.load();
    expect(log.runUntil(Infinity)).toBe(true);
    expect([0, 1, 2].map((line) => log.book.text(line))).toEqual(['first', '20%', 'last']);
  });
});

it('what is simple comes out as the terminal shows it', async () => {
  const { layOut } = await terminal.load();
  const piece = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'ab 中é\t') }),
    fc.constantFrom('31', '0', '', '1;4', '38;5;200', '48;2;1;2;3', '7', '22', '39;49').map((code) => `\x1b[${code}m`),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const message = pieces.join('');
      expect(isSimple(message)).toBe(true);
      expect(resolveLine(message)).toEqual(layOut(message, PLAIN).toStyledText());
      expect(resolveText(message)).toBe(layOut(message).text);
    }),
  );
});
