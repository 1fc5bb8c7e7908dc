import type { ContextCallback } from '@lit/context';
import { storeContext } from '../store/context.ts';
import type { PipelineStore } from '../store/types.ts';

/** A provider says with this event that it is there, or has another store: our elements that asked before ask again. */
export const PROVIDER_EVENT = 'pw-provider';

type Take = ContextCallback<PipelineStore | null>;

/** Tells everyone inside an element its store, and those that subscribe every other that it has later (Context Community Protocol). */
export class StoreProvider {
  readonly #host: HTMLElement & { readonly store: PipelineStore | null };
  /** With the way out of here, by which a subscriber knows who tells it. */
  readonly #subscribers = new Map<Take, () => void>();

  constructor(host: HTMLElement & { readonly store: PipelineStore | null }) {
    this.#host = host;
    host.addEventListener('context-request', (event) => {
      if (event.context !== storeContext || event.contextTarget === host) return;
      event.stopPropagation();
      const take = event.callback as Take;
      if (event.subscribe) this.#subscribers.set(take, () => void this.#subscribers.delete(take));
      this.#tell(take);
    });
  }

  /** To those inside, and to elements that name the provider in `for`; they may have been here first. */
  announce(): void {
    for (const take of this.#subscribers.keys()) this.#tell(take);
    if (this.#host.isConnected) this.#host.dispatchEvent(new Event(PROVIDER_EVENT, { bubbles: true, composed: true }));
  }

  #tell(take: Take): void {
    take(this.#host.store, this.#subscribers.get(take));
  }
}
