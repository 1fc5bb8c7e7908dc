import { html, nothing, type TemplateResult } from 'lit';
import type { Field } from './fields.ts';
import { fieldProblems } from './problems.ts';
import { renderFields } from './render-fields.ts';
import { enter, type Picture, type Session } from './session.ts';
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
export function renderForm({ session, picture, lang, readonly, onEdit }: ModeOptions): TemplateResult {
  const { fields, rest } = picture.form;
  const { at, elsewhere } = fieldProblems(session, picture, lang);
  const options = {
    lang,
    config: session.draft.mine,
    problems: at,
    readonly,
    onEntry: (field: Field, text: string) => onEdit((now) => enter(now, field, text)),
  };
  const first = fields.filter(({ path }) => FIRST.has(path));
  const more = fields.filter(({ path }) => !FIRST.has(path));
  return html`
    <div class="fields">${renderFields(first, options)}</div>
    ${
      more.length === 0
        ? nothing
        : html`<details>
            <summary>${t(lang, 'config.more')}</summary>
            <div class="fields more">${renderFields(more, options)}</div>
            ${
              rest.length === 0
                ? nothing
                : html`<p class="help muted">${t(lang, 'config.rest', { names: rest.join(', ') })}</p>`
            }
          </details>`
    }
    ${
      elsewhere.length === 0
        ? nothing
        : html`<ul class="problems" tabindex="-1">
            ${elsewhere.map(({ path, message }) => html`<li class="problem"><code>${path}</code> ${message}</li>`)}
          </ul>`
    }
  `;
}
