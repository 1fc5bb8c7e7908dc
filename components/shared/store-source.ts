import { ContextEvent } from '@lit/context';
import { storeContext } from '../store/context.ts';
import { shallowEqual } from '../store/equal.ts';
import { defaultSrc } from '../store/default-src.ts';
import { createPlainStore } from '../store/plain-store.ts';
import { localProblem } from '../store/problem.ts';
import { sharedStore } from '../store/registry.ts';
import { createBrokenStore } from '../store/standing-store.ts';
import type { TokenSource } from '../store/token.ts';
import type { PipelineStore, PlainData } from '../store/types.ts';
import { PROVIDER_EVENT } from './provide-store.ts';

/** How the pipeline of an `src` is read. */
export interface Access {
  readonly token: TokenSource | null;
  readonly remember: boolean;
}

/** The ways in which a person can say what an element shows, besides what surrounds it. */
export interface SourceOptions extends Access {
  readonly own: PipelineStore | null;
  readonly data: PlainData | null;
  readonly for: string | null;
  readonly src: string | null;
  /** The id of a run to show instead of the newest. */
  readonly run: string | null;
  /** What it shows is its own: that a page has a pipeline of its own does not concern it. */
  readonly alone: boolean;
}

/**
 * Finds the store of an element: its own, else plain data, JSON inside it, the provider that `for` names, `src`, the
 * provider around it, on a page of the Worker its own pipeline. It looks again whenever one of these comes or goes, so their order makes no difference.
 */
export class StoreSource {
  readonly #element: HTMLElement;
  readonly #changed: () => void;
  #children: MutationObserver | undefined;
  readonly #plain = remember(createPlainStore);
  readonly #open = storeOpener();
  readonly #pinned = remember(({ base, run }: { base: PipelineStore; run: string }) => base.forRun(run));
  #provided: PipelineStore | null = null;

  /** `changed` is called when `resolve` may have another answer. */
  constructor(element: HTMLElement, changed: () => void) {
    this.#element = element;
    this.#changed = changed;
  }

  connect(): void {
    this.#element.ownerDocument.addEventListener(PROVIDER_EVENT, this.move);
    this.#children ??= new MutationObserver(this.#changed);
    this.#children.observe(this.#element, { childList: true, characterData: true, subtree: true });
    this.move();
  }

  disconnect(): void {
    this.#element.ownerDocument.removeEventListener(PROVIDER_EVENT, this.move);
    this.#children?.disconnect();
  }

  /** Asks for the provider around the element, at the place where it now is. */
  readonly move = (): void => {
    this.#provided = null;
    const take = (store: PipelineStore | null): void => void (this.#provided = store);
    this.#element.dispatchEvent(new ContextEvent(storeContext, this.#element, take));
    this.#changed();
  };

  resolve(options: SourceOptions): PipelineStore | null {
    const base = this.#base(options);
    const { run } = options;
    return base && run ? this.#pinned({ base, run }) : base;
  }

  /** True when a provider is named or stands around the element, but is not ready yet. */
  isExpected(options: SourceOptions): boolean {
    return options.for !== null || this.#element.closest('pipeline-provider:not(:defined)') !== null;
  }

  #base({ own, data, for: id, src, token, remember, alone }: SourceOptions): PipelineStore | null {
    if (own) return own;
    const plain = data ?? this.#element.querySelector(':scope > script[type="application/json"]')?.textContent?.trim();
    if (plain) return this.#plain(plain);
    if (id !== null) return findProvider(this.#element, id);
    if (src) return this.#open(src, { token, remember });
    const ownPage = alone ? null : defaultSrc();
    return this.#provided ?? (ownPage === null ? null : this.#open(ownPage, { token, remember }));
  }
}

/** The function with a memory of its last answer, for as long as the question is the same. */
function remember<Input, Output>(make: (input: Input) => Output): (input: Input) => Output {
  let last: { input: Input; output: Output } | undefined;
  return (input) => {
    if (!last || !shallowEqual(last.input, input)) last = { input, output: make(input) };
    return last.output;
  };
}

/** Looks for an id in the tree of the element, then in the trees of its hosts. */
function findProvider(element: Element, id: string): PipelineStore | null {
  for (let root: Node = element.getRootNode(); ;) {
    const named = root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null;
    if (named) return 'store' in named ? (named.store as PipelineStore | null) : null;
    if (!(root instanceof ShadowRoot)) return null;
    root = root.host.getRootNode();
  }
}

/**
 * Opens the store of a URL, the same as long as it is the same pipeline for the same person. Pages that are rendered again and
 * again make a new function each time: it takes the place of the one before. Never throws: a broken store says what is wrong.
 */
export function storeOpener(): (src: string, access: Access) => PipelineStore {
  let newest: Exclude<TokenSource, string>;
  const ask: typeof newest = () => newest();
  const open = remember(openStore);
  return (src, { token, remember }) => {
    if (typeof token === 'function') newest = token;
    return open({ src, token: typeof token === 'function' ? ask : token, remember });
  };
}

function openStore({ src, ...access }: Access & { src: string }): PipelineStore {
  try {
    return sharedStore(src, access);
  } catch (error) {
    return createBrokenStore(localProblem('The attribute src is not the URL of a pipeline', String(error)));
  }
}
