import { DEFAULT_COLOUR, INVERSE, TRUE_COLOUR, type Colour, type Style } from './style.ts';

/** 0xRRGGBB. */
export type Rgb = number;

/** What text in a light and in a dark scheme stands on. */
export const SURFACES: readonly Rgb[] = [0xffffff, 0x111317];

/** WCAG 1.4.3 asks for 4.5; one more keeps it on the tints of lines that report an error or are the current one. */
export const MIN_CONTRAST = 5.5;

/** The 16 colours that have names. */
const NAMED: readonly Rgb[] = [
  0x24292f, 0xcf222e, 0x1a7f37, 0xd4a72c, 0x0969da, 0x8250df, 0x1b7c83, 0xd0d7de, 0x57606a, 0xff8182, 0x4ac26b,
  0xeac54f, 0x80ccff, 0xd8b9ff, 0x76e3ea, 0xffffff,
];

/** `TRUE_COLOUR`, or an entry of xterm's palette of 256: 16 named ones, a cube of 6 x 6 x 6, 24 greys. */
function rgbOf(colour: Colour): Rgb {
  if (colour >= TRUE_COLOUR) return colour - TRUE_COLOUR;
  if (colour < 16) return NAMED[colour] ?? 0;
  if (colour >= 232) return (8 + 10 * (colour - 232)) * 0x010101;
  const level = (unit: number): number => {
    const at = Math.floor((colour - 16) / unit) % 6;
    return at && 55 + 40 * at;
  };
  return (level(36) << 16) | (level(6) << 8) | level(1);
}

/** A channel as light, WCAG 2.2. */
const linear = (value: number): number => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);

const luminance = (rgb: Rgb): number =>
  0.2126 * linear(rgb >> 16) + 0.7152 * linear((rgb >> 8) & 255) + 0.0722 * linear(rgb & 255);

export function contrast(a: Rgb, b: Rgb): number {
  const ratio = (luminance(a) + 0.05) / (luminance(b) + 0.05);
  return Math.max(ratio, 1 / ratio);
}

/** Black or white, whichever is easier to read. */
const plainOn = (background: Rgb): Rgb => (luminance(background) < 0.179 ? 0xffffff : 0);

const known = new Map<number, Rgb>();
/** A hostile log can name 16 million colours. */
const MAX_KNOWN = 4096;

/** The colour itself if it can be read on the background, else the nearest to it that can. */
export function readable(colour: Rgb, background: Rgb): Rgb {
  const key = colour * TRUE_COLOUR + background;
  let found = known.get(key);
  if (found === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, (found = towards(plainOn(background), colour, background)));
  }
  return found;
}

function towards(target: Rgb, colour: Rgb, background: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.1) {
    const channel = (shift: number): number => {
      const from = (colour >> shift) & 255;
      return Math.round(from + ((target & 255) - from) * share) << shift;
    };
    const mixed = channel(16) | channel(8) | channel(0);
    if (contrast(mixed, background) >= MIN_CONTRAST) return mixed;
  }
  return target;
}

/** CSS colours where they are not the usual ones; without a background, text swapped with the usual one is up to CSS. */
export interface Paint {
  readonly text: string | null;
  readonly background: string | null;
}

const css = (rgb: Rgb): string => `#${rgb.toString(16).padStart(6, '0')}`;

export function paintOf({ foreground, background, flags }: Style): Paint {
  const inverse = (flags & INVERSE) !== 0;
  const [front, back] = inverse ? [background, foreground] : [foreground, background];
  if (back !== DEFAULT_COLOUR) {
    const behind = rgbOf(back);
    return {
      text: css(front === DEFAULT_COLOUR ? plainOn(behind) : readable(rgbOf(front), behind)),
      background: css(behind),
    };
  }
  const usual = inverse || front === DEFAULT_COLOUR;
  const schemes = usual ? null : SURFACES.map((surface) => css(readable(rgbOf(front), surface)));
  return { text: schemes && `light-dark(${schemes.join()})`, background: null };
}
