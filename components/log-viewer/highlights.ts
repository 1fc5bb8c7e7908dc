/** What is painted over the text without touching it (CSS Custom Highlight API); without that, rows are marked as a whole. */
export type Highlighted = 'pw-log-match' | 'pw-log-current' | 'pw-log-selection';

const supported = (): boolean => typeof CSS !== 'undefined' && 'highlights' in CSS;

/** The highlights are shared by all viewers of the page, by their names; each adds and takes away its own ranges. */
export class Highlights {
  readonly #own = new Map<Highlighted, Range[]>();

  set(name: Highlighted, ranges: Range[]): void {
    if (!supported()) return;
    const before = this.#own.get(name) ?? [];
    if (before.length === 0 && ranges.length === 0) return;
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    for (const range of before) highlight.delete(range);
    for (const range of ranges) highlight.add(range);
    highlight.priority = name === 'pw-log-match' ? 0 : 1;
    CSS.highlights.set(name, highlight);
    this.#own.set(name, ranges);
  }

  clear(): void {
    for (const name of [...this.#own.keys()]) this.set(name, []);
  }
}
