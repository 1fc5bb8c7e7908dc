import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from '../shared/property.ts';
import { PwElement } from '../shared/base-element.ts';
import { blockStyles } from '../shared/block.styles.ts';
import { warning } from '../shared/icons.ts';
import { Part } from '../shared/part.ts';
import { loadingNote, note, retryButton, statusNote } from '../shared/note.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { PipelineStore } from '../store/types.ts';
import { styles } from './config-editor.styles.ts';
import type { EditingPanel } from './editing/index.ts';
import type { JsonSchema } from './editing/json-schema.ts';
import { t } from './strings.ts';

const editing = new Part(() => import('./editing/index.ts'));

/**
 * @summary Edits the settings of a pipeline: title and description first, then whatever the server's schema describes, or
 * all of it as JSON. Nobody overwrites anybody: a save that lost a race shows both versions.
 *
 * @tagname config-editor
 *
 * @csspart base - The whole element.
 * @csspart header - The line with the title and the switch between form and JSON.
 * @csspart toolbar - The line with the buttons.
 * @csspart status - What became of the last save, and notes about the connection.
 * @csspart empty - What stands where there is nothing to edit yet.
 *
 * @fires {PwConfigInputEvent} pw-config-input - A person edits; nothing is saved yet.
 * @fires {PwConfigChangeEvent} pw-config-change - A config was saved; tells which run that started.
 */
export class ConfigEditor extends PwElement {
  static override readonly tagName: string = 'config-editor';
  static readonly formAssociated = true;
  static override styles: CSSResultGroup = [blockStyles, styles];

  /** The name under which the config is a part of the form around the element, as JSON. */
  @property({ reflect: true }) name: string | null = null;

  /** Shows the settings without letting anybody change them. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** The form around the element is valid only once there is a config. */
  @property({ type: Boolean, reflect: true }) required = false;

  /** The rules, as JSON Schema. Taken from the server of the pipeline when left out. */
  @property({ attribute: false }) schema: JsonSchema | null = null;

  readonly #shown = new StoreController(this, ({ connection, error, config }) => ({ connection, error, config }));
  /** What is shown is of this store. */
  #of: PipelineStore | null = null;
  /** The form; null until somebody can see it, and while there is nothing to edit. */
  #panel: EditingPanel | null = null;
  #sight: IntersectionObserver | undefined;
  #isSeen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sight = new IntersectionObserver((entries) => {
      this.#isSeen = entries.some(({ isIntersecting }) => isIntersecting);
      this.requestUpdate();
    });
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight?.disconnect();
    this.#panel?.leave();
  }

  /** Whether there is anything to save. */
  get dirty(): boolean {
    return (this.#panel?.unsaved ?? 0) > 0;
  }

  /** Saves what was changed, if it can be saved; else shows why not, and puts the focus there. */
  async save(): Promise<void> {
    await this.#load();
    const panel = this.#panel;
    if (!this.disabled) await panel?.save(() => panel === this.#panel);
  }

  /** Throws away what was changed and shows what is saved. */
  reset(): void {
    this.#panel?.discard();
  }

  /** The form around the element was reset. */
  formResetCallback(): void {
    this.reset();
  }

  /** The form or a fieldset around the element was disabled or enabled. */
  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled;
  }

  protected override willUpdate(): void {
    const { store } = this;
    if (store !== this.#of) {
      this.#panel?.leave();
      this.#panel = null;
      this.#of = store;
    }
    const part = this.#isSeen ? editing.for(this) : editing.module;
    const config = this.#shown.value?.config;
    if (!store || !config || !part) return;
    this.#panel ??= new part.EditingPanel(this, store, config);
    this.#panel.receive(config, this.schema);
    if (this.#isSeen) this.#panel.seen();
  }

  protected override updated(): void {
    const { internals, language: lang } = this;
    const panel = this.#panel;
    panel?.updated();
    const { revision, ...config } = this.#shown.value?.config ?? {};
    const value = panel?.value ?? (revision === undefined ? null : JSON.stringify(config));
    internals.setFormValue(value);
    const mistake = panel?.mistake(lang);
    const flags = { customError: Boolean(mistake), valueMissing: this.required && value === null };
    internals.setValidity(flags, mistake ?? t(lang, 'config.none'));
  }

  protected override render(): TemplateResult {
    const lang = this.language;
    const panel = this.#panel;
    return html`<form part="base" class="panel" novalidate @submit=${panel?.onSubmit} @keydown=${panel?.onKeydown}>
      <header part="header" class="panel-header">
        <h2 class="title">${t(lang, 'config.label')}</h2>
        <span class="spacer"></span>
        ${panel?.renderTools({ lang, readonly: this.disabled })}
      </header>
      ${this.#note(lang)} ${panel?.render({ lang, readonly: this.disabled })}
    </form>`;
  }

  /** What is to be said of the connection, or of the form that is not here. */
  #note(lang: string): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot?.config && !this.#panel) {
      if (!editing.failed) return loadingNote(lang);
      const retry = retryButton(lang, () => void this.#load());
      return note(false, 'error', warning, t(lang, 'config.unloaded'), 'alert', retry);
    }
    return statusNote(snapshot, {
      lang,
      content: this.#panel !== null,
      empty: { title: t(lang, 'config.none') },
      retry: () => this.store?.reconnect(),
    });
  }

  /** Has the form here, seen or not. Where it cannot be had, the element says so. */
  async #load(): Promise<void> {
    await editing.load().catch(() => undefined);
    this.requestUpdate();
    await this.updateComplete;
  }
}
