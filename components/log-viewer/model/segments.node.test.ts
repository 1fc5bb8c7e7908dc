import { beforeAll, describe, expect, it } from 'vitest';
import { bareLinks } from './links.ts';
import { coloursOf } from './palette.ts';
import { resolveLine } from './resolve.ts';
import { segmentsOf } from './segments.ts';
import { INVERSE, PLAIN, TRUE_COLOUR } from './style.ts';
import { terminal } from './screen.ts';

beforeAll(() => terminal.load());

const drawn = (message: string): unknown[] =>
  segmentsOf(resolveLine(message)).map(({ text, link, control, style }) => [text, link ?? control ?? style.foreground]);

describe('segments', () => {
  it('change where styles and links do', () => {
    expect(drawn('a \x1b[31mred https://a.test/x\x1b[0m. b')).toEqual([
      ['a ', -1],
      ['red ', 1],
      ['https://a.test/x', 'https://a.test/x'],
      ['. b', -1],
    ]);
  });

  it('show directional controls instead of obeying them, at the same columns', () => {
    expect(drawn('if (\u202eadmin\u2066)')).toEqual([
      ['if (', -1],
      ['↔', 'U+202E'],
      ['admin', -1],
      ['↔', 'U+2066'],
      [')', -1],
    ]);
  });

  it('stop at the limit', () => {
    const segments = segmentsOf(resolveLine(`\x1b[31m${'x'.repeat(100)}`), 10);
    expect(segments.map(({ text }) => text)).toEqual(['x'.repeat(10)]);
  });

  it('of an empty line are none', () => expect(segmentsOf({ text: '', spans: [] })).toEqual([]));
});

describe('links in running text', () => {
  it.each([
    ['see https://example.com/a.', 'https://example.com/a'],
    ['(https://example.com/a_(b))', 'https://example.com/a_(b)'],
    ['"http://localhost:8787/api?x=1&y=2",', 'http://localhost:8787/api?x=1&y=2'],
    ['**https://example.com/**', 'https://example.com/'],
    ['[https://example.com/x]', 'https://example.com/x'],
  ])('%s', (text, address) => {
    expect(bareLinks(text).map(({ start, end }) => text.slice(start, end))).toEqual([address]);
  });

  it.each(['javascript:alert(1)', 'xhttps://', 'https://', 'file:///etc/passwd', 'https://\u202eevil'])(
    'not %s',
    (text) => {
      expect(bareLinks(text)).toEqual([]);
    },
  );
});

describe('colours', () => {
  it('swap with what is behind them', () => {
    expect(coloursOf({ ...PLAIN, flags: INVERSE })).toEqual({ ink: null, paper: null });
    expect(coloursOf({ ...PLAIN, flags: INVERSE, foreground: TRUE_COLOUR | 0xff0000 })).toEqual({
      ink: null,
      paper: '#ff0000',
    });
  });

  it.each([
    [1, '#cf222e'],
    [16, 'rgb(0,0,0)'],
    [21, 'rgb(0,0,255)'],
    [110, 'rgb(135,175,215)'],
    [196, 'rgb(255,0,0)'],
    [231, 'rgb(255,255,255)'],
    [232, 'rgb(8,8,8)'],
    [255, 'rgb(238,238,238)'],
    [TRUE_COLOUR | 0x00ff07, '#00ff07'],
  ])('entry %i of the palette is %s', (index, colour) =>
    expect(coloursOf({ ...PLAIN, background: index }).paper).toBe(colour),
  );
});
