import { fixture, nextFrame } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { waitUntil } from '../../shared/testing.ts';
import type { LogViewer } from '../log-viewer.ts';

/** For tests only: what a person sees of a log viewer. */
export const root = (element: LogViewer): ShadowRoot => element.shadowRoot as ShadowRoot;

export function find<E extends Element = HTMLElement>(element: LogViewer, selector: string): E {
  const found = root(element).querySelector<E>(selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
}

export const rows = (element: LogViewer): HTMLElement[] => [...root(element).querySelectorAll<HTMLElement>('.row')];
export const messages = (element: LogViewer): string[] =>
  rows(element).map((row) => (row.querySelector('.message')?.textContent ?? '').trim());

/** The number of the line that has the focus. */
export const current = (element: LogViewer): number =>
  Number(root(element).activeElement?.querySelector('.number')?.textContent);

/** Waits until something is so. What is not in the document yet is not so. */
export const eventually = (is: () => boolean): Promise<void> =>
  waitUntil(() => {
    try {
      return is();
    } catch {
      return false;
    }
  }, `Not so: ${is.toString()}`);

/** A viewer whose first lines are drawn. */
export async function viewer(template: TemplateResult): Promise<LogViewer> {
  const element = await fixture<LogViewer>(template);
  await eventually(() => rows(element).length > 0);
  await nextFrame();
  return element;
}

/** The person comes to the log with the keyboard or the pointer, and what that takes has come too. */
export async function enter(element: LogViewer): Promise<void> {
  find(element, '.scroller').focus();
  await eventually(() => getComputedStyle(find(element, '.number')).cursor === 'pointer');
}
