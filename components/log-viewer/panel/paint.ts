import { coloursOf } from '../model/palette.ts';
import type { Segment } from '../model/segments.ts';
import { PLAIN, type Style } from '../model/style.ts';

/** The classes for the flags of a style, by their bits. */
const FLAGS = ['bold', 'dim', 'italic', 'underline', 'inverse', 'strike'] as const;

/** The colours of a style, and the classes that draw it. */
interface Look extends ReturnType<typeof coloursOf> {
  readonly names: string;
}

/** They are worked out once for each style: thousands of pieces a second are drawn in a few. */
const looks = new WeakMap<Style, Look>();

function lookOf(style: Style): Look {
  const colours = coloursOf(style);
  const flags = FLAGS.filter((_, bit) => (style.flags >> bit) & 1);
  return { ...colours, names: [...flags, colours.ink && 'ink', colours.paper && 'paper'].filter(Boolean).join(' ') };
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
  if (look.ink !== null) element.style.setProperty('--_ink', look.ink);
  if (look.paper !== null) element.style.setProperty('--_paper', look.paper);
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
