import { DEFAULT_COLOUR, INVERSE, TRUE_COLOUR, type Colour, type Style } from './style.ts';

/** 0xRRGGBB. */
export type Rgb = number;

/** What text in a light and in a dark scheme stands on. */
export const SURFACES = { light: 0xffffff, dark: 0x111317 } as const;

/** WCAG 1.4.3 asks for 4.5; a little more keeps it on the tints of lines that are pointed at or report an error. */
export const MIN_CONTRAST = 5;

/** The 16 named colours as text: [on light, on dark]. */
export const NAMED: readonly (readonly [light: Rgb, dark: Rgb])[] = [
  [0x1c2024, 0x969eaa],
  [0xb3202c, 0xff8a8a],
  [0x176c37, 0x5fd07f],
  [0x755300, 0xe0b341],
  [0x1d55c0, 0x82b1ff],
  [0x8f2f9c, 0xe39af0],
  [0x0a6573, 0x5fd0de],
  [0x545b66, 0xd5d9e0],
  [0x596170, 0xa0a8b4],
  [0xbf1f2b, 0xff9d9d],
  [0x18723a, 0x7ee2a0],
  [0x805400, 0xf0cf6a],
  [0x2259cc, 0xa3c7ff],
  [0x9a33aa, 0xf0b6f9],
  [0x0d6a7b, 0x8be4ee],
  [0x3c424d, 0xffffff],
];

/** The same as backgrounds, in both schemes. */
const BACKGROUNDS: readonly Rgb[] = [
  0x24292f, 0xcf222e, 0x1a7f37, 0xd4a72c, 0x0969da, 0x8250df, 0x1b7c83, 0xd0d7de, 0x57606a, 0xff8182, 0x4ac26b,
  0xeac54f, 0x80ccff, 0xd8b9ff, 0x76e3ea, 0xffffff,
];

const CUBE = [0, 95, 135, 175, 215, 255] as const;

/** An entry of xterm's palette of 256: 16 named ones, a cube of 6 x 6 x 6, 24 greys. */
function paletteRgb(index: number): Rgb {
  if (index < 16) return BACKGROUNDS[index] ?? 0;
  if (index >= 232) return (8 + 10 * (index - 232)) * 0x010101;
  const cube = index - 16;
  const [red, green, blue] = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((at) => CUBE[at] ?? 0);
  return ((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0);
}

const rgbOf = (colour: Colour): Rgb => (colour >= TRUE_COLOUR ? colour & 0xffffff : paletteRgb(colour));

const channels = (rgb: Rgb): [number, number, number] => [(rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255];

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = channels(rgb).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => {
  const target = channels(to);
  return channels(from).reduce(
    (rgb, value, at) => (rgb << 8) | Math.round(value + ((target[at] ?? 0) - value) * share),
    0,
  );
};

const WHITE = 0xffffff;
const BLACK = 0x000000;
const best = (background: Rgb): Rgb => (contrast(WHITE, background) > contrast(BLACK, background) ? WHITE : BLACK);

const known = new Map<number, Rgb>();
/** A hostile log can name 16 million colours. */
const MAX_KNOWN = 4096;

/** The colour itself if it can be read on the background, else the nearest to it that can. */
export function readable(colour: Rgb, background: Rgb): Rgb {
  const key = colour * 0x1000000 + background;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const found = towards(colour, background);
  known.set(key, found);
  return found;
}

function towards(colour: Rgb, background: Rgb): Rgb {
  if (contrast(colour, background) >= MIN_CONTRAST) return colour;
  const target = best(background);
  for (let share = 0.1; share < 1; share += 0.1) {
    const mixed = mix(colour, target, share);
    if (contrast(mixed, background) >= MIN_CONTRAST) return mixed;
  }
  return target;
}

/** How a style is coloured. */
export interface Paint {
  /** A named colour on the usual background, which is a class; -1 otherwise. */
  readonly named: number;
  /** Text swapped with the usual background. */
  readonly inverse: boolean;
  /** CSS colours: [light scheme, dark scheme], where they have to be set. */
  readonly text: readonly [light: string, dark: string] | null;
  readonly background: string | null;
}

const css = (rgb: Rgb): string => `#${rgb.toString(16).padStart(6, '0')}`;

export function paintOf({ foreground, background, flags }: Style): Paint {
  const inverse = (flags & INVERSE) !== 0;
  const [front, back] = inverse ? [background, foreground] : [foreground, background];
  const plain = { named: -1, inverse: false, text: null, background: null };
  if (back !== DEFAULT_COLOUR) {
    const behind = rgbOf(back);
    const text = css(front === DEFAULT_COLOUR ? best(behind) : readable(rgbOf(front), behind));
    return { ...plain, text: [text, text], background: css(behind) };
  }
  if (inverse) return { ...plain, inverse: true };
  if (front === DEFAULT_COLOUR) return plain;
  if (front < 16) return { ...plain, named: front };
  const rgb = rgbOf(front);
  return { ...plain, text: [css(readable(rgb, SURFACES.light)), css(readable(rgb, SURFACES.dark))] };
}
