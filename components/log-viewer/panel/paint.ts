import { coloursOf } from '../model/palette.ts';
import type { Segment } from '../model/segments.ts';
import { PLAIN, type Style } from '../model/style.ts';

/** The classes for the flags of a style, by their bits. */
const FLAGS = ['bold', 'dim', 'italic', 'underline', 'inverse', 'strike'] as const;

/** The classes and the custom properties that draw a style. */
interface Look {
  readonly names: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
}

/** They are worked out once for each style: thousands of pieces a second are drawn in a few. */
const looks = new WeakMap<Style, Look>();

function lookOf(style: Style): Look {
  const colours = Object.entries(coloursOf(style)).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  const flags = FLAGS.filter((_, bit) => (style.flags >> bit) & 1);
  return {
    names: [...flags, ...colours.map(([name]) => name)].join(' '),
    properties: colours.map(([name, value]) => [`--_${name}`, value]),
  };
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
  for (const [name, value] of look.properties) element.style.setProperty(name, value);
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
