import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { PwElement } from '../shared/base-element.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { partView } from '../shared/part-view.ts';
import { Part } from '../shared/part.ts';
import { RovingFocus } from '../shared/roving-focus.ts';
import { statusNote } from '../shared/status.ts';
import { StoreController } from '../shared/store-controller.ts';
import { styles } from './run-history.styles.ts';
import type { History } from './strip/history.ts';

/** What happened before can wait until what happens now is on the screen. */
const strip = new Part(() => import('./strip/index.ts'));

/**
 * @summary The runs before this one, as a strip: how long each took and how it ended, what is usual, and what is flaky. A run
 * that a person chooses is shown by all elements of the page.
 *
 * @tagname run-history
 *
 * @fires {PwSelectEvent} pw-select - A person chose a run, or went back to the newest.
 *
 * @csspart base - The whole element.
 * @csspart header - The line above the strip.
 * @csspart viewport - What scrolls when there are more runs than room.
 * @csspart node - A run.
 * @csspart status - Notes about the connection to the pipeline.
 * @csspart empty - What stands there while there is no run to show.
 */
export class RunHistory extends PwElement {
  static override readonly tagName: string = 'run-history';
  static override styles: CSSResultGroup = [PwElement.styles, styles];

  readonly #shown = new StoreController(this, ({ connection, error, lastHeard, run, runs }) => ({
    connection,
    error,
    lastHeard: connection === 'live' ? null : lastHeard,
    run,
    runs,
  }));
  readonly #focus = new RovingFocus(this);
  #history: History | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#history?.stop();
  }

  protected override render(): TemplateResult {
    const { snapshot, language: lang } = this;
    const shown = this.#shown.value;
    const hasRuns = Boolean(shown?.runs.length || shown?.run);
    const retry = (): void => this.store?.reconnect();
    return html`<div part="base">
      <div class="panel">
        ${shown && hasRuns ? this.#strip() : nothing} ${statusNote(snapshot, { lang, content: hasRuns, retry })}
      </div>
    </div>`;
  }

  #strip(): unknown {
    return partView(this, strip, this.language, ({ History, stripView }) => {
      const { store, snapshot } = this;
      if (!store || !snapshot) return nothing;
      this.#history ??= new History(() => this.requestUpdate());
      this.#history.follow(store, snapshot);
      return stripView(this.#history, snapshot, {
        lang: this.language,
        focus: this.#focus,
        onChoose: (id) => this.#choose(id),
      });
    });
  }

  /** Null for whatever is the newest. */
  #choose(id: string | null): void {
    this.store?.showRun(id);
    this.dispatchEvent(new PwSelectEvent('run', id, id));
  }
}
