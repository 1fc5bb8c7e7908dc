import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { shallowEqual } from '../store/equal.ts';
import type { StoreSnapshot } from '../store/types.ts';

/** An element that shows a store's snapshots; null while it has not been given a pipeline. */
export interface SnapshotHost extends ReactiveControllerHost {
  readonly snapshot: StoreSnapshot | null;
  /** Calls back whenever `snapshot` is another one. */
  watchSnapshot(listener: () => void): void;
}

/**
 * What an element needs of the snapshot. Its host renders again only when the selection changed: another value, or an
 * object one of whose values changed.
 *
 *     readonly #shown = new StoreController(this, ({ run, log }) => ({ run, log }));
 */
export class StoreController<T> implements ReactiveController {
  readonly #host: SnapshotHost;
  readonly #select: (snapshot: StoreSnapshot) => T;
  #value: T | undefined;

  constructor(host: SnapshotHost, select: (snapshot: StoreSnapshot) => T) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
    host.watchSnapshot(() => this.#follow());
  }

  /** Undefined while the element has not been given a pipeline. */
  get value(): T | undefined {
    return this.#value;
  }

  hostConnected(): void {
    this.#follow();
  }

  #follow(): void {
    const { snapshot } = this.#host;
    const value = snapshot === null ? undefined : this.#select(snapshot);
    if (shallowEqual(value, this.#value)) return;
    this.#value = value;
    this.#host.requestUpdate();
  }
}
