import type { Depot, Hits, LooseBlock, PackedQuery } from './packed-blocks.ts';
import type { Answer, Order } from './worker.ts';

interface Call {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly report: ((hits: Hits) => void) | undefined;
}

/** Blocks that a worker keeps, which packs and searches them beside the page. */
export class RemoteBlocks implements Depot {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  #last = 0;
  #broken: Error | null = null;

  /** Resolves when the worker runs; rejects where the page's policy or the browser forbids it. */
  static async start(url: string): Promise<RemoteBlocks> {
    const address = startingAddress(url);
    const worker = new Worker(trusted(address), { type: 'module' });
    return new Promise((resolve, reject) => {
      worker.onmessage = () => {
        URL.revokeObjectURL(address);
        resolve(new RemoteBlocks(worker));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'The worker does not start'));
      };
    });
  }

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#answer(data);
    worker.onerror = ({ message }) => {
      this.#broken = new Error(message);
      for (const { reject } of this.#calls.values()) reject(this.#broken);
      this.#calls.clear();
    };
  }

  add(block: LooseBlock): Promise<number> {
    return this.#call({ name: 'add', args: [block] });
  }

  read(block: number): Promise<string[]> {
    return this.#call({ name: 'read', args: [block] });
  }

  drop(block: number): Promise<Uint32Array> {
    return this.#call({ name: 'drop', args: [block] });
  }

  search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void> {
    return this.#call({ name: 'search', args: [query, from, to] }, report);
  }

  end(): void {
    this.#worker.terminate();
    this.#calls.clear();
  }

  /** The worker answers with what `PackedBlocks` gives there. */
  #call<Result>(order: Order, report?: Call['report']): Promise<Result> {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = ++this.#last;
    this.#worker.postMessage({ id, ...order });
    return new Promise<unknown>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, report });
    }) as Promise<Result>;
  }

  #answer(answer: Answer): void {
    if ('ready' in answer) return;
    const call = this.#calls.get(answer.id);
    if ('hits' in answer) return call?.report?.(answer.hits);
    this.#calls.delete(answer.id);
    if ('error' in answer) call?.reject(new Error(answer.error));
    else call?.resolve(answer.result);
  }
}

/** A worker's script has to come from the page's own origin: from elsewhere it is imported by one that does. */
function startingAddress(url: string): string {
  if (new URL(url).origin === location.origin) return url;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' }));
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): URL };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** Where Trusted Types are enforced, the page has to allow the policy `pipeline-widgets`; else this throws. */
function trusted(url: string): URL | string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('pipeline-widgets', { createScriptURL: (own) => own });
  return policy?.createScriptURL(url) ?? url;
}
