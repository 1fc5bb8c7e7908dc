import { html, nothing, type TemplateResult } from 'lit';
import { humanize, type Field } from './fields.ts';
import { asText } from './json.ts';
import type { ModeOptions } from './render-form.ts';
import { enter, shownText } from './session.ts';
import { t } from './strings.ts';

/** A value of the config with its label, what is said of it, and what is wrong with it. */
export function renderField(
  field: Field,
  problem: string | undefined,
  { session, lang, readonly, onEdit }: ModeOptions,
): TemplateResult {
  const { control, label, options, path, required, schema } = field;
  // A path may hold characters that a list of ids cannot.
  const id = encodeURIComponent(path);
  const help = [schema.description, control === 'lines' && t(lang, 'config.lines')].filter(Boolean).join(' ');
  const text = shownText(session, field);
  const aside = `${id}-help ${id}-problem`;
  const entered = ({ target }: Event): void => {
    const { type, checked, value } = target as HTMLInputElement;
    onEdit((now) => enter(now, field, type === 'checkbox' ? String(checked) : value));
  };

  return html`<div class="entry ${control}">
    <label for=${id}
      >${label}${required ? nothing : html` <small class="muted">${t(lang, 'config.optional')}</small>`}</label
    >
    ${controlView()}
    <p id="${id}-problem" class="problem" ?hidden=${!problem}>${problem}</p>
    <p id="${id}-help" class="muted" ?hidden=${!help}>${help}</p>
  </div>`;

  function controlView(): TemplateResult {
    if (control === 'text' || control === 'lines') {
      return html`<textarea
        id=${id}
        class="field"
        rows=${control === 'text' ? 3 : 2}
        .value=${text}
        ?readonly=${readonly}
        aria-invalid=${Boolean(problem)}
        aria-describedby=${aside}
        @input=${entered}
      ></textarea>`;
    }
    if (options.length > 0) {
      // Nothing is an option where nothing has to be said; a value that is none is still shown as what it is.
      const words = new Set([...(required ? [] : ['']), ...options, text]);
      return html`<select
        id=${id}
        class="field"
        ?disabled=${readonly}
        aria-invalid=${Boolean(problem)}
        aria-describedby=${aside}
        @input=${entered}
      >
        ${[...words].map((word) => html`<option value=${word} .selected=${word === text}>${humanize(word)}</option>`)}
      </select>`;
    }
    const isSwitch = control === 'switch';
    return html`<input
      id=${id}
      class=${isSwitch ? nothing : 'field'}
      type=${isSwitch ? 'checkbox' : 'text'}
      autocomplete="off"
      inputmode=${control === 'number' ? 'decimal' : nothing}
      placeholder=${schema.default === undefined ? nothing : t(lang, 'config.default', { value: asText(schema.default) })}
      .value=${text}
      .checked=${text === 'true'}
      ?readonly=${readonly}
      ?disabled=${readonly && isSwitch}
      ?required=${required}
      aria-invalid=${Boolean(problem)}
      aria-describedby=${aside}
      @input=${entered}
    />`;
  }
}
