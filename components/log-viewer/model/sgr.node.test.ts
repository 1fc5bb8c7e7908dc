import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sgrEnd, sgrOf } from '../terminal/serialize.ts';
import { applySgr } from './sgr.ts';
import { resolveLine } from './resolve.ts';
import { BOLD, DIM, INVERSE, ITALIC, PLAIN, STRIKE, TRUE_COLOUR, UNDERLINE, type Style } from './style.ts';
import { terminal } from './screen.ts';

beforeAll(() => terminal.load());

const after = (...all: string[]): Style => all.reduce(applySgr, PLAIN);

describe('applySgr', () => {
  it.each<[string, Partial<Style>]>([
    ['', {}],
    ['0', {}],
    ['1;2;3;4;7;9', { flags: BOLD | DIM | ITALIC | UNDERLINE | INVERSE | STRIKE }],
    ['31', { foreground: 1 }],
    ['97;104', { foreground: 15, background: 12 }],
    ['38;5;208', { foreground: 208 }],
    ['38:5:208', { foreground: 208 }],
    ['48;2;1;2;3', { background: TRUE_COLOUR | 0x010203 }],
    ['38:2:1:2:3', { foreground: TRUE_COLOUR | 0x010203 }],
    ['38:2::1:2:3', { foreground: TRUE_COLOUR | 0x010203 }],
    ['58;5;9;31', { foreground: 1 }],
    ['4:3', { flags: UNDERLINE }],
    ['4:0', {}],
    ['38;5;300', {}],
    ['38;2;1;2', {}],
    ['38;2;256;0;0;1', { flags: BOLD }],
    ['99999999999999999999', {}],
    ['1;;31', { foreground: 1 }],
  ])('%j', (parameters, expected) => expect(after(parameters)).toEqual({ ...PLAIN, ...expected }));

  it('takes back one by one', () => {
    expect(after('1;2;3;4;7;9;31;42', '22;23;24;27;29;39;49')).toEqual(PLAIN);
  });

  it('leaves a link open', () => {
    const linked = { ...PLAIN, link: 'https://a.test/', flags: BOLD };
    expect(applySgr(linked, '0')).toEqual({ ...PLAIN, link: 'https://a.test/' });
  });

  it('does not read more than a terminal would', () => {
    expect(after(`${'1;'.repeat(200)}31`).foreground).toBe(PLAIN.foreground);
  });
});

it('a style written as sequences is read as the same', () => {
  const colour = fc.oneof(
    fc.integer({ min: -1, max: 255 }),
    fc.nat(0xffffff).map((rgb) => TRUE_COLOUR | rgb),
  );
  const style = fc.record({
    foreground: colour,
    background: colour,
    flags: fc.nat(63),
    link: fc.constantFrom(null, 'https://a.test/'),
  });
  fc.assert(
    fc.property(style, (wanted) => {
      const { text, spans } = resolveLine(`${sgrOf(wanted)}x${sgrEnd(wanted)}y`);
      expect(text).toBe('xy');
      const plain = JSON.stringify(wanted) === JSON.stringify(PLAIN);
      expect(spans).toEqual(plain ? [] : [{ start: 0, end: 1, style: wanted }]);
    }),
  );
});
