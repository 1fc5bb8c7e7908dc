import { ContextRoot, createContext } from '@lit/context';
import type { PipelineStore } from './types.ts';

/** A registered symbol: copies of this package that were bundled apart still find each other's providers. */
export const storeContext = createContext<PipelineStore | null>(Symbol.for('pipeline-widgets/store@1'));

const ROOT = Symbol.for('pipeline-widgets/context-root@1');

/** Lets elements that come before their provider find it later. Once a document, however many copies of the package it runs. */
export function attachContextRoot(document: Document): void {
  const marked: Document & { [ROOT]?: ContextRoot } = document;
  if (marked[ROOT]) return;
  const root = new ContextRoot();
  root.attach(document.documentElement);
  Object.defineProperty(marked, ROOT, { value: root });
}
