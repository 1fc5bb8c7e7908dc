import type { LogType } from '../../protocol/index.ts';
import { CHEVRON_PATH, TYPE_PATHS } from './icons.ts';
import { segmentsOf } from './model/segments.ts';
import type { StyledText } from './model/style.ts';
import { paint } from './paint.ts';

/** What a row shows. */
export interface RowContent {
  readonly number: number;
  readonly time: string;
  readonly type: LogType;
  readonly typeLabel: string;
  readonly origin: string;
  readonly text: StyledText;
  /** How many groups it is in. */
  readonly depth: number;
  /** Of a group's title only. */
  readonly group: { readonly folded: boolean; readonly label: string } | null;
  /** At most so many characters are drawn, the others are behind a button. */
  readonly limit: number;
  readonly more: string;
}

const SVG = 'http://www.w3.org/2000/svg';

function cell(name: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = name;
  return element;
}

function shape(): SVGPathElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  svg.append(path);
  return path;
}

/** One row of the log: elements that are made once and shown with ever other lines. */
export class RowView {
  readonly element = document.createElement('div');
  readonly #number = cell('number');
  readonly #time = cell('time');
  readonly #type = cell('type');
  readonly #typeShape = shape();
  readonly #typeLabel = cell('visually-hidden');
  readonly #origin = cell('origin');
  readonly #message = cell('message');
  readonly #fold = document.createElement('button');
  readonly #count = cell('count');
  readonly #more = document.createElement('button');
  /** The text nodes of the message and the column at which each begins. */
  #texts: { node: Text; start: number }[] = [];
  #length = 0;

  /** The index of the line that is shown; -1 for none. */
  line = -1;
  /** Of the viewer's settings with which it was drawn. */
  revision = -1;

  constructor() {
    this.element.setAttribute('role', 'listitem');
    this.element.setAttribute('part', 'line');
    this.element.tabIndex = -1;
    this.#type.append(this.#typeShape.ownerSVGElement ?? '', this.#typeLabel);
    const chevron = shape();
    chevron.setAttribute('d', CHEVRON_PATH);
    this.#fold.append(chevron.ownerSVGElement ?? '');
    this.#fold.className = 'fold';
    this.#fold.tabIndex = -1;
    this.#fold.type = 'button';
    this.#more.className = 'more';
    this.#more.type = 'button';
    this.#more.tabIndex = -1;
    this.element.append(this.#number, this.#time, this.#type, this.#origin, this.#message);
  }

  show(content: RowContent, foldLabel: string): void {
    const { number, time, type, typeLabel, origin, text, depth, group, limit, more } = content;
    const { classList, style } = this.element;
    this.element.className = `row ${type}`;
    classList.toggle('heading', group !== null);
    classList.toggle('folded', group?.folded === true);
    classList.toggle('nested', depth > 0);
    style.setProperty('--_depth', String(depth));
    this.#number.textContent = String(number);
    this.#time.textContent = time;
    this.#typeShape.setAttribute('d', TYPE_PATHS[type]);
    this.#typeLabel.textContent = typeLabel;
    this.#origin.textContent = origin;
    this.#origin.title = origin;
    const parts = segmentsOf(text, limit).map(paint);
    this.#message.replaceChildren(...parts);
    this.#length = Math.min(text.text.length, limit);
    this.#index(parts);
    if (text.text.length > limit) {
      this.#more.textContent = more;
      this.#message.append(this.#more);
    }
    if (group) {
      this.#fold.setAttribute('aria-expanded', String(!group.folded));
      this.#fold.setAttribute('aria-label', foldLabel);
      this.#message.prepend(this.#fold);
      this.#message.append(this.#count);
      this.count = group.label;
    }
  }

  /** How many lines a group has. */
  set count(label: string) {
    if (this.#count.textContent !== label) this.#count.textContent = label;
  }

  set position(row: number) {
    this.element.setAttribute('aria-posinset', String(row + 1));
    this.element.setAttribute('aria-setsize', '-1');
  }

  set current(current: boolean) {
    this.element.classList.toggle('current', current);
    if (current) for (const link of this.#message.querySelectorAll('a')) link.tabIndex = 0;
  }

  /** Of the text, px. */
  get messageWidth(): number {
    return this.#message.clientWidth;
  }

  /** A piece of the shown text as a DOM range, cut to what is drawn; null if nothing of it is. */
  range(start: number, end: number): Range | null {
    const to = Math.min(end, this.#length);
    if (start >= to) return null;
    const range = document.createRange();
    range.setStart(...this.#locate(start));
    range.setEnd(...this.#locate(to, true));
    return range;
  }

  /** The column nearest to a point of the window. */
  columnAt(x: number, y: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const box = this.range(middle, middle + 1)?.getBoundingClientRect();
      const behind = !box || box.top > y || (box.bottom >= y && (box.left + box.right) / 2 > x);
      if (behind) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #index(parts: readonly (Text | HTMLElement)[]): void {
    let start = 0;
    this.#texts = parts.map((part) => {
      const node = (part instanceof Text ? part : part.firstChild) as Text;
      const entry = { node, start };
      start += node.length;
      return entry;
    });
  }

  /** Where a column is. An end is put behind the character before it. */
  #locate(column: number, end = false): [node: Node, offset: number] {
    const found = this.#texts.findLast(({ start }) => (end ? start < column : start <= column));
    return found ? [found.node, column - found.start] : [this.#message, 0];
  }
}
