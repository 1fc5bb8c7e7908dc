import type { Selection } from '../../store/types.ts';

type Linked = Extract<Selection['kind'], 'job' | 'stage'>;
const KINDS: readonly Linked[] = ['job', 'stage'];

/** What the fragment of an address names, as `#job=test/22`. */
export function selectionIn(hash: string): Selection | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const kind = KINDS.find((kind) => parameters.get(kind));
  return kind ? { kind, id: parameters.get(kind) ?? '' } : null;
}

/** The fragment with a selection in it, or with none; what else a page keeps there stays. */
export function withSelection(hash: string, selection: Selection | null): string {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  for (const kind of KINDS) parameters.delete(kind);
  if (selection && KINDS.some((kind) => kind === selection.kind)) parameters.set(selection.kind, selection.id);
  return parameters.size > 0
    ? `#${parameters
        .toString()
        .replaceAll('%2F', '/')
        .replace(/=(?=&|$)/g, '')}`
    : '';
}

/** Keeps what is selected in the address of the page, so that a link leads to it. */
export class DeepLink {
  readonly #select: (selection: Selection) => void;
  readonly #gone = new AbortController();
  #told: string | null = null;

  /** What the address names is selected at once, and whenever a person follows another such link. */
  constructor(select: (selection: Selection) => void) {
    this.#select = select;
    const read = (): void => {
      const linked = selectionIn(location.hash);
      if (linked) this.#select(linked);
    };
    addEventListener('hashchange', read, { signal: this.#gone.signal });
    read();
  }

  /** No entry of the history is made: the back button leads to the page before. */
  write(selection: Selection | null): void {
    const told = JSON.stringify(selection);
    const isFirst = this.#told === null;
    if (told === this.#told) return;
    this.#told = told;
    if (isFirst && selection === null) return;
    const { pathname, search, hash } = location;
    const next = withSelection(hash, selection);
    if (next !== hash) history.replaceState(history.state, '', next || pathname + search);
  }

  stop(): void {
    this.#gone.abort();
  }
}
