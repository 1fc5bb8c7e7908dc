import type { ReactiveControllerHost } from 'lit';

/**
 * Code that an element fetches when it is first needed: when it comes into sight, or when a person opens something. A page
 * that only watches a pipeline never pays for it. One for all elements of a page:
 *
 *     const search = new Part(() => import('./search/index.ts'));
 *
 * Without the file (no network, a policy that refuses it) the element goes on with what it has, and says so.
 */
export class Part<Module extends object> {
  /** The file could not be had; `load()` tries again. */
  failed = false;

  readonly #fetch: () => Promise<Module>;
  #loading: Promise<Module> | undefined;
  #module: Module | undefined;

  constructor(fetch: () => Promise<Module>) {
    this.#fetch = fetch;
  }

  /** The module; undefined until it is here. */
  get module(): Module | undefined {
    return this.#module;
  }

  /** Fetches the module, once. Rejects when that fails. */
  load(): Promise<Module> {
    this.#loading ??= this.#fetch().then(
      (module) => {
        this.failed = false;
        return (this.#module = module);
      },
      (error: unknown) => {
        this.failed = true;
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Has the module without fetching it. */
  provide(module: Module): void {
    this.#module = module;
    this.#loading = Promise.resolve(module);
  }

  /** The module for what is being drawn; where it is not here yet, `host` is drawn again when it has come or failed. */
  for(host: ReactiveControllerHost): Module | undefined {
    if (!this.#module && !this.failed) {
      const again = (): void => host.requestUpdate();
      this.load().then(again, again);
    }
    return this.#module;
  }
}
