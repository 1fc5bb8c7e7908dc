import { paintOf } from './model/palette.ts';
import type { Segment } from './model/segments.ts';
import { BOLD, DIM, ITALIC, PLAIN, STRIKE, UNDERLINE } from './model/style.ts';

const CLASSES: readonly (readonly [flag: number, name: string])[] = [
  [BOLD, 'bold'],
  [DIM, 'dim'],
  [ITALIC, 'italic'],
  [UNDERLINE, 'underline'],
  [STRIKE, 'strike'],
];

/**
 * The node that draws a segment. Text goes into text nodes only; colours that are not among the 16 named ones are set
 * through the object model, which no Content Security Policy forbids.
 */
export function paint({ text, style, link, control }: Segment): Text | HTMLElement {
  if (style === PLAIN && link === null && control === null) return document.createTextNode(text);
  const element = link === null ? document.createElement('span') : linkElement(link);
  const { named, inverse, text: colours, background } = paintOf(style);
  const { classList } = element;
  for (const [flag, name] of CLASSES) if (style.flags & flag) classList.add(name);
  if (named >= 0) classList.add(`c${named}`);
  if (inverse) classList.add('inverse');
  if (control !== null) {
    classList.add('control');
    element.title = control;
  }
  if (colours) {
    classList.add('coloured');
    element.style.setProperty('--_light', colours[0]);
    element.style.setProperty('--_dark', colours[1]);
  }
  if (background !== null) element.style.setProperty('background-color', background);
  element.append(text);
  return element;
}

function linkElement(address: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
  link.title = address;
  // Only the current line's links are tab stops.
  link.tabIndex = -1;
  return link;
}
