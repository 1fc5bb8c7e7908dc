import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from '../shared/property.ts';
import { PwElement } from '../shared/base-element.ts';
import { blockStyles } from '../shared/block.styles.ts';
import type { Linked } from '../shared/deep-link/index.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { keepLinked } from '../shared/link.ts';
import { partView } from '../shared/part-view.ts';
import { Part } from '../shared/part.ts';
import { RovingFocus } from '../shared/roving-focus.ts';
import { statusNote } from '../shared/note.ts';
import { StoreController } from '../shared/store-controller.ts';
import { styles } from './run-history.styles.ts';
import type { Player } from './replay/index.ts';
import type { History } from './strip/history.ts';

/** What happened before can wait until what happens now is on the screen. */
const strip = new Part(() => import('./strip/index.ts'));
const replaying = new Part(() => import('./replay/index.ts'));

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
  static override styles: CSSResultGroup = [blockStyles, styles];

  readonly #shown = new StoreController(this, ({ connection, error, lastHeard, run, runs }) => ({
    connection,
    error,
    lastHeard: connection === 'live' ? null : lastHeard,
    run,
    runs,
  }));
  readonly #focus = new RovingFocus(this);
  #history: History | undefined;
  /** The run that a person chose; null for whatever is the newest. */
  #chosen: Linked | null = null;
  #player: Player | undefined;

  /** Keeps the run that a person chose in the fragment of the page's address, as `#run=…`, and shows the one that a link names there. */
  @property({ type: Boolean, attribute: 'deep-link' }) deepLink = false;

  /** A person wants to see the shown run again. */
  @state() private replays = false;

  constructor() {
    super();
    keepLinked(this, {
      kinds: ['run'],
      selected: () => this.#chosen,
      select: ({ id }) => this.#choose(id),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#history?.stop();
    this.#leave();
  }

  protected override render(): TemplateResult {
    const { snapshot, language: lang } = this;
    const shown = this.#shown.value;
    const hasRuns = Boolean(shown?.runs.length || shown?.run);
    const retry = (): void => this.store?.reconnect();
    return html`<div part="base">
      <div class="panel">
        ${shown && hasRuns ? this.#strip() : nothing} ${this.replays ? this.#replay() : nothing}
        ${statusNote(snapshot, { lang, content: hasRuns, retry })}
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
        onReplay: snapshot.run?.status === 'completed' && !this.src ? () => (this.replays = true) : null,
      });
    });
  }

  #replay(): unknown {
    return partView(this, replaying, this.language, ({ Player }) => {
      const { store, snapshot } = this;
      if (store && snapshot?.run) this.#player ??= new Player(this, store, snapshot.run, () => this.#leave());
      return this.#player?.view(this.language);
    });
  }

  #leave(): void {
    this.#player?.end();
    this.#player = undefined;
    this.replays = false;
  }

  /** Null for whatever is the newest. */
  #choose(id: string | null): void {
    this.#chosen = id === null ? null : { kind: 'run', id };
    this.store?.showRun(id);
    this.dispatchEvent(new PwSelectEvent('run', id, id));
  }
}
