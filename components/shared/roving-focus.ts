import type { LitElement, ReactiveController } from 'lit';

/**
 * Keyboard focus in a set of elements of which only one is a tab stop, as trees and lists have it: the Tab key leads to where
 * the focus was last, other keys lead on from there. The elements carry their id in `data-box`.
 */
export class RovingFocus implements ReactiveController {
  readonly #host: LitElement;
  #last: string | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.renderRoot?.addEventListener('focusin', this.#onFocusIn);
  }

  hostUpdated(): void {
    // The render root is there from the first update on; adding the same listener again does nothing.
    this.hostConnected();
  }

  /** The one of the ids that is the tab stop: the one that had the focus last, while it is there. */
  stopAmong(ids: readonly string[], fallback: string | null = ids[0] ?? null): string | null {
    return this.#last !== null && ids.includes(this.#last) ? this.#last : fallback;
  }

  async focus(id: string): Promise<void> {
    this.#last = id;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const boxes = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-box]')];
    boxes.find((box) => box.dataset['box'] === id)?.focus();
  }

  readonly #onFocusIn = (event: Event): void => {
    const id = boxAt(event);
    if (id === null || id === this.#last) return;
    this.#last = id;
    this.#host.requestUpdate();
  };
}

/** The id of the box in which an event happened. */
export function boxAt({ target }: Event): string | null {
  const box = target instanceof Element ? target.closest<HTMLElement>('[data-box]') : null;
  return box?.dataset['box'] ?? null;
}
