import { coloursOf } from '../model/palette.ts';
import type { Segment } from '../model/segments.ts';
import { PLAIN } from '../model/style.ts';

/** The classes for the flags of a style, by their bits. */
const FLAGS = ['bold', 'dim', 'italic', 'underline', 'inverse', 'strike'] as const;

/**
 * The node that draws a segment. Text goes into text nodes only; colours are set through the object model, which no Content
 * Security Policy forbids. `tabIndex` is that of a link.
 */
export function paint({ text, style, link, control }: Segment, tabIndex: number): Text | HTMLElement {
  if (style === PLAIN && link === null && control === null) return new Text(text);
  const element = document.createElement(link === null ? 'span' : 'a');
  element.className = FLAGS.filter((_, bit) => (style.flags >> bit) & 1).join(' ');
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
  const colours = coloursOf(style);
  if (colours.text !== null) {
    element.classList.add('ink');
    element.style.setProperty('--_ink', colours.text);
  }
  if (colours.background !== null) {
    element.classList.add('paper');
    element.style.setProperty('--_paper', colours.background);
  }
  element.append(text);
  return element;
}
