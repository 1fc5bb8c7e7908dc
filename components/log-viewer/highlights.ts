/** What is painted over the text without touching it (CSS Custom Highlight API); later ones over earlier ones. */
const NAMES = ['pw-log-match', 'pw-log-current', 'pw-log-selection'] as const;

/** The highlights are shared by all viewers of the page, by their names; each adds and takes away its own ranges. */
export class Highlights {
  #own: readonly (readonly Range[])[] = [];

  show(...lists: readonly (readonly Range[])[]): void {
    // Without the API, Firefox before 140, rows are marked as a whole.
    if (!('highlights' in CSS)) return;
    NAMES.forEach((name, at) => {
      const highlight = CSS.highlights.get(name) ?? new Highlight();
      for (const range of this.#own[at] ?? []) highlight.delete(range);
      for (const range of lists[at] ?? []) highlight.add(range);
      highlight.priority = at;
      CSS.highlights.set(name, highlight);
    });
    this.#own = lists;
  }
}
