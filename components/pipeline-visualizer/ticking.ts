import { noChange, type LitElement } from 'lit';
import { Directive, directive, PartType, type AttributePart, type ChildPart } from 'lit/directive.js';
import { ClockController } from '../shared/clock.ts';

type Words = (now: number) => string;

/** What counts in an element. */
const counting = new WeakMap<object, Set<Ticking>>();

function countingIn(host: LitElement): Set<Ticking> {
  const known = counting.get(host);
  if (known) return known;
  const texts = new Set<Ticking>();
  counting.set(host, texts);
  const tick = (): void => {
    for (const text of texts) if (!text.write()) texts.delete(text);
  };
  new ClockController(host, () => texts.size > 0, tick);
  return texts;
}

/**
 * Text that changes with time, such as a duration that still counts. The tick writes this one text and renders nothing else:
 * a page with a hundred running jobs changes a hundred text nodes a second, and one where none is running does nothing.
 */
class Ticking extends Directive {
  readonly #text = new Text();
  #part: AttributePart | ChildPart | undefined;
  #words: Words = String;
  #written = '';

  override render(words: Words, _lives: boolean): unknown {
    return words(Date.now());
  }

  override update(part: AttributePart | ChildPart, [words, lives]: Parameters<this['render']>): unknown {
    this.#part = part;
    this.#words = words;
    this.write();
    const texts = countingIn(part.options?.host as LitElement);
    if (lives) texts.add(this);
    else texts.delete(this);
    return part.type === PartType.CHILD ? this.#text : noChange;
  }

  /** Says whether its place is still in the page. */
  write(): boolean {
    const attribute = this.#part?.type === PartType.ATTRIBUTE ? this.#part : null;
    const text = this.#words(Date.now());
    if (text !== this.#written) {
      attribute?.element.setAttribute(attribute.name, text);
      this.#text.data = text;
      this.#written = text;
    }
    return (attribute?.element ?? this.#text).isConnected;
  }
}

/** `ticking((now) => formatDuration(now - start), running)` */
export const ticking = directive(Ticking);
