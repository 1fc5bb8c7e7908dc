import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field } from './fields.ts';
import { fieldProblems } from './problems.ts';
import { renderField } from './render-field.ts';
import type { Picture, Session } from './session.ts';
import { t } from './strings.ts';

export interface ModeOptions {
  session: Session;
  picture: Picture;
  lang: string;
  readonly: boolean;
  /** Takes a step from the session as it is then: events may come faster than this is drawn. */
  onEdit: (step: (session: Session) => Session) => void;
}

/** What everybody looks for first; the rest is in a group of its own. */
const FIRST: ReadonlySet<string> = new Set(['/title', '/description']);

/** The config as labelled fields. */
export function renderForm(options: ModeOptions): TemplateResult {
  const { session, picture, lang } = options;
  const { fields, rest } = picture.form;
  const { at, elsewhere } = fieldProblems(session, picture, lang);
  const fieldsView = (isFirst: boolean): unknown =>
    repeat(
      fields.filter(({ path }) => FIRST.has(path) === isFirst),
      ({ path }: Field) => path,
      (field) => renderField(field, at.get(field), options),
    );
  return html`
    <div class="fields">${fieldsView(true)}</div>
    <details ?hidden=${fields.length <= FIRST.size}>
      <summary>${t(lang, 'config.more')}</summary>
      <div class="fields more">${fieldsView(false)}</div>
      <p class="muted" ?hidden=${rest.length === 0}>${t(lang, 'config.rest', { names: rest.join(', ') })}</p>
    </details>
    <ul class="problems" tabindex="-1" ?hidden=${elsewhere.length === 0}>
      ${elsewhere.map(({ path, message }) => html`<li class="problem"><code>${path}</code> ${message}</li>`)}
    </ul>
  `;
}
