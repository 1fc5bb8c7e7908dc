import { adoptStyles, nothing, type CSSResultOrNative, type LitElement } from 'lit';
import { warning } from './icons.ts';
import type { Part } from './part.ts';
import { note, retryButton } from './note.ts';
import { createTranslate } from './strings.ts';

const say = createTranslate({ 'part.failed': 'This could not be loaded.' });

/** What a part exports that draws something. */
export interface Drawing {
  readonly styles: readonly CSSResultOrNative[];
}

/** The styles that parts have brought to an element. */
const brought = new WeakMap<LitElement, Set<CSSResultOrNative>>();

/**
 * What a part draws into an element, in the styles that it brings: nothing until it is here, and where it could not be had a
 * line that says so. For what a person has opened, who can try again then.
 */
export function partView<Module extends Drawing>(
  host: LitElement,
  part: Part<Module>,
  lang: string,
  draw: (module: Module) => unknown,
): unknown {
  const module = part.for(host);
  if (module) {
    adopt(host, module);
    return draw(module);
  }
  if (!part.failed) return nothing;
  const retry = (): void => {
    part.failed = false;
    host.requestUpdate();
  };
  return note(true, 'error', warning, say(lang, 'part.failed'), 'alert', retryButton(lang, retry));
}

/** Puts the styles of a part into an element. */
export function adopt(host: LitElement, { styles }: Drawing): void {
  const known = brought.get(host) ?? new Set((host.constructor as typeof LitElement).elementStyles);
  brought.set(host, known);
  if (styles.every((style) => known.has(style))) return;
  for (const style of styles) known.add(style);
  adoptStyles(host.renderRoot as ShadowRoot, [...known]);
}

/** Fetches a part because a person is about to need it. If it cannot be had, they hear of it when they open what it is for. */
export const prefetch = (part: Part<object>): void => void part.load().catch(() => {});
