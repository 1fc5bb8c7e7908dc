import { FLAGS } from '../model/sgr.ts';
import { DEFAULT_COLOUR, PLAIN, TRUE_COLOUR, type Colour, type Style } from '../model/style.ts';

/** The sequences that turn `PLAIN` into this style. */
export function sgrOf(style: Style): string {
  if (style === PLAIN) return '';
  const { foreground, background, flags, link } = style;
  const codes = Object.keys(FLAGS).filter((code) => flags & (FLAGS[Number(code)] ?? 0));
  if (foreground !== DEFAULT_COLOUR) codes.push(`38;${colourCode(foreground)}`);
  if (background !== DEFAULT_COLOUR) codes.push(`48;${colourCode(background)}`);
  return (codes.length > 0 ? `\x1b[${codes.join(';')}m` : '') + (link === null ? '' : `\x1b]8;;${link}\x1b\\`);
}

/** The sequences that turn this style into `PLAIN`. */
export const sgrEnd = (style: Style): string =>
  style === PLAIN ? '' : (style.link === null ? '' : '\x1b]8;;\x1b\\') + (sgrOf({ ...style, link: null }) && '\x1b[m');

const colourCode = (colour: Colour): string =>
  colour < TRUE_COLOUR ? `5;${colour}` : `2;${(colour >> 16) & 255};${(colour >> 8) & 255};${colour & 255}`;
