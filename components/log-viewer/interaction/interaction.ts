import { html, nothing, type TemplateResult } from 'lit';
import { Highlights } from '../highlights.ts';
import type { LogPane } from '../log-pane.ts';
import { marksView } from '../marks-view.ts';
import { rangeIn } from '../text-range.ts';
import { copyText } from './clipboard.ts';
import { earlierView } from './earlier-view.ts';
import { KEYS } from './keys.ts';
import { hashOf, rangeOfHash } from './permalink.ts';
import { PointerSelection } from './pointer-selection.ts';
import { selectedPart, textOf } from './selection.ts';
import { t } from './strings.ts';

/** What a person does in the log with keys and pointer: moves, selects, copies, links to lines. */
export class Interaction {
  readonly #pane: LogPane;
  readonly #selection: PointerSelection;
  readonly #highlights = new Highlights('pw-log-selection');
  #copied = false;

  constructor(pane: LogPane) {
    this.#pane = pane;
    this.#selection = new PointerSelection(pane, () => {
      this.#copied = false;
      this.drawn();
      pane.update();
    });
    pane.host.addEventListener('keydown', (event) => this.#press(event));
    pane.host.addEventListener('copy', (event) => this.#copy(event));
    pane.viewport.element.addEventListener('click', (event) => this.#click(event));
  }

  view(lang: string): TemplateResult {
    const { errors } = this.#pane.model.book;
    return html`${marksView('error', errors, this.#pane)}${earlierView(lang, this.#pane)}`;
  }

  /** The way to copy what is selected. */
  copyView(lang: string): TemplateResult | typeof nothing {
    const { range } = this.#selection;
    if (!range) return nothing;
    const copy = async (): Promise<void> => {
      await copyText(this.#text);
      this.#showCopied();
    };
    const count = range.end.line - range.start.line + 1;
    return html`<button class="button copy" type="button" @click=${() => this.#pane.attempt(copy)}>
      <span role="status">${this.#copied ? t(lang, 'log.copied') : t(lang, 'log.copy', { count })}</span>
    </button>`;
  }

  replaced(): void {
    this.#selection.select(null);
  }

  stop(): void {
    this.#selection.stop();
    this.#highlights.show();
  }

  /** Paints what is selected. */
  drawn(): void {
    const { range } = this.#selection;
    const selected: Range[] = [];
    for (const view of this.#pane.viewport.views) {
      const part = range && selectedPart(range, view.line, this.#pane.model.book.text(view.line).length);
      const piece = part && rangeIn(view, ...part);
      if (piece) selected.push(piece);
      view.element.classList.toggle('selected', !!part);
    }
    this.#highlights.show(selected);
  }

  /** Shows and selects the lines that the page's address names. Returns whether they are held. */
  followHash(): boolean {
    const { book } = this.#pane.model;
    const range = rangeOfHash(location.hash, book);
    if (!range) return false;
    this.#pane.host.goToLine(book.number(range.start.line));
    this.#selection.select(range);
    return true;
  }

  /** The exact text that is selected; of lines that are filtered away nothing. */
  get #text(): string {
    const { range } = this.#selection;
    const { book, rows } = this.#pane.model;
    if (!range) return '';
    return textOf(
      range,
      (line) => book.text(line),
      (line) => rows.includes(line),
    );
  }

  /** Puts what is selected, or else the current line, where the browser copies to. */
  #copy(event: ClipboardEvent): void {
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    const { current, model } = this.#pane;
    // Fingers select with the browser's own selection.
    const isOwn = this.#selection.range !== null || getSelection()?.isCollapsed !== false;
    const text = this.#text || (isOwn && current >= 0 ? model.book.text(current) : '');
    if (text === '') return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    this.#showCopied();
  }

  #showCopied(): void {
    this.#copied = true;
    this.#pane.update();
  }

  #click({ target }: Event): void {
    if (!(target as Element).closest('.number')) return;
    const { host, model, viewport } = this.#pane;
    const { range } = this.#selection;
    const hash = host.permalinks && range ? hashOf(range, model.book) : null;
    if (hash !== null) history.replaceState(history.state, '', hash);
    this.#pane.tell('line', String(model.book.number(viewport.lineOf(target as Element))));
  }

  /** Keys are for the log while it has the focus, and Ctrl-F wherever in the element it is pressed. */
  #press(event: KeyboardEvent): void {
    const target = event.composedPath()[0] as Element;
    const key = `${event.ctrlKey || event.metaKey ? '^' : ''}${event.key}`;
    // Pressed once more in the search box, it is the browser's own search that is wanted.
    const isMeant = key === '^f' ? !target.matches('.find input') : target.closest('.scroller') && !event.altKey;
    const pressesControl = (key === 'Enter' || key === ' ') && target.matches('a, button');
    if (!isMeant || pressesControl) return;
    const hands = { pane: this.#pane, selection: this.#selection, extend: event.shiftKey };
    if (KEYS[key] && KEYS[key](hands) !== false) event.preventDefault();
  }
}
