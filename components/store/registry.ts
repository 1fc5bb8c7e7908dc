import { normalizeSrc } from './http.ts';
import { createPipelineStore } from './pipeline-store.ts';
import { whoOf, type TokenSource } from './token.ts';
import type { PipelineStore } from './types.ts';

const REGISTRY = Symbol.for('pipeline-widgets/stores@1');

interface Entry {
  store: WeakRef<PipelineStore> | null;
  /** The newest that somebody came with. */
  token: string;
}

type Registry = Map<string, Entry>;

/** Found by a registered symbol, so that two copies of this package on a page share their connections. */
function registry(): Registry {
  const page = globalThis as typeof globalThis & { [REGISTRY]?: Registry };
  return (page[REGISTRY] ??= new Map());
}

export interface SharedOptions {
  token?: TokenSource | null | undefined;
  remember?: boolean | undefined;
}

/**
 * The store of a pipeline that everyone on the page shares who shows the same person, and whose stream all tabs share. For a
 * function that gets tokens it is a store of its own, with the same stream. `src` may be relative to the document. Throws a
 * TypeError for no http(s) URL.
 */
export function sharedStore(src: string, { token, remember }: SharedOptions = {}): PipelineStore {
  const options = { src: normalizeSrc(src, globalThis.document?.baseURI), shared: true, remember };
  if (typeof token === 'function') return createPipelineStore({ ...options, token });
  const now = token ?? '';
  const who = whoOf(now);
  const key = `${options.src} ${who ?? now}`;
  const entry: Entry = registry().get(key) ?? { store: null, token: now };
  entry.token = now;
  const known = entry.store?.deref();
  if (known) return known;
  const store = createPipelineStore({ ...options, token: who ? () => entry.token : now });
  entry.store = new WeakRef(store);
  registry().set(key, entry);
  return store;
}
