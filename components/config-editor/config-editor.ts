import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { PwElement } from '../shared/base-element.ts';
import { PwConfigChangeEvent, PwConfigInputEvent } from '../shared/events.ts';
import { icon, info, warning } from '../shared/icons.ts';
import { statusNote } from '../shared/status.ts';
import { StoreController } from '../shared/store-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import { styles } from './config-editor.styles.ts';
import { Editing, type Outcome } from './editing.ts';
import type { JsonSchema } from './json-schema.ts';
import { valueAt } from './json.ts';
import { isBad, outcomeText, pastText } from './outcome.ts';
import { renderConflict } from './render-conflict.ts';
import { renderForm, type ModeOptions } from './render-form.ts';
import { renderSource } from './render-source.ts';
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
  readonly #editing = new Editing(() => this.requestUpdate());
  #sight: IntersectionObserver | null = null;
  #isSeen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Who may edit, and who did last, is asked only where somebody can see the answer.
    this.#sight = new IntersectionObserver((entries) => {
      this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
      if (this.#isSeen) void this.#editing.askNewest();
    });
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight?.disconnect();
  }

  /** Whether there is anything to save. */
  get dirty(): boolean {
    return this.#editing.isDirty;
  }

  /** Saves what was changed, if it can be saved; else shows why not, and puts the focus there. */
  async save(): Promise<void> {
    if (this.disabled) return;
    const outcome = await this.#editing.save();
    if (outcome?.kind === 'saved') {
      this.dispatchEvent(new PwConfigChangeEvent(outcome.answer.config, outcome.answer.run));
    }
    await this.updateComplete;
    this.#focusOn(outcome);
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
    this.#editing.attach(this.store);
    const config = this.#shown.value?.config;
    if (config) this.#editing.receive(config, this.schema);
    if (this.#isSeen) void this.#editing.askNewest();
  }

  protected override updated(): void {
    if (this.internals.form) this.#tellForm();
  }

  protected override render(): TemplateResult {
    const lang = this.language;
    const { session } = this.#editing;
    return html`<form part="base" class="panel" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
      <header part="header" class="panel-header">
        <h2 class="title">${t(lang, 'config.label')}</h2>
        <span class="spacer"></span>
        ${session ? this.#renderModes(session, lang) : nothing}
      </header>
      ${statusNote(this.snapshot, {
        lang,
        content: session !== null,
        empty: { title: t(lang, 'config.none') },
        retry: () => this.store?.reconnect(),
      })}
      ${session ? this.#renderSession(session, lang) : nothing}
    </form>`;
  }

  #renderModes(session: Session, lang: string): TemplateResult {
    const modes = { form: session.source === null, json: session.source !== null };
    return html`<div class="modes" role="group" aria-label=${t(lang, 'config.mode.label')}>
      ${(['form', 'json'] as const).map(
        (mode) =>
          html`<button
            class="button"
            type="button"
            aria-pressed=${modes[mode]}
            @click=${() => modes[mode] || this.#setMode(mode)}
          >
            ${t(lang, `config.mode.${mode}`)}
          </button>`,
      )}
    </div>`;
  }

  #renderSession(session: Session, lang: string): TemplateResult | typeof nothing {
    const { picture, denied } = this.#editing;
    if (picture === null) return nothing;
    const { collisions } = picture;
    const readonly = this.disabled || denied;
    const mode: ModeOptions = { session, picture, lang, readonly, onEdit: (step) => this.#edit(step) };
    return html`
      ${denied ? this.#renderDenied(lang) : nothing}
      <div class="body">
        ${session.source === null ? renderForm(mode) : renderSource(mode)}
        ${
          collisions.length === 0
            ? nothing
            : renderConflict({
                lang,
                revision: session.draft.theirs?.revision ?? 0,
                collisions,
                choice: session.choice,
                onChoice: (key, side) => this.#edit((now) => sessions.choose(now, key, side)),
              })
        }
      </div>
      ${readonly ? nothing : this.#renderToolbar(collisions.length > 0, lang)} ${this.#renderInfo(session, lang)}
    `;
  }

  #renderDenied(lang: string): TemplateResult {
    return html`<div part="status" class="note" role="status">
      ${icon(info)}<span><strong>${t(lang, 'config.readonly')}</strong> ${t(lang, 'config.readonly.hint')}</span>
    </div>`;
  }

  #renderToolbar(hasConflict: boolean, lang: string): TemplateResult {
    const { isDirty, saving } = this.#editing;
    const idle = !isDirty || saving;
    return html`<footer part="toolbar" class="toolbar">
      <button class="button primary" type="submit" aria-disabled=${idle}>
        ${t(lang, saving ? 'config.saving' : hasConflict ? 'config.save.choice' : 'config.save')}
      </button>
      <button class="button plain" type="button" aria-disabled=${idle} @click=${() => idle || this.reset()}>
        ${t(lang, 'config.discard')}
      </button>
      <p part="status" class="outcome ${this.#editing.outcome?.kind ?? ''}" role="status">
        ${isBad(this.#editing) ? icon(warning) : nothing}<span>${outcomeText(this.#editing, lang)}</span>
      </p>
    </footer>`;
  }

  #renderInfo({ draft: { revision, base } }: Session, lang: string): TemplateResult {
    const startsRun = valueAt(base, '/runner/kind') !== 'external';
    const past = pastText(this.#editing.newest, revision, lang);
    return html`<aside class="info muted">
      ${icon(info)}
      <p>
        <strong>${t(lang, 'config.info', { revision })}</strong>${past === null ? nothing : html` · ${past}`}<br />
        ${t(lang, startsRun ? 'config.effect.run' : 'config.effect')}
      </p>
    </aside>`;
  }

  #edit(step: (session: Session) => Session): void {
    if (this.#editing.session === null) return;
    this.#editing.edit(step(this.#editing.session));
    this.dispatchEvent(new PwConfigInputEvent(this.#editing.changes, this.#editing.isValid));
  }

  #setMode(mode: 'form' | 'json'): void {
    const { session } = this.#editing;
    if (session === null) return;
    const next = mode === 'json' ? sessions.toJson(session) : sessions.toForm(session);
    if (next === session) this.#focusOn({ kind: 'invalid', count: 1 });
    this.#editing.session = next;
    this.requestUpdate();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    void this.save();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    void this.save();
  }

  /** After a save that failed, the focus goes to what needs a person. */
  #focusOn(outcome: Outcome | null): void {
    if (outcome?.kind !== 'invalid' && outcome?.kind !== 'conflict') return;
    const selector = outcome.kind === 'conflict' ? '#conflict-title' : '[aria-invalid=true], .problems:not([hidden])';
    const place = this.renderRoot.querySelector<HTMLElement>(selector);
    const group = place?.closest('details');
    if (group) group.open = true;
    place?.focus();
  }

  #tellForm(): void {
    const { picture, isValid } = this.#editing;
    if (picture === null) return;
    this.internals.setFormValue(JSON.stringify(picture.meant));
    if (isValid) this.internals.setValidity({});
    else
      this.internals.setValidity(
        { customError: true },
        t(this.language, 'config.invalid', { count: picture.violations.length || 1 }),
      );
  }
}
