import { shallowEqual } from './equal.ts';
import { picture, type Facts } from './facts.ts';
import type { Feed } from './feed.ts';
import type { PipelineStore, StoreSnapshot } from './types.ts';

/** The facts as one sees them who looks at one run; `chosen` says which, null for the newest. */
export function createView(
  feed: Feed,
  chosen: (facts: Facts) => string | null,
): Pick<PipelineStore, 'getSnapshot' | 'subscribe' | 'loadEarlierLines'> {
  let facts: Facts | null = null;
  let snapshot: StoreSnapshot | null = null;

  function getSnapshot(): StoreSnapshot {
    const current = feed.facts.get();
    if (snapshot !== null && facts === current) return snapshot;
    facts = current;
    const next = picture(current, chosen(current));
    if (snapshot === null || !shallowEqual(snapshot, next)) snapshot = Object.freeze(next);
    return snapshot;
  }

  return {
    getSnapshot,
    subscribe(listener, options) {
      let seen = getSnapshot();
      return feed.facts.subscribe(() => {
        const now = getSnapshot();
        if (now === seen) return;
        seen = now;
        listener();
      }, options);
    },
    loadEarlierLines(limit = 1_000) {
      const { log } = getSnapshot();
      return log.run === null ? Promise.resolve(0) : feed.loadEarlier(log.run, limit);
    },
  };
}
