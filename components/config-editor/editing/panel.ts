import { adoptStyles, html, type LitElement, type TemplateResult } from 'lit';
import type { ConfigDocument } from '../../../protocol/index.ts';
import { PwConfigChangeEvent, PwConfigInputEvent } from '../../shared/events.ts';
import type { PipelineStore } from '../../store/types.ts';
import { Editing } from './editing.ts';
import { styles } from './editing.styles.ts';
import { FIRST_SCHEMA } from './first-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { renderConflict } from './render-conflict.ts';
import { renderFooter } from './render-footer.ts';
import { renderForm, type ModeOptions } from './render-form.ts';
import { renderSource } from './render-source.ts';
import * as sessions from './session.ts';
import type { Session } from './session.ts';
import { t } from './strings.ts';

export interface PanelOptions {
  readonly lang: string;
  readonly readonly: boolean;
}

/** What a person sees of an edit and does with it: the inside of the element, from the moment that it comes into sight. */
export class EditingPanel {
  readonly #host: LitElement;
  readonly #editing: Editing;

  constructor(host: LitElement, store: PipelineStore, config: ConfigDocument) {
    this.#host = host;
    this.#editing = new Editing(store, config, FIRST_SCHEMA, () => host.requestUpdate());
    const { elementStyles } = host.constructor as typeof LitElement;
    adoptStyles(host.renderRoot as ShadowRoot, [...elementStyles, styles]);
  }

  /** How many changes there are to save. */
  get unsaved(): number {
    return this.#editing.picture.unsaved;
  }

  /** How many things keep a save from being sent. */
  get wrong(): number {
    return this.#editing.picture.wrong;
  }

  /** What the person has made of the config, as the value of a form. */
  get value(): string {
    return JSON.stringify(this.#editing.session.draft.mine);
  }

  invalid(lang: string): string {
    return t(lang, 'config.invalid', { count: this.wrong });
  }

  /** What the store says is saved, and the rules if they are known. */
  receive(config: ConfigDocument, schema: JsonSchema | null): void {
    this.#editing.receive(config, schema ?? FIRST_SCHEMA);
  }

  /** The element can be seen: who saved last is asked only where somebody reads the answer. */
  seen(): void {
    void this.#editing.askNewest();
  }

  /** Saves what was changed, if it can be saved; else shows why not. `isCurrent`: nothing else was given to edit meanwhile. */
  async save(isCurrent: () => boolean): Promise<void> {
    const answer = await this.#editing.save();
    if (!isCurrent()) return;
    if (answer) this.#host.dispatchEvent(new PwConfigChangeEvent(answer.config, answer.run));
    await this.#host.updateComplete;
    if (this.#editing.outcome) this.#focusOnProblem();
  }

  discard(): void {
    this.#edit(sessions.discard);
  }

  /** The button in the header. */
  renderModeSwitch(lang: string): TemplateResult {
    const isSource = this.#editing.session.source !== null;
    return html`<button class="button" type="button" @click=${() => this.#toggleMode()}>
      ${t(lang, isSource ? 'config.form' : 'config.json')}
    </button>`;
  }

  render({ lang, readonly: isDisabled }: PanelOptions): TemplateResult {
    const { session, picture, denied } = this.#editing;
    const { source, draft } = session;
    const readonly = isDisabled || denied;
    const hasConflict = picture.collisions.length > 0;
    const options: ModeOptions = { session, picture, lang, readonly, onEdit: (step) => this.#edit(step) };
    return html`
      <div class="body">
        ${source ? renderSource(source, options) : renderForm(options)}
        ${hasConflict && draft.theirs ? renderConflict(draft.theirs, options) : null}
      </div>
      ${renderFooter(this.#editing, { lang, readonly, hasConflict, onDiscard: () => this.discard() })}
    `;
  }

  #edit(step: (session: Session) => Session): void {
    const editing = this.#editing;
    editing.edit(step(editing.session));
    const { changes, wrong } = editing.picture;
    this.#host.dispatchEvent(new PwConfigInputEvent(changes, wrong === 0));
  }

  #toggleMode(): void {
    const { session } = this.#editing;
    if (session.source?.mistake) this.#focusOnProblem();
    this.#editing.session = sessions.toggle(session);
    this.#host.requestUpdate();
  }

  /** The focus goes to what needs a person. */
  #focusOnProblem(): void {
    const place = this.#host.renderRoot.querySelector<HTMLElement>(
      '#conflict, [aria-invalid=true], .problems:not([hidden])',
    );
    const group = place?.closest('details');
    if (group) group.open = true;
    place?.focus();
  }
}
