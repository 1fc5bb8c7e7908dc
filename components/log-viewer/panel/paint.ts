import { coloursOf } from '../model/palette.ts';
import type { Segment } from '../model/segments.ts';
import { PLAIN, type Style } from '../model/style.ts';

/** The classes for the flags of a style, by their bits. */
const FLAGS = ['bold', 'dim', 'italic', 'underline', 'inverse', 'strike'] as const;

/** The classes that draw a style, and the colours for them. */
interface Look {
  readonly names: string;
  readonly colours: readonly (readonly [name: string, value: string | null])[];
}

/** They are worked out once for each style: thousands of pieces a second are drawn in a few. */
const looks = new WeakMap<Style, Look>();

function lookOf(style: Style): Look {
  const flags = FLAGS.filter((_, bit) => (style.flags >> bit) & 1);
  const colours = Object.entries(coloursOf(style)).filter(([, value]) => value !== null);
  return { names: [...flags, ...colours.map(([name]) => name)].join(' '), colours };
}

/**
 * The node that draws a segment. Text goes into text nodes only; colours are set through the object model, which no Content
 * Security Policy forbids. `tabIndex` is that of a link.
 */
export function paint({ text, style, link, control }: Segment, tabIndex: number): Text | HTMLElement {
  if (style === PLAIN && link === null && control === null) return new Text(text);
  const element = document.createElement(link === null ? 'span' : 'a');
  let look = looks.get(style);
  if (!look) looks.set(style, (look = lookOf(style)));
  element.className = look.names;
  for (const [name, value] of look.colours) element.style.setProperty(`--_${name}`, value);
  if (element instanceof HTMLAnchorElement) {
    Object.assign(element, {
      href: link,
      target: '_blank',
      rel: 'noopener noreferrer nofollow',
      title: link,
      tabIndex,
    });
  }
  if (control !== null) {
    element.classList.add('control');
    element.title = control;
  }
  element.append(text);
  return element;
}
