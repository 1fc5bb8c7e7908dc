import { storeContext } from '../store/context.ts';
import type { PipelineStore } from '../store/types.ts';

/** A provider says with this event that it is there, or has another store: who asked before asks again. */
export const PROVIDER_EVENT = 'pw-provider';

/** Tells an element its store whenever one inside it asks for the pipeline around it (Context Community Protocol). */
export function provideStore(host: HTMLElement & { readonly store: PipelineStore | null }): void {
  host.addEventListener('context-request', (event) => {
    if (event.context !== storeContext || event.contextTarget === host) return;
    event.stopPropagation();
    event.callback(host.store);
  });
}

/** To elements inside, and to those that name the provider in `for`; they may have been here first. */
export function announceStore(host: HTMLElement): void {
  if (host.isConnected) host.dispatchEvent(new Event(PROVIDER_EVENT, { bubbles: true, composed: true }));
}
