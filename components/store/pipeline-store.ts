import type { ConfigDocument } from '../../protocol/index.ts';
import { ending } from './ending.ts';
import { Feed } from './feed.ts';
import { createHttp, normalizeSrc } from './http.ts';
import { loadRequests } from './load-requests.ts';
import type { Actions } from './requests/index.ts';
import type { TokenSource } from './token.ts';
import type { PipelineStore } from './types.ts';
import { createView } from './view.ts';

export interface PipelineStoreOptions {
  /** The pipeline's absolute URL, e.g. `https://ci.example.workers.dev/api/pipelines/shop`. */
  src: string;
  /**
   * For a private pipeline, or to act on one: a token, or a function that gets one. The function is asked before a JWT expires
   * (by its `exp`), before every request for any other token, and once more when the server did not accept one.
   */
  token?: TokenSource | undefined;
  /**
   * One stream for all stores and tabs of this origin that show this pipeline to the same person: to all without a token, or
   * with JWTs of the same `sub`. Where the browser can, which takes https (or localhost).
   */
  shared?: boolean | undefined;
  /** Shows at once what this tab knew when it last left a page, for as long as the tab is open (`sessionStorage`). */
  remember?: boolean | undefined;
  /** Instead of the global one. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Lines of the newest run's log to begin with, 0 to 2,000; the server's 200 when left out. */
  replay?: number | undefined;
  /** Instead of `Math.random`, for the spread of reconnects. */
  random?: (() => number) | undefined;
}

/** A store with a connection of its own, unless it is `shared`. Elements with an `src` share theirs, see `sharedStore`. Throws where `src` is no http(s) URL. */
export function createPipelineStore({ token, fetch, ...options }: PipelineStoreOptions): PipelineStore {
  const src = normalizeSrc(options.src);
  const http = createHttp({ src, fetch, token });
  const feed = new Feed({ ...options, http });
  const takeSaved = (config: ConfigDocument): void => {
    if (config.revision > (feed.facts.get().config?.revision ?? -1)) feed.facts.patch({ config });
  };
  const act = async <Answer>(action: (actions: Actions) => Promise<Answer>): Promise<Answer> =>
    action((await loadRequests()).createActions(http, takeSaved));
  const forRuns = new Map<string, PipelineStore>();
  let unwant: (() => void) | undefined;

  const store: PipelineStore = {
    src,
    ...createView(feed, ({ shown }) => shown),
    fetch: (...args) => act((actions) => actions.fetch(...args)),
    trigger: (...args) => act((actions) => actions.trigger(...args)),
    cancel: (...args) => act((actions) => actions.cancel(...args)),
    rerun: (...args) => act((actions) => actions.rerun(...args)),
    saveConfig: (...args) => act((actions) => actions.saveConfig(...args)),
    revisions: () => act((actions) => actions.revisions()),
    history: (...args) => act((actions) => actions.history(...args)),
    showRun(shown) {
      if (shown === feed.facts.get().shown) return;
      unwant?.();
      unwant = shown === null ? undefined : feed.want(shown);
      feed.facts.patch({ shown });
    },
    forRun(id) {
      const pinned = forRuns.get(id) ?? pin(store, feed, id);
      forRuns.set(id, pinned);
      return pinned;
    },
    select: (selection) => feed.facts.patch({ selection }),
    preview: (preview) => feed.facts.patch({ preview }),
    reconnect: () => feed.reconnect(),
  };
  return store;
}

/** Looks at one run for as long as somebody listens. */
function pin(store: PipelineStore, feed: Feed, run: string): PipelineStore {
  const view = createView(feed, () => run);
  return {
    ...store,
    ...view,
    showRun() {},
    subscribe(listener, { signal } = {}) {
      const unwant = feed.want(run);
      const unsubscribe = view.subscribe(listener);
      return ending(() => {
        unsubscribe();
        unwant();
      }, signal);
    },
  };
}
