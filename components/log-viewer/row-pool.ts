import { RowView } from './row-view.ts';

/** The rows that are in the document: a window of consecutive ones, whose elements are used again as it moves. */
export class RowPool {
  readonly #container: HTMLElement;
  #views: RowView[] = [];
  readonly #spare: RowView[] = [];
  #first = 0;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  get first(): number {
    return this.#first;
  }

  get views(): readonly RowView[] {
    return this.#views;
  }

  /** Puts elements there for the rows from `first` up to `last`. Those that stay in the window are not touched. */
  show(first: number, last: number): void {
    const end = this.#first + this.#views.length;
    // After a jump no row stays: the elements can remain where they are.
    if (last <= this.#first || first >= end) this.#first = first;
    while (this.#first < first) this.#free(this.#views.shift());
    while (this.#first + this.#views.length > last && this.#views.length > 0) this.#spareLast();
    while (this.#first > first) {
      const view = this.#take();
      this.#views.unshift(view);
      this.#container.prepend(view.element);
      this.#first--;
    }
    while (this.#first + this.#views.length < last) {
      const view = this.#take();
      this.#views.push(view);
      this.#container.append(view.element);
    }
    for (const { element } of this.#spare) element.remove();
  }

  #free(view: RowView | undefined): void {
    this.#first++;
    if (view) this.#spare.push(view);
  }

  #spareLast(): void {
    const view = this.#views.pop();
    if (view) this.#spare.push(view);
  }

  #take(): RowView {
    return this.#spare.pop() ?? new RowView();
  }
}
