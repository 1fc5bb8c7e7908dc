import { PackedBlocks, type Depot, type Hits, type PackedQuery } from './packed-blocks.ts';
import { asksFor } from './trigrams.ts';

/**
 * What the page needs of the worker's code too. It comes from here alone: what both imported by themselves a bundler would
 * move to the page's code, and that does not run in a worker.
 */
export { asksFor, PackedBlocks };

/** What a worker is asked to do. */
export type Order =
  | { readonly name: 'add'; readonly args: Parameters<Depot['add']> }
  | { readonly name: 'read' | 'drop'; readonly args: Parameters<Depot['read']> }
  | { readonly name: 'search'; readonly args: readonly [query: PackedQuery, from: number, to: number] };

/** What it answers; the first answer of all is `ready`. */
export type Answer =
  | { readonly ready: true }
  | { readonly id: number; readonly hits: Hits }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** Where this module is: a worker is started with it. */
export const url = import.meta.url;

/** The part of a worker's global object that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Order & { id: number }>) => void) | null;
  postMessage(answer: Answer): void;
}

function serve(scope: WorkerScope): void {
  const blocks = new PackedBlocks();
  const act = (id: number, { name, args }: Order): Promise<unknown> => {
    if (name === 'add') return blocks.add(...args);
    if (name === 'search') return blocks.search(...args, (hits) => scope.postMessage({ id, hits }));
    return blocks[name](...args);
  };
  scope.onmessage = ({ data }) => {
    act(data.id, data).then(
      (result) => scope.postMessage({ id: data.id, result }),
      (error: unknown) => scope.postMessage({ id: data.id, error: String(error) }),
    );
  };
  scope.postMessage({ ready: true });
}

if ('WorkerGlobalScope' in globalThis) serve(globalThis);
