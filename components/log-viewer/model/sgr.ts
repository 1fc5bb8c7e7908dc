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

/** More parameters than this in one sequence are ignored; xterm takes 32. */
const MAX_PARAMETERS = 64;

/** What a parameter of Select Graphic Rendition (ECMA-48, 8.3.117) adds to or takes from the flags. */
const FLAGS: Readonly<Record<number, readonly [clear: number, set: number]>> = {
  1: [0, BOLD],
  2: [0, DIM],
  3: [0, ITALIC],
  4: [0, UNDERLINE],
  7: [0, INVERSE],
  9: [0, STRIKE],
  21: [0, UNDERLINE],
  22: [BOLD | DIM, 0],
  23: [ITALIC, 0],
  24: [UNDERLINE, 0],
  27: [INVERSE, 0],
  29: [STRIKE, 0],
};

/** The style after `CSI <parameters> m`. Both notations of extended colours are known: `38;5;n` and `38:2::r:g:b`. */
export function applySgr(style: Style, parameters: string): Style {
  if (parameters === '' || parameters === '0') return style.link === null ? PLAIN : { ...PLAIN, link: style.link };
  let { foreground, background, flags } = style;
  const groups = parameters.split(';', MAX_PARAMETERS);
  for (let i = 0; i < groups.length; i++) {
    const [word = '', ...details] = (groups[i] ?? '').split(':');
    const code = Number(word);
    const change = FLAGS[code];
    if (code === 0) {
      ({ foreground, background, flags } = PLAIN);
    } else if (code === 4 && details[0] === '0') {
      flags &= ~UNDERLINE;
    } else if (change) {
      flags = (flags & ~change[0]) | change[1];
    } else if (code === 38 || code === 48 || code === 58) {
      const inline = details.length > 0;
      const [colour, used] = extendedColour(inline ? details : groups.slice(i + 1, i + 5), inline);
      if (!inline) i += used;
      if (colour === null) continue;
      if (code === 38) foreground = colour;
      if (code === 48) background = colour;
    } else if (code >= 30 && code <= 37) foreground = code - 30;
    else if (code === 39) foreground = DEFAULT_COLOUR;
    else if (code >= 40 && code <= 47) background = code - 40;
    else if (code === 49) background = DEFAULT_COLOUR;
    else if (code >= 90 && code <= 97) foreground = code - 90 + 8;
    else if (code >= 100 && code <= 107) background = code - 100 + 8;
  }
  const next = { foreground, background, flags, link: style.link };
  return sameStyle(next, style) ? style : next;
}

/** The colour that follows 38, 48 or 58, null if it is none, and how many parameters it took. */
function extendedColour(words: readonly string[], inline: boolean): [colour: Colour | null, used: number] {
  const space = Number(words[0]);
  if (space === 5) return [channel(words[1]), 2];
  if (space !== 2) return [null, 1];
  // With colons a colour space may stand before the channels: 2:<space>:r:g:b
  const from = inline && words.length > 4 ? 2 : 1;
  const red = channel(words[from]);
  const green = channel(words[from + 1]);
  const blue = channel(words[from + 2]);
  return [red === null || green === null || blue === null ? null : TRUE_COLOUR | (red << 16) | (green << 8) | blue, 4];
}

function channel(word: string | undefined): number | null {
  const value = Number(word);
  return word !== undefined && value <= 255 ? value : null;
}

/** The sequences that turn `PLAIN` into this style. */
export function sgrOf({ foreground, background, flags, link }: Style): string {
  const codes: (number | string)[] = [];
  if (flags & BOLD) codes.push(1);
  if (flags & DIM) codes.push(2);
  if (flags & ITALIC) codes.push(3);
  if (flags & UNDERLINE) codes.push(4);
  if (flags & INVERSE) codes.push(7);
  if (flags & STRIKE) codes.push(9);
  if (foreground !== DEFAULT_COLOUR) codes.push(colourCode(foreground, 38));
  if (background !== DEFAULT_COLOUR) codes.push(colourCode(background, 48));
  return (codes.length > 0 ? `\x1b[${codes.join(';')}m` : '') + (link === null ? '' : `\x1b]8;;${link}\x1b\\`);
}

/** The sequences that turn this style into `PLAIN`. */
export const sgrEnd = ({ foreground, background, flags, link }: Style): string =>
  (link === null ? '' : '\x1b]8;;\x1b\\') +
  (flags === 0 && foreground === DEFAULT_COLOUR && background === DEFAULT_COLOUR ? '' : '\x1b[m');

const colourCode = (colour: Colour, introducer: 38 | 48): string =>
  colour < TRUE_COLOUR
    ? `${introducer};5;${colour}`
    : `${introducer};2;${(colour >> 16) & 255};${(colour >> 8) & 255};${colour & 255}`;
