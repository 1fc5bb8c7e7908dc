import { describe, expect, it } from 'vitest';
import { tokens } from './tokens.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** The defaults by name: `--_success: var(--pw-color-success, light-dark(#18793a, #4fc571))`. */
const DEFAULTS = /--_(\w+): var\(--pw-color-\w+, light-dark\(#(\w{6}), #(\w{6})\)\)/g;
const defaults = [...tokens.cssText.matchAll(DEFAULTS)].map(([, name = '', light = '', dark = '']) => ({
  name,
  light,
  dark,
}));

const parse = (hex: string): Colour => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;

/** `share` of one colour over another, as `color-mix(in srgb, …)` has it. */
const mix = (over: Colour, under: Colour, share: number): Colour =>
  over.map((value, channel) => value * share + (under[channel] ?? 0) * (1 - share)) as unknown as Colour;

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  const colours = new Map(defaults.map((entry) => [entry.name, parse(entry[scheme])]));
  const surface = colours.get('surface') as Colour;
  const text = colours.get('text') as Colour;
  const words = [...colours].filter(([name]) => name !== 'surface' && name !== 'border');

  it('are all there', () => expect(words.map(([name]) => name)).toHaveLength(11));

  it.each(words)('have a contrast of 4.5 for %s on all grounds', (_name, colour) => {
    const grounds = [surface, mix(text, surface, 0.04), mix(text, surface, 0.08), mix(colour, surface, 0.12)];
    for (const ground of grounds) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('have a contrast of 3 for the borders of controls', () => {
    expect(contrast(mix(text, surface, 0.5), surface)).toBeGreaterThanOrEqual(3);
  });
});
