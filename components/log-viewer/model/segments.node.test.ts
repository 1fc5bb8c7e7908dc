import { describe, expect, it } from 'vitest';
import { bareLinks } from './links.ts';
import { contrast, MIN_CONTRAST, paintOf, readable, SURFACES } from './palette.ts';
import { resolveLine } from './resolve.ts';
import { segmentsOf } from './segments.ts';
import { INVERSE, PLAIN, TRUE_COLOUR } from './style.ts';

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
    expect(bareLinks(text).map(([start, end]) => text.slice(start, end))).toEqual([address]);
  });

  it.each(['javascript:alert(1)', 'xhttps://', 'https://', 'file:///etc/passwd', 'https://\u202eevil'])(
    'not %s',
    (text) => {
      expect(bareLinks(text)).toEqual([]);
    },
  );
});

describe('colours', () => {
  it('with a name can be read in both schemes', () => {
    for (let foreground = 0; foreground < 16; foreground++) {
      const schemes = paintOf({ ...PLAIN, foreground }).text?.match(/[\da-f]{6}/g) ?? [];
      expect(schemes).toHaveLength(2);
      schemes.forEach((hex, at) =>
        expect(contrast(parseInt(hex, 16), SURFACES[at] ?? 0), `${foreground} ${at}`).toBeGreaterThanOrEqual(
          MIN_CONTRAST,
        ),
      );
    }
  });

  it.each([0x000000, 0xffffff, 0xffff00, 0x0000ff, 0x808080, 0x123456])(
    '%i becomes readable on whatever it stands',
    (rgb) => {
      for (const background of [0x000000, 0xffffff, 0x777777, 0xffff00, 0x0000ff]) {
        expect(contrast(readable(rgb, background), background)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('stay as they are where they can be read', () => expect(readable(0xffff00, 0x000000)).toBe(0xffff00));

  it('swap with what is behind them', () => {
    expect(paintOf({ ...PLAIN, flags: INVERSE })).toEqual({ text: null, background: null });
    const swapped = paintOf({ ...PLAIN, flags: INVERSE, foreground: TRUE_COLOUR | 0xff0000 });
    expect(swapped.background).toBe('#ff0000');
  });

  it.each([
    [16, '#000000'],
    [21, '#0000ff'],
    [196, '#ff0000'],
    [231, '#ffffff'],
    [232, '#080808'],
    [255, '#eeeeee'],
  ])('entry %i of the palette is %s', (index, colour) =>
    expect(paintOf({ ...PLAIN, background: index }).background).toBe(colour),
  );
});
