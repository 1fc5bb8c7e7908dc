import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from '../shared/property.ts';
import { ConfigEditor } from '../config-editor/index.ts';
import { InfraMap } from '../infra-map/index.ts';
import { LogViewer } from '../log-viewer/index.ts';
import { PipelineVisualizer } from '../pipeline-visualizer/index.ts';
import { RunHistory } from '../run-history/index.ts';
import { PwElement } from '../shared/base-element.ts';
import { blockStyles } from '../shared/block.styles.ts';
import { PwTriggerEvent } from '../shared/events.ts';
import { statusNote } from '../shared/note.ts';
import { StoreProvider } from '../shared/provide-store.ts';
import { statusStyles } from '../shared/status.styles.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { PipelineStore } from '../store/types.ts';
import { Actions } from './actions.ts';
import { headerView } from './header-view.ts';
import { styles } from './pipeline-dashboard.styles.ts';
import { t } from './strings.ts';

/**
 * @summary The whole application as one element: a header with the button that starts a run, the graph, the map, the log
 * and the settings of one pipeline, over one connection.
 *
 * @tagname pipeline-dashboard
 *
 * @fires {PwTriggerEvent} pw-trigger - A person asks for a new run. A page that starts it itself calls `preventDefault()`.
 *
 * @csspart base - The whole element.
 * @csspart header - Title, description, state and buttons.
 * @csspart toolbar - The buttons.
 * @csspart status - The status of the run, and what went wrong when starting or cancelling one.
 * @csspart empty - What stands there when there is no pipeline to show.
 */
export class PipelineDashboard extends PwElement {
  static override readonly tagName: string = 'pipeline-dashboard';
  static override styles: CSSResultGroup = [blockStyles, statusStyles, styles];

  /** Registers the element, and those that it is made of. */
  static override define(tag: string = this.tagName, registry?: CustomElementRegistry): void {
    for (const part of [PipelineVisualizer, RunHistory, InfraMap, LogViewer, ConfigEditor])
      part.define(part.tagName, registry);
    super.define(tag, registry);
  }

  /** Leaves the settings out. */
  @property({ type: Boolean, attribute: 'without-editor' }) withoutEditor = false;

  /** Whether the settings are closed; a person can open them. */
  @property({ type: Boolean, attribute: 'editor-closed' }) editorClosed = false;

  readonly #shown = new StoreController(this, ({ connection, error, config, preview, run, runs, viewers }) => ({
    connection,
    error,
    config: preview ?? config,
    run,
    runs,
    viewers,
  }));
  readonly #provider = new StoreProvider(this);
  #actions = new Actions(() => this.requestUpdate());
  #of: PipelineStore | null = null;
  #wasCancelFocused = false;

  protected override willUpdate(): void {
    this.#adopt(this.store);
    this.#wasCancelFocused = this.shadowRoot?.activeElement?.classList.contains('cancel') ?? false;
  }

  protected override updated(): void {
    // The button that was used goes out of sight with the run; the one beside it takes the focus over. (In Firefox a hidden
    // element keeps it.)
    const isGone = this.#wasCancelFocused && this.renderRoot.querySelector('.cancel:not([hidden])') === null;
    if (isGone) this.renderRoot.querySelector<HTMLElement>('.trigger')?.focus();
  }

  protected override render(): TemplateResult {
    const lang = this.language;
    const shown = this.#shown.value;
    if (!shown || (shown.connection === 'error' && !shown.config && !shown.run)) {
      const retry = (): void => this.store?.reconnect();
      return html`<div part="base">${statusNote(this.snapshot, { lang, content: false, retry })}</div>`;
    }
    const hasEditor = !this.withoutEditor;
    const isOpen = hasEditor && !this.editorClosed;
    return html`<div part="base">
      ${headerView({
        lang,
        shown,
        action: this.#actions.state(shown),
        failure: this.#actions.failure,
        editor: hasEditor ? isOpen : null,
        onTrigger: () => this.#trigger(),
        onCancel: (run) => this.store && void this.#actions.cancel(this.store, run),
        onDismiss: () => this.#actions.dismiss(),
        onToggleEditor: () => (this.editorClosed = !this.editorClosed),
      })}
      <div class="sections">
        ${section('graph', lang, html`<pipeline-visualizer></pipeline-visualizer>`)}
        ${section('history', lang, html`<run-history></run-history>`)}
        ${section('map', lang, html`<infra-map></infra-map>`)} ${section('log', lang, html`<log-viewer></log-viewer>`)}
        ${
          hasEditor
            ? html`<section id="editor" class="editor" aria-label=${t(lang, 'dashboard.editor')} ?hidden=${!isOpen}>
                <config-editor></config-editor>
              </section>`
            : nothing
        }
      </div>
    </div>`;
  }

  /** Another pipeline: what was asked of the former one is no matter of its buttons. */
  #adopt(store: PipelineStore | null): void {
    if (store === this.#of) return;
    this.#of = store;
    this.#actions = new Actions(() => this.requestUpdate());
    this.#provider.announce();
  }

  #trigger(): void {
    const { store } = this;
    const event = new PwTriggerEvent();
    if (store && this.dispatchEvent(event)) void this.#actions.trigger(store, event.request);
  }
}

/** A landmark with a heading, for those who find their way by either; the elements inside draw none. */
const section = (name: 'graph' | 'history' | 'map' | 'log', lang: string, content: TemplateResult): TemplateResult =>
  html`<section class=${name} aria-labelledby="${name}-title">
    <h3 id="${name}-title" class="visually-hidden">${t(lang, `dashboard.${name}`)}</h3>
    ${content}
  </section>`;
