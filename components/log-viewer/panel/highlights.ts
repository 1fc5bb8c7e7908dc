/**
 * Paints over the text without touching it (CSS Custom Highlight API); later names over earlier ones. Highlights are shared
 * by all viewers of the page, by their names; each adds and takes away its own ranges.
 */
export class Highlights {
  readonly #names: readonly string[];
  #own: readonly (readonly Range[])[] = [];

  constructor(...names: readonly string[]) {
    this.#names = names;
  }

  /** Paints these ranges, a list for each name, and no others. */
  show(...lists: readonly (readonly Range[])[]): void {
    // Without the API, Firefox before 140, rows are marked as a whole.
    if (!('highlights' in CSS)) return;
    this.#names.forEach((name, at) => {
      const highlight = CSS.highlights.get(name) ?? new Highlight();
      for (const range of this.#own[at] ?? []) highlight.delete(range);
      for (const range of lists[at] ?? []) highlight.add(range);
      highlight.priority = at;
      CSS.highlights.set(name, highlight);
    });
    this.#own = lists;
  }
}
