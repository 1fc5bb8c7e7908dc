import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EscapeParser, type EscapeSink } from './escape.ts';

/** What the parser makes of the pieces, text put together again. */
function parse(...pieces: string[]): string[] {
  const seen: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') seen.push(JSON.stringify(text));
    text = '';
  };
  const note = (what: string): void => {
    flush();
    seen.push(what);
  };
  const sink: EscapeSink = {
    print: (piece) => (text += piece),
    control: (character) => note(`control ${character.charCodeAt(0)}`),
    csi: (parameters, final) => note(`csi ${parameters} ${final}`),
    string: (kind, body) => note(`string ${kind} ${body}`),
    escape: (final) => note(`escape ${final}`),
  };
  const parser = new EscapeParser();
  for (const piece of pieces) parser.write(piece, sink);
  parser.end(sink);
  flush();
  return seen;
}

describe('EscapeParser', () => {
  it.each([
    ['plain', ['"plain"']],
    ['a\rb', ['"a"', 'control 13', '"b"']],
    ['\x1b[1;31mred', ['csi 1;31 m', '"red"']],
    ['\x9b31mred', ['csi 31 m', '"red"']],
    ['\x1b[?25l\x1b[38:2::1:2:3m', ['csi ?25 l', 'csi 38:2::1:2:3 m']],
    ['\x1b]0;title\x07x', ['string ] 0;title', '"x"']],
    ['\x1b]8;;https://a.test\x1b\\x', ['string ] 8;;https://a.test', '"x"']],
    ['\x1b_bk;t=1\x07x', ['string _ bk;t=1', '"x"']],
    ['\x1bP1$q\x1b\\x', ['string P 1$q', '"x"']],
    ['\x1b7\x1b(B', ['escape 7', 'escape B']],
  ])('%j', (text, expected) => expect(parse(text)).toEqual(expected));

  it.each([
    ['a broken sequence costs itself', '\x1b[31\u0001x', ['control 1', '"x"']],
    ['a line feed ends a string without an end', '\x1b]0;title\nnext', ['control 10', '"next"']],
    ['another sequence ends it too', '\x1b]0;title\x1b[1mx', ['csi 1 m', '"x"']],
    ['a string that is too long is swallowed', `\x1b]1337;${'A'.repeat(9000)}\x07x`, ['"x"']],
    ['what is incomplete at the end is dropped', 'x\x1b[3', ['"x"']],
    ['half a pair of surrogates stays what it is', 'x\ud83d', ['"x\\ud83d"']],
  ])('%s', (_, text, expected) => expect(parse(text)).toEqual(expected));

  it('does not mind where its input is cut', () => {
    const part = fc.constantFrom(
      '\x1b[',
      '\x1b]',
      '\x1b_',
      '\x1b',
      '\x9b',
      '\x9d',
      '1',
      ';',
      '38;5;9',
      'm',
      'K',
      '\x07',
      '\x1b\\',
      '\\',
      '\n',
      '\r',
      '\b',
      'text',
      '🚀',
      'é',
      '\x18',
      `8;;https://a.test`,
      'A'.repeat(5000),
      '9'.repeat(1100),
      ' ',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(6000), { maxLength: 6 }), (parts, cuts) => {
        const text = parts.join('');
        const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        expect(parse(...at.slice(1).map((end, index) => text.slice(at[index], end)))).toEqual(parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('goes through a hostile text once', () => {
    expect(parse(`\x1b[${'1;'.repeat(100_000)}m`).length).toBeLessThan(3);
    expect(parse('\x1b]'.repeat(50_000))).toEqual([]);
  });
});
