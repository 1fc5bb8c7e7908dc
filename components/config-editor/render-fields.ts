import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { textOf } from './entries.ts';
import { humanize, type Field } from './fields.ts';
import type { Json, JsonObject } from './json.ts';
import { t } from './strings.ts';

export interface FieldsOptions {
  lang: string;
  config: JsonObject;
  problems: ReadonlyMap<Field, string>;
  readonly: boolean;
  onEntry: (field: Field, text: string) => void;
}

export const renderFields = (fields: readonly Field[], options: FieldsOptions): unknown =>
  repeat(
    fields,
    ({ path }) => path,
    (field) => renderField(field, options),
  );

/** The id of a field's control; a path may hold characters that a list of ids cannot. */
export const controlId = ({ path }: Pick<Field, 'path'>): string => `at${encodeURIComponent(path)}`;

function renderField(field: Field, { lang, config, problems, readonly, onEntry }: FieldsOptions): TemplateResult {
  const id = controlId(field);
  const problem = problems.get(field);
  const help = [field.help, field.control === 'lines' ? t(lang, 'config.lines') : null].filter(Boolean).join(' ');
  const text = textOf(field, config);
  const described = [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || nothing;
  const entered = (event: Event): void => onEntry(field, entryOf(event));
  const invalid = problem ? 'true' : nothing;

  return html`<div class="entry ${field.control}">
    <label for=${id}
      >${field.label}${field.required ? nothing : html` <small class="muted">${t(lang, 'config.optional')}</small>`}</label
    >
    ${control()}
    <p id="${id}-problem" class="problem" ?hidden=${!problem}>${problem}</p>
    ${help ? html`<p id="${id}-help" class="help muted">${help}</p>` : nothing}
  </div>`;

  function control(): TemplateResult {
    switch (field.control) {
      case 'text':
      case 'lines':
        return html`<textarea
          id=${id}
          class="field"
          rows=${field.control === 'text' ? 3 : 2}
          .value=${live(text)}
          ?readonly=${readonly}
          aria-invalid=${invalid}
          aria-describedby=${described}
          @input=${entered}
        ></textarea>`;
      case 'choice':
      case 'union':
        return html`<select
          id=${id}
          class="field"
          ?disabled=${readonly}
          aria-invalid=${invalid}
          aria-describedby=${described}
          @change=${entered}
        >
          ${optionsOf(field, text).map(
            (word) => html`<option value=${word} .selected=${live(word === text)}>${humanize(word)}</option>`,
          )}
        </select>`;
      case 'switch':
        return html`<input
          id=${id}
          type="checkbox"
          .checked=${live(text === 'true')}
          ?disabled=${readonly}
          aria-describedby=${described}
          @change=${entered}
        />`;
      default:
        return html`<input
          id=${id}
          class="field"
          type="text"
          autocomplete="off"
          inputmode=${field.control === 'number' ? 'decimal' : nothing}
          placeholder=${placeholderOf(field, lang)}
          .value=${live(text)}
          ?readonly=${readonly}
          ?required=${field.required}
          aria-invalid=${invalid}
          aria-describedby=${described}
          @input=${entered}
        />`;
    }
  }
}

/** A value that is none of the options is still shown as what it is. */
const optionsOf = ({ options, required }: Field, text: string): string[] => [
  ...new Set([...(text === '' && required ? [] : [text]), ...options]),
];

function placeholderOf({ schema }: Field, lang: string): string | typeof nothing {
  const value: Json | undefined = schema.default;
  return value === undefined || typeof value === 'object'
    ? nothing
    : t(lang, 'config.default', { value: String(value) });
}

function entryOf({ target }: Event): string {
  if (target instanceof HTMLInputElement) return target.type === 'checkbox' ? String(target.checked) : target.value;
  return (target as HTMLTextAreaElement | HTMLSelectElement).value;
}
