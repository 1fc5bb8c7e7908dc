import { adoptStyles, html, type LitElement, type TemplateResult } from 'lit';
import type { ConfigDocument } from '../../../protocol/index.ts';
import type { InfraFile } from '../../../protocol/infra/index.ts';
import { PwConfigChangeEvent, PwConfigInputEvent } from '../../shared/config-events.ts';
import { Part } from '../../shared/part.ts';
import type { PipelineStore } from '../../store/types.ts';
import { complete } from './blank.ts';
import { Editing } from './editing.ts';
import { styles } from './editing.styles.ts';
import { readFiles, saveFile } from './files.ts';
import { FIRST_SCHEMA } from './first-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import type { JsonObject } from './json.ts';
import type { EditOptions, ModeOptions } from './options.ts';
import { fieldProblems } from './problems.ts';
import { renderChanges } from './render-changes.ts';
import { renderConflict } from './render-conflict.ts';
import { renderFooter } from './render-footer.ts';
import { MORE, renderForm } from './render-form.ts';
import { renderRevisions } from './render-revisions.ts';
import { renderSource } from './render-source.ts';
import { renderToolbar } from './render-toolbar.ts';
import { fetchSchema } from './schema-source.ts';
import * as sessions from './session.ts';
import type { Session } from './session.ts';
import { t } from './strings.ts';

const importing = new Part(() => import('./import/index.ts'));

/** The element around it. */
interface Host extends LitElement {
  save(): Promise<void>;
}

export interface PanelOptions {
  readonly lang: string;
  readonly readonly: boolean;
}

/** What a person sees of an edit and does with it: the inside of the element, from the moment that it comes into sight. */
export class EditingPanel {
  readonly #host: Host;
  readonly #editing: Editing;
  /** The paths of what is open. */
  #opened: ReadonlySet<string> = new Set();
  /** A selector of what has the focus after the next update. */
  #focus: string | undefined;
  #previewed: JsonObject | null = null;
  /** The rules that the server publishes, once they are here. */
  #published: JsonSchema | null = null;
  #hasAsked = false;

  constructor(host: Host, store: PipelineStore, config: ConfigDocument) {
    this.#host = host;
    this.#editing = new Editing(store, config, FIRST_SCHEMA, () => host.requestUpdate());
    const { elementStyles } = host.constructor as typeof LitElement;
    adoptStyles(host.renderRoot as ShadowRoot, [...elementStyles, styles]);
  }

  /** How many changes there are to save. */
  get unsaved(): number {
    return this.#editing.picture.unsaved;
  }

