import type { LitElement } from 'lit';

/**
 * Keyboard focus in a set of elements of which only one is a tab stop, as trees and lists have it: the Tab key leads to where
 * the focus was last, other keys lead on from there. The elements carry their id in `data-box`.
 */
export class RovingFocus {
  readonly #host: LitElement;
  #last: string | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addEventListener('focusin', (event) => {
      const id = boxAt(event);
      if (id === null || id === this.#last) return;
      this.#last = id;
      host.requestUpdate();
    });
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
}

/** The id of the box in which an event happened, also seen from outside the shadow root. To be asked while it is handled. */
export function boxAt(event: Event): string | null {
  const [target] = event.composedPath();
  const box = target instanceof Element ? target.closest<HTMLElement>('[data-box]') : null;
  return box?.dataset['box'] ?? null;
}
