import { ending } from './ending.ts';

export interface State<T extends object> {
  /** A frozen snapshot, the very same object until something changes. */
  get(): T;
  /** Takes the new values. Listeners hear of all patches of a task at once, in a microtask; of none if nothing changed. */
  patch(changes: Partial<T>): void;
  subscribe(listener: () => void, options?: { signal?: AbortSignal }): () => void;
}

export interface StateOptions {
  /** The first listener came. */
  onFirst?: () => void;
  /** The last listener left. */
  onLast?: () => void;
}

export function createState<T extends object>(initial: T, { onFirst, onLast }: StateOptions = {}): State<T> {
  // Every subscription is an entry of its own, so that the same function may listen twice.
  const subscriptions = new Set<{ listener: () => void }>();
  let snapshot = Object.freeze({ ...initial });
  let scheduled = false;

  function flush(): void {
    scheduled = false;
    for (const subscription of [...subscriptions]) {
      if (subscriptions.has(subscription)) call(subscription.listener);
    }
  }

  return {
    get: () => snapshot,
    patch(changes) {
      const keys = Object.keys(changes) as (keyof T)[];
      if (keys.every((key) => Object.is(snapshot[key], changes[key]))) return;
      snapshot = Object.freeze({ ...snapshot, ...changes });
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(flush);
    },
    subscribe(listener, { signal } = {}) {
      if (signal?.aborted) return () => {};
      const subscription = { listener };
      subscriptions.add(subscription);
      if (subscriptions.size === 1) onFirst?.();
      return ending(() => {
        subscriptions.delete(subscription);
        if (subscriptions.size === 0) onLast?.();
      }, signal);
    },
  };
}

/** A listener that throws keeps no other from hearing; its error surfaces as an uncaught one. */
function call(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