  /** What the person has made of the config, as the value of a form. */
  get value(): string {
    return JSON.stringify(this.#editing.session.draft.mine);
  }

  /** What keeps a save from being sent, in words. */
  mistake(lang: string): string | undefined {
    const { wrong: count } = this.#editing.picture;
    return count > 0 ? t(lang, 'config.invalid', { count }) : undefined;
  }

  /** What the store says is saved, and the rules if they are given. */
  receive(config: ConfigDocument, schema: JsonSchema | null): void {
    this.#editing.receive(config, schema ?? this.#published ?? FIRST_SCHEMA);
  }

  /** The element can be seen: the rules, and who saved before, are asked only where somebody reads the answer. */
  seen(): void {
    void this.#editing.askRevisions();
    const { src } = this.#editing.store;
    if (src === null || this.#hasAsked) return;
    this.#hasAsked = true;
    void fetchSchema(src).then((schema) => {
      this.#published = schema;
      this.#host.requestUpdate();
    });
  }

  /** What has been drawn is in the document. */
  updated(): void {
    if (!this.#host.isConnected) return; // drawn once more on its way out
    this.#preview();
    removeEventListener('beforeunload', this.#keep);
    if (this.unsaved > 0) addEventListener('beforeunload', this.#keep);
    const place = this.#focus && this.#host.renderRoot.querySelector<HTMLElement>(this.#focus);
    this.#focus = undefined;
    if (place) place.focus();
  }

  /** Nobody sees it any more. What was entered stays. */
  leave(): void {
    removeEventListener('beforeunload', this.#keep);
    this.#previewed = null;
    this.#editing.store.preview(null);
  }

  /** Saves what was changed, if it can be saved; else shows why not. `isCurrent`: nothing else was given to edit meanwhile. */
  async save(isCurrent: () => boolean): Promise<void> {
    const answer = await this.#editing.save();
    if (!isCurrent()) return;
    if (answer) this.#host.dispatchEvent(new PwConfigChangeEvent(answer.config, answer.run));
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (this.#editing.outcome) await this.#focusOnProblem();
  }

  discard(): void {
    this.#edit(sessions.discard);
  }

  /** Takes over what files say: a config that was exported, or all that a map can be drawn from. */
  async take(files: readonly InfraFile[]): Promise<void> {
    const { draft } = this.#editing.session;
    try {
      const { importFiles } = await importing.load();
      const { config, unknown } = await importFiles(files, draft.mine);
      this.#edit((now) => sessions.replace(now, config));
      this.#editing.say(
        unknown.length > 0
          ? { look: 'waiting', say: (lang) => t(lang, 'config.unknown', { names: unknown.join(', ') }) }
          : { look: 'success', say: (lang) => t(lang, 'config.imported') },
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#editing.say({ look: 'failure', say: (lang) => t(lang, 'config.unread', { reason }) });
    }
  }

  /** The buttons in the header. */
  renderTools(options: PanelOptions): TemplateResult {
    const editing = this.#editing;
    const readonly = options.readonly || editing.denied;
    return renderToolbar(
      editing,
      { lang: options.lang, readonly },
      {
        onUndo: () => this.#step(() => editing.undo()),
        onRedo: () => this.#step(() => editing.redo()),
        onImport: (files) => void readFiles(files).then((read) => this.take(read)),
        onExport: () => saveFile('pipeline-config.json', JSON.stringify(editing.session.draft.mine, null, 2)),
        onMode: () => this.#toggleMode(),
      },
    );
  }

  render({ lang, readonly: isDisabled }: PanelOptions): TemplateResult {
    const editing = this.#editing;
    const { session, picture } = editing;
    const readonly = isDisabled || editing.denied;
    const { at: problems, elsewhere } = fieldProblems(session, picture, lang);
    const hasConflict = picture.collisions.length > 0;
    const options: ModeOptions = {
      session,
      picture,
      lang,
      readonly,
      problems,
      opened: this.#opened,
      onEdit: (step, how) => this.#edit(step, how),
      onToggle: (path, isOpen) => this.#toggle(path, isOpen),
    };
    return html`
      <div class="body" @dragover=${readonly ? null : allowFiles} @drop=${readonly ? null : this.#drop}>
        ${session.source ? renderSource(session.source, options) : renderForm(options, elsewhere)}
        ${hasConflict && session.draft.theirs ? renderConflict(session.draft.theirs, options) : null}
        ${picture.unsaved > 0 ? renderChanges(options) : null} ${renderRevisions(editing.revisions, options)}
      </div>
      ${renderFooter(editing, { lang, readonly, hasConflict, onDiscard: () => this.discard() })}
    `;
  }

  readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#host.save();
  };

  /** Save, undo and redo, as everywhere; in the JSON the browser knows better what was typed. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 's') return this.onSubmit(event);
    if (this.#editing.session.source) return;
    if (key === 'y' || (key === 'z' && event.shiftKey)) this.#step(() => this.#editing.redo());
    else if (key === 'z') this.#step(() => this.#editing.undo());
    else return;
    event.preventDefault();
  };

  /** The browser asks before a page with unsaved changes is left. */
  readonly #keep = (event: BeforeUnloadEvent): void => event.preventDefault();

  #edit(step: (session: Session) => Session, { at, focus, opened }: EditOptions = {}): void {
    const editing = this.#editing;
    this.#focus = focus;
    this.#opened = opened ?? this.#opened;
    this.#step(() => editing.edit(step(editing.session), at));
  }

  #step(step: () => void): void {
    step();
    const { changes, wrong } = this.#editing.picture;
    this.#host.dispatchEvent(new PwConfigInputEvent(changes, wrong === 0));
  }

  readonly #drop = (event: DragEvent): void => {
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    void readFiles(files).then((read) => this.take(read));
  };

  #toggle(path: string, isOpen: boolean): void {
    if (this.#opened.has(path) === isOpen) return;
    const others = [...this.#opened].filter((one) => one !== path);
    this.#opened = new Set(isOpen ? [...others, path] : others);
    this.#host.requestUpdate();
  }

  #toggleMode(): void {
    const { session } = this.#editing;
    if (session.source?.mistake) void this.#focusOnProblem();
    this.#editing.session = sessions.toggle(session);
    this.#host.requestUpdate();
  }

  /** The other elements of the page show what would be saved, as soon as it could be. */
  #preview(): void {
    const { store, session, picture } = this.#editing;
    const { schema, draft } = session;
    const isWhole = Object.keys(picture.changes).every((key) => schema.properties?.[key]);
    const shown = picture.unsaved > 0 && picture.wrong === 0 && isWhole ? draft.mine : null;
    if (shown === this.#previewed) return;
    this.#previewed = shown;
    const config = shown && (complete(schema, shown) as unknown as ConfigDocument);
    store.preview(config && { ...config, revision: draft.revision });
  }

  /** The focus goes to what needs a person; what it is inside of is opened. */
  async #focusOnProblem(): Promise<void> {
    const { session, picture } = this.#editing;
    const [path] = fieldProblems(session, picture, 'en').at.keys();
    if (path !== undefined && !session.source && picture.collisions.length === 0) {
      const keys = path.split('/');
      const around = keys.map((_, index) => keys.slice(0, index + 1).join('/'));
      this.#opened = new Set([...this.#opened, ...around, MORE]);
      this.#host.requestUpdate();
      await this.#host.updateComplete;
    }
    const place = this.#host.renderRoot.querySelector<HTMLElement>(
      '#conflict, [aria-invalid=true], .problems:not([hidden])',
    );
    // What a person has closed a moment ago is not known as closed yet.
    for (let at = place?.closest('details'); at; at = at.parentElement?.closest('details')) at.open = true;
    place?.focus();
  }
}

const allowFiles = (event: DragEvent): void => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
};
