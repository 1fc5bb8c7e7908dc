import { html, nothing, type TemplateResult } from 'lit';
import { Highlights } from '../panel/highlights.ts';
import type { LogPane } from '../panel/log-pane.ts';
import { formatTimestamp } from '../model/time-format.ts';
import { marksView } from '../panel/marks-view.ts';
import { readTexts } from '../panel/read-texts.ts';
import { rangeIn } from '../panel/text-range.ts';
import { copyText } from './clipboard.ts';
import { earlierView } from './earlier-view.ts';
import { KEYS } from './keys.ts';
import { hashOf, rangeOfHash } from './permalink.ts';
import { NativeFind } from './native-find.ts';
import { nothingView } from './nothing-view.ts';
import { PointerSelection } from './pointer-selection.ts';
import { selectedLines, selectedPart, type Range as LinesRange } from './selection.ts';
import { stepView } from './step-view.ts';
import { t } from './strings.ts';

/** What a person does in the log with keys and pointer: moves, selects, copies, links to lines. */
export class Interaction {
  readonly #pane: LogPane;
  readonly #selection: PointerSelection;
  readonly #nativeFind: NativeFind;
  readonly #highlights = new Highlights('pw-log-selection');
  #copied = false;
  /** What is about to be copied. */
  #fetched: string | null = null;

  constructor(pane: LogPane) {
    this.#pane = pane;
    this.#selection = new PointerSelection(pane, () => {
      this.#copied = false;
      this.drawn();
      pane.update();
    });
    this.#nativeFind = new NativeFind(pane);
    pane.host.addEventListener('keydown', (event) => this.#press(event));
    pane.host.addEventListener('copy', (event) => this.#copy(event));
    pane.viewport.element.addEventListener('click', (event) => this.#click(event));
    // Who comes to the button of the search is about to want it.
    for (const type of ['pointerover', 'focusin']) {
      pane.host.renderRoot.addEventListener(type, ({ target }) => {
        if ((target as Element).closest('[aria-keyshortcuts="Control+F"]')) pane.prefetch('search');
      });
    }
  }

  view(lang: string): TemplateResult {
    const pane = this.#pane;
    const { book, isEmptyView } = pane.model;
    const empty = isEmptyView ? nothingView(lang, pane) : nothing;
    return html`${empty}${marksView('error', book.errors, pane)}${earlierView(lang, pane)}`;
  }

  stepView(lang: string): TemplateResult | typeof nothing {
    return stepView(lang, this.#pane);
  }

  /** The way to copy what is selected. */
  copyView(lang: string): TemplateResult | typeof nothing {
    const { range } = this.#selection;
    if (!range) return nothing;
    const count = range.end.line - range.start.line + 1;
    return html`<button
      class="button copy"
      type="button"
      @click=${() => this.#pane.attempt(() => this.#copySelected(range))}
    >
      <span role="status">${this.#copied ? t(lang, 'log.copied') : t(lang, 'log.copy', { count })}</span>
    </button>`;
  }

  replaced(): void {
    this.#nativeFind.stop();
    this.#selection.select(null);
  }

  stop(): void {
    this.#nativeFind.stop();
    this.#selection.stop();
    this.#highlights.show();
  }

  /**
   * A key was pressed anywhere on the page. The browser's own search is let to all lines; where it cannot have them, the
   * log's opens instead, unless the person is elsewhere or the browser has done its part already.
   */
  pressed(event: KeyboardEvent): void {
    if (event.key !== 'f' || event.defaultPrevented || this.#nativeFind.begin()) return;
    if (event.eventPhase === Event.NONE || document.activeElement !== document.body || !this.#isInView) return;
    event.preventDefault();
    this.#pane.openSearch();
  }

  get #isInView(): boolean {
    const { top, bottom } = this.#pane.host.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
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
    this.#nativeFind.drawn();
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

  /** Whether nothing of it is packed away. */
  #isHere({ start, end }: LinesRange): boolean {
    const { texts } = this.#pane.model.book;
    return texts.blocks.slice(texts.blockOf(start.line), texts.blockOf(end.line) + 1).every(({ lines }) => lines);
  }

  /** The exact text; of lines that are filtered away nothing. */
  #textHere(range: LinesRange): string {
    const { book, rows } = this.#pane.model;
    const lines = selectedLines(
      range,
      (line) => book.text(line),
      (line) => rows.includes(line),
    );
    return lines.map(this.#copiedLine).join('\n');
  }

  readonly #copiedLine = ([line, text]: [line: number, text: string]): string => {
    const { model, copiesTimes } = this.#pane;
    const time = copiesTimes ? formatTimestamp(model.book.time(line), 'iso', 0) : '';
    return time === '' ? text : `${time} ${text}`;
  };

  /** The same when some of it is packed away. */
  async #fetchText(range: LinesRange): Promise<string> {
    const { book, rows } = this.#pane.model;
    const lines: string[] = [];
    for await (const [first, messages] of readTexts(book.texts, range.start.line, range.end.line + 1)) {
      const text = (line: number): string => book.text(line, messages[line - first]);
      const last = first + messages.length - 1;
      for (const line of selectedLines(range, text, (each) => rows.includes(each), first, last)) {
        lines.push(this.#copiedLine(line));
      }
    }
    return lines.join('\n');
  }

  /** Copies without a key, or what has to be fetched first. */
  async #copySelected(range: LinesRange): Promise<void> {
    this.#fetched = await this.#fetchText(range);
    await copyText(this.#fetched);
    this.#fetched = null;
    this.#showCopied();
  }

  /** Puts what is selected, or else the current line, where the browser copies to. */
  #copy(event: ClipboardEvent): void {
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    const { current, model } = this.#pane;
    const { range } = this.#selection;
    // Fingers select with the browser's own selection.
    if (!range && (current < 0 || getSelection()?.isCollapsed === false)) return;
    event.preventDefault();
    const fetched = this.#fetched;
    if (range && fetched === null && !this.#isHere(range))
      return void this.#pane.attempt(() => this.#copySelected(range));
    event.clipboardData?.setData(
      'text/plain',
      range ? (fetched ?? this.#textHere(range)) : this.#copiedLine([current, model.book.text(current)]),
    );
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
