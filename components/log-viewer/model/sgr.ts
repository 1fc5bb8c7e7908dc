import {
  BOLD,
  DEFAULT_COLOUR,
  DIM,
  INVERSE,
  ITALIC,
  PLAIN,
  sameStyle,
  STRIKE,
  TRUE_COLOUR,
  UNDERLINE,
  type Colour,
  type Style,
} from './style.ts';

/** What so many sequences came to is all forgotten: programs use few, but some make them up. */
const MANY = 500;
/** Strings up to this length are copied by V8 when they are cut out; a longer one would keep all that it was cut from. */
const SHORT = 12;
const known = new Map<Style, Map<string, Style>>();
let count = 0;

/** More parameters than this in one sequence are ignored; xterm takes 32. */
const MAX_PARAMETERS = 64;

/** The parameters of Select Graphic Rendition (ECMA-48, 8.3.117) that set a flag; 20 more take it back. */
export const FLAGS: Readonly<Record<number, number>> = {
  1: BOLD,
  2: DIM,
  3: ITALIC,
  4: UNDERLINE,
  7: INVERSE,
  9: STRIKE,
};
/** What a parameter is about, by its tens: 90 and 100 are the bright colours. */
const GROUNDS: Readonly<Record<number, 'foreground' | 'background'>> = {
  3: 'foreground',
  4: 'background',
  9: 'foreground',
  10: 'background',
};

/** The style after `CSI <parameters> m`. Both notations of extended colours are known: `38;5;n` and `38:2::r:g:b`. */
export function applySgr(style: Style, parameters: string): Style {
  if (parameters.length > SHORT) return styleWith(style, parameters);
  const before = known.get(style)?.get(parameters);
  if (before) return before;
  if (++count % MANY === 0) known.clear();
  const next = styleWith(style, parameters);
  known.set(style, (known.get(style) ?? new Map<string, Style>()).set(parameters, next));
  return next;
}

function styleWith(style: Style, parameters: string): Style {
  let next = { ...style };
  const groups = parameters.split(';', MAX_PARAMETERS);
  for (let i = 0; i < groups.length; i++) {
    const [word = '', ...details] = (groups[i] ?? '').split(':');
    const code = Number(word);
    const tens = Math.floor(code / 10);
    const unit = code % 10;
    const ground = GROUNDS[tens];
    if (code === 0) next = { ...PLAIN, link: style.link };
    else if ((code === 4 && details[0] !== '0') || code === 21) next.flags |= UNDERLINE;
    else if (code !== 4 && FLAGS[code]) next.flags |= FLAGS[code];
    else if (code === 4 || tens === 2) next.flags &= ~((FLAGS[unit] ?? 0) | (code === 22 ? BOLD : 0));
    else if (code === 38 || code === 48 || code === 58) {
      const inline = details.length > 0;
      const [colour, used] = extendedColour(inline ? details : groups.slice(i + 1, i + 5), inline);
      if (!inline) i += used;
      if (colour !== null && ground) next[ground] = colour;
    } else if (ground && unit < 8) next[ground] = unit + (tens > 8 ? 8 : 0);
    else if (ground && code < 50) next[ground] = DEFAULT_COLOUR;
  }
  if (sameStyle(next, style)) return style;
  return sameStyle(next, PLAIN) ? PLAIN : next;
}

/** The colour that follows 38, 48 or 58, null if it is none, and how many parameters it took. */
function extendedColour(words: readonly string[], inline: boolean): [colour: Colour | null, used: number] {
  const space = Number(words[0]);
  if (space === 5) return [channels(words, 1, 1), 2];
  if (space !== 2) return [null, 1];
  // With colons a colour space may stand before the channels: 2:<space>:r:g:b
  const rgb = channels(words, inline && words.length > 4 ? 2 : 1, 3);
  return [rgb === null ? null : TRUE_COLOUR | rgb, 4];
}

/** So many bytes as one number, null unless all are there. */
function channels(words: readonly string[], from: number, count: number): number | null {
  const values = words.slice(from, from + count).map(Number);
  if (values.length < count || !values.every((value) => value <= 255)) return null;
  return values.reduce((number, value) => (number << 8) | value, 0);
}
