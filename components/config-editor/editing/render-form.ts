import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ProblemIssue } from '../../../protocol/index.ts';
import type { Field } from './fields.ts';
import { renderField } from './render-field.ts';
import type { ModeOptions } from './options.ts';
import { t } from './strings.ts';

/** What everybody looks for first; the rest is in a group of its own. */
const FIRST: ReadonlySet<string> = new Set(['/title', '/description']);

/** The group of all the rest: no path is empty but that of the whole. */
export const MORE = '';

/** The config as labelled fields; `elsewhere` is what is wrong with what has none. */
export function renderForm(options: ModeOptions, elsewhere: readonly ProblemIssue[]): TemplateResult {
  const { picture, lang, opened, onToggle } = options;
  const { fields, rest } = picture.form;
  const fieldsView = (isFirst: boolean): unknown =>
    repeat(
      fields.filter(({ path }) => FIRST.has(path) === isFirst),
      ({ path }: Field) => path,
      (field) => renderField(field, options),
    );
  return html`
    <div class="fields">${fieldsView(true)}</div>
    <details
      ?hidden=${fields.length <= FIRST.size}
      ?open=${opened.has(MORE)}
      @toggle=${({ currentTarget }: Event) => onToggle(MORE, (currentTarget as HTMLDetailsElement).open)}
    >
      <summary>${t(lang, 'config.more')}</summary>
      <div class="fields more">${fieldsView(false)}</div>
      <p class="muted" ?hidden=${rest.length === 0}>${t(lang, 'config.rest', { names: rest.join(', ') })}</p>
    </details>
    <ul class="problems" tabindex="-1" ?hidden=${elsewhere.length === 0}>
      ${elsewhere.map(({ path, message }) => html`<li class="problem"><code>${path}</code> ${message}</li>`)}
    </ul>
  `;
}
