import { normalizeSrc } from './http.ts';
import { createPipelineStore } from './pipeline-store.ts';
import type { PipelineStore } from './types.ts';

const REGISTRY = Symbol.for('pipeline-widgets/stores@1');

type Registry = Map<string, WeakRef<PipelineStore>>;

/** Found by a registered symbol, so that two copies of this package on a page share their connections. */
function registry(): Registry {
  const page = globalThis as typeof globalThis & { [REGISTRY]?: Registry };
  return (page[REGISTRY] ??= new Map());
}

/** The store of a pipeline that everyone on the page shares. `src` may be relative to the document. Throws a TypeError for no http(s) URL. */
export function sharedStore(src: string): PipelineStore {
  const url = normalizeSrc(src, globalThis.document?.baseURI);
  const stores = registry();
  const known = stores.get(url)?.deref();
  if (known) return known;
  const store = createPipelineStore({ src: url });
  stores.set(url, new WeakRef(store));
  return store;
}
