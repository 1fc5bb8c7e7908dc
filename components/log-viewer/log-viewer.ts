import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { PwElement } from '../shared/base-element.ts';
import { blockStyles } from '../shared/block.styles.ts';
import { loadingNote, statusNote } from '../shared/note.ts';
import { partView } from '../shared/part-view.ts';
import { property } from '../shared/property.ts';
import { StoreController } from '../shared/store-controller.ts';
import { styles } from './log-viewer.styles.ts';
import type { LogInput } from './model/log-book.ts';
import type { Timestamps } from './model/time-format.ts';
import type { LogPanel } from './panel/log-panel.ts';
import { panels } from './panels.ts';
import type { Query } from './search/search.ts';

/**
 * @summary The log of a run as it is written: colours, groups, filters, search, a million lines.
 *
 * @tagname log-viewer
 *
 * @fires {PwSelectEvent} pw-select - A person chose the stage or job whose lines are shown, or all; or went to a line.
 *
 * @csspart base - The whole element.
 * @csspart toolbar - The filters and buttons above the log.
 * @csspart viewport - The box that scrolls.
 * @csspart line - A line.
 * @csspart gutter - The bar with marks for errors and matches.
 * @csspart status - A note above the log.
 * @csspart empty - What stands there when there is no line to show.
 */
export class LogViewer extends PwElement {
  static override readonly tagName: string = 'log-viewer';
  static override styles: CSSResultGroup = [blockStyles, styles];

  /** Lines to show instead of a pipeline's: objects or just their texts. Setting a longer list that begins the same appends. */
  @property({ attribute: false }) lines: readonly LogInput[] | null = null;

  /** The URL of a plain log file to show; http and https only. */
  @property() url: string | null = null;

  /** Shows only the lines of this stage, by its id. */
  @property() stage: string | null = null;

  /** Shows only the lines of this job, by its id. */
  @property() job: string | null = null;

  /** Breaks long lines instead of scrolling sideways. */
  @property({ type: Boolean }) wrap = false;

  /** The times beside the lines: `off`, `clock` or `utc`, `relative` to the start of the run, or `iso`. */
  @property() timestamps: Timestamps = 'clock';

  /** Lets the page's address name lines, as in `#L10-L20`: they are shown and selected, and selecting lines by their numbers names them. */
  @property({ type: Boolean }) permalinks = false;

  /** Leaves the toolbar out. */
  @property({ type: Boolean, attribute: 'without-toolbar' }) withoutToolbar = false;

  readonly #shown = new StoreController(this, ({ connection, error, lastHeard, log, run, selection }) => ({
    connection,
    error,
    // Said only of what may be old; while live it would be another render with every heartbeat.
    lastHeard: connection === 'live' ? null : lastHeard,
    log,
    run,
    selection,
  }));
  /** All that it shows and does; null until its code is here, which a page without a log never pays for. */
  #panel: LogPanel | null = null;
  /** What it was asked to do before. */
  #asked: ((panel: LogPanel) => void)[] = [];

  /** Adds lines at the end: `append(['one', 'two'])`. With nodes it is what every element's `append` is. */
  override append(...content: (Node | string)[] | [lines: readonly LogInput[]]): void {
    const [lines] = content;
    if (!Array.isArray(lines)) return super.append(...(content as (Node | string)[]));
    const own = [...(lines as readonly LogInput[])];
    this.#ask((panel) => panel.append(own));
  }

  /** Takes all lines away that were given. */
  clear(): void {
    this.lines = null;
    this.url = null;
    this.#ask((panel) => panel.clear());
  }

  /** Shows the line with this number, and makes it the current one. Does nothing if it is not held. */
  goToLine(number: number): void {
    this.#ask((panel) => panel.goToLine(number));
  }

  /** Searches the log, as a person does in the search box. */
  search(text: string, options: Partial<Omit<Query, 'text'>> = {}): void {
    this.#ask((panel) => panel.search({ regex: false, matchCase: false, wholeWord: false, ...options, text }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#panel?.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#panel?.disconnect();
  }

  protected override willUpdate(): void {
    const code = panels.for(this);
    // It listens to the page from its beginning, and an element may have left the page before its code came.
    if (code && this.isConnected) this.#panel ??= new code.LogPanel(this);
    const panel = this.#panel;
    if (!panel) return;
    panel.receive(this.#shown.value);
    for (const action of this.#asked.splice(0)) action(panel);
  }

  protected override updated(): void {
    this.#panel?.updated(this.language);
  }

  protected override render(): TemplateResult {
    const { language: lang, snapshot } = this;
    return html`<div part="base" class="panel">
      ${
        this.#panel || panels.failed
          ? partView(this, panels, lang, () => this.#panel?.view(lang))
          : snapshot?.error
            ? statusNote(snapshot, { lang, content: false })
            : loadingNote(lang)
      }
    </div>`;
  }

  /** The lines that it was given are drawn with the first update after their code has come. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    // What becomes of it otherwise, the element says.
    await panels.load().catch(() => undefined);
    return super.getUpdateComplete();
  }

  #ask(action: (panel: LogPanel) => void): void {
    if (this.#panel) action(this.#panel);
    else this.#asked.push(action);
  }
}
