import { DEFAULT_COLOUR, INVERSE, TRUE_COLOUR, type Colour, type Style } from './style.ts';

/** The 16 colours that have names. */
const NAMED =
  '24292f cf222e 1a7f37 d4a72c 0969da 8250df 1b7c83 d0d7de 57606a ff8182 4ac26b eac54f 80ccff d8b9ff 76e3ea fff';

/** `TRUE_COLOUR`, or an entry of xterm's palette of 256: 16 named ones, a cube of 6 x 6 x 6, 24 greys. */
function cssOf(colour: Colour): string | null {
  if (colour === DEFAULT_COLOUR) return null;
  if (colour < 16) return `#${NAMED.split(' ')[colour]}`;
  if (colour >= TRUE_COLOUR) return `#${(colour - TRUE_COLOUR).toString(16).padStart(6, '0')}`;
  const level = (unit: number): number => {
    const at = Math.floor((colour - 16) / unit) % 6;
    return at && 55 + 40 * at;
  };
  const grey = 8 + 10 * (colour - 232);
  return `rgb(${(grey < 8 ? [level(36), level(6), level(1)] : [grey, grey, grey]).join()})`;
}

/** The colours of a style for CSS, null for the usual ones. Whether text can be read in them is up to CSS. */
export function coloursOf({ foreground, background, flags }: Style): Record<'ink' | 'paper', string | null> {
  const [front, back] = flags & INVERSE ? [background, foreground] : [foreground, background];
  return { ink: cssOf(front), paper: cssOf(back) };
}
