/** What a link can name, by kind. */
export type Kind = 'run' | 'stage' | 'job';

export interface Linked {
  readonly kind: Kind;
  readonly id: string;
}

/** What of these kinds the fragment of an address names, as `#run=r42&job=test/22`. */
export function linkedIn(hash: string, kinds: readonly Kind[]): Linked | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const kind = kinds.find((kind) => parameters.get(kind));
  return kind ? { kind, id: parameters.get(kind) ?? '' } : null;
}

/** The fragment with a thing in it in place of others of these kinds, or with none; what else a page keeps there stays. */
export function withLinked(hash: string, kinds: readonly Kind[], linked: Linked | null): string {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  for (const kind of kinds) parameters.delete(kind);
  if (linked) parameters.set(linked.kind, linked.id);
  return parameters.size > 0
    ? `#${parameters
        .toString()
        .replaceAll('%2F', '/')
        .replace(/=(?=&|$)/g, '')}`
    : '';
}

export interface Links {
  /** What the element lets a person select. */
  readonly kinds: readonly Kind[];
  readonly selected: () => { readonly kind: string; readonly id: string } | null;
  readonly select: (linked: Linked) => void;
}

/** Keeps what is selected in the address of the page, so that a link leads to it. */
export class DeepLink {
  readonly #links: Links;
  readonly #gone = new AbortController();
  #told: string | null = null;

  /** What the address names is selected at once, and whenever a person follows another such link. */
  constructor(links: Links) {
    this.#links = links;
    const read = (): void => {
      const linked = linkedIn(location.hash, links.kinds);
      if (linked) links.select(linked);
    };
    addEventListener('hashchange', read, { signal: this.#gone.signal });
    read();
  }

  /** No entry of the history is made: the back button leads to the page before. */
  write(): void {
    const { kinds } = this.#links;
    const selected = this.#links.selected();
    const kind = kinds.find((kind) => kind === selected?.kind);
    const linked = selected && kind ? { kind, id: selected.id } : null;
    const told = JSON.stringify(linked);
    const isFirst = this.#told === null;
    if (told === this.#told) return;
    this.#told = told;
    if (isFirst && linked === null) return;
    const { pathname, search, hash } = location;
    const next = withLinked(hash, kinds, linked);
    if (next !== hash) history.replaceState(history.state, '', next || pathname + search);
  }

  stop(): void {
    this.#gone.abort();
  }
}
