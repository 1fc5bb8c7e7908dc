import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { PwElement } from '../shared/base-element.ts';
import { PwConfigChangeEvent, PwConfigInputEvent } from '../shared/events.ts';
import { statusNote } from '../shared/status.ts';
import { StoreController } from '../shared/store-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import type { PipelineStore } from '../store/types.ts';
import { styles } from './config-editor.styles.ts';
import { Editing } from './editing.ts';
import type { JsonSchema } from './json-schema.ts';
import { renderConflict } from './render-conflict.ts';
import { renderFooter } from './render-footer.ts';
import { renderForm, type ModeOptions } from './render-form.ts';
import { renderSource } from './render-source.ts';
import { fetchSchema, FIRST_SCHEMA } from './schema-source.ts';
import * as sessions from './session.ts';
import type { Session } from './session.ts';
import { t } from './strings.ts';

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
  static override styles: CSSResultGroup = [baseStyles, styles];

  /** The name under which the config is a part of the form around the element, as JSON. */
  @property({ reflect: true }) name: string | null = null;

  /** Shows the settings without letting anybody change them. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** The rules, as JSON Schema. Taken from the server of the pipeline when left out. */
  @property({ attribute: false }) schema: JsonSchema | null = null;

  readonly #shown = new StoreController(this, ({ connection, error, config }) => ({ connection, error, config }));
  #editing: Editing | null = null;
  #of: PipelineStore | null = null;
  #published = FIRST_SCHEMA;
  #sight: IntersectionObserver | undefined;
  #isSeen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Who may edit, and who did last, is asked only where somebody can see the answer.
    this.#sight = new IntersectionObserver((entries) => {
      this.#isSeen = entries.some(({ isIntersecting }) => isIntersecting);
      this.requestUpdate();
    });
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight?.disconnect();
  }

  /** Whether there is anything to save. */
  get dirty(): boolean {
    return (this.#editing?.picture.unsaved ?? 0) > 0;
  }

  /** Saves what was changed, if it can be saved; else shows why not, and puts the focus there. */
  async save(): Promise<void> {
    const editing = this.#editing;
    if (this.disabled || !editing) return;
    const answer = await editing.save();
    if (editing !== this.#editing) return;
    if (answer) this.dispatchEvent(new PwConfigChangeEvent(answer.config, answer.run));
    await this.updateComplete;
    if (editing.outcome) this.#focusOnProblem();
  }

  /** Throws away what was changed and shows what is saved. */
  reset(): void {
    this.#edit(sessions.discard);
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
    if (store !== this.#of) this.#adopt(store);
    const config = this.#shown.value?.config;
    if (!store || !config) return;
    const schema = this.schema ?? this.#published;
    this.#editing ??= new Editing(store, config, schema, () => this.requestUpdate());
    this.#editing.receive(config, schema);
    if (this.#isSeen) void this.#editing.askNewest();
  }

  protected override updated(): void {
    if (!this.#editing) return;
    const { session, picture } = this.#editing;
    this.internals.setFormValue(JSON.stringify(session.draft.mine));
    this.internals.setValidity(
      { customError: picture.wrong > 0 },
      t(this.language, 'config.invalid', { count: picture.wrong }),
    );
  }

  protected override render(): TemplateResult {
    const lang = this.language;
    const editing = this.#editing;
    return html`<form part="base" class="panel" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
      <header part="header" class="panel-header">
        <h2 class="title">${t(lang, 'config.label')}</h2>
        <span class="spacer"></span>
        ${
          editing
            ? html`<button class="button" type="button" @click=${() => this.#toggleMode(editing)}>
                ${t(lang, editing.session.source ? 'config.form' : 'config.json')}
              </button>`
            : nothing
        }
      </header>
      ${statusNote(this.snapshot, {
        lang,
        content: editing !== null,
        empty: { title: t(lang, 'config.none') },
        retry: () => this.store?.reconnect(),
      })}
      ${editing ? this.#renderEditing(editing, lang) : nothing}
    </form>`;
  }

  #renderEditing(editing: Editing, lang: string): TemplateResult {
    const { session, picture } = editing;
    const { source, draft } = session;
    const readonly = this.disabled || editing.denied;
    const hasConflict = picture.collisions.length > 0;
    const options: ModeOptions = { session, picture, lang, readonly, onEdit: (step) => this.#edit(step) };
    return html`
      <div class="body">
        ${source ? renderSource(source, options) : renderForm(options)}
        ${hasConflict && draft.theirs ? renderConflict(draft.theirs, options) : nothing}
      </div>
      ${renderFooter(editing, { lang, readonly, hasConflict, onDiscard: () => this.reset() })}
    `;
  }

  #adopt(store: PipelineStore | null): void {
    this.#of = store;
    this.#editing = null;
    this.#published = FIRST_SCHEMA;
    if (!store?.src) return;
    void fetchSchema(store.src).then((schema) => {
      if (store !== this.#of) return;
      this.#published = schema;
      this.requestUpdate();
    });
  }

  #edit(step: (session: Session) => Session): void {
    const editing = this.#editing;
    if (!editing) return;
    editing.edit(step(editing.session));
    const { changes, wrong } = editing.picture;
    this.dispatchEvent(new PwConfigInputEvent(changes, wrong === 0));
  }

  #toggleMode(editing: Editing): void {
    if (editing.session.source?.mistake) this.#focusOnProblem();
    editing.session = sessions.toggle(editing.session);
    this.requestUpdate();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    void this.save();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key === 's' && (event.ctrlKey || event.metaKey)) this.#onSubmit(event);
  }

  /** The focus goes to what needs a person. */
  #focusOnProblem(): void {
    const place = this.renderRoot.querySelector<HTMLElement>('#conflict, [aria-invalid=true], .problems:not([hidden])');
    const group = place?.closest('details');
    if (group) group.open = true;
    place?.focus();
  }
}
