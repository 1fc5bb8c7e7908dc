import { html, nothing, type TemplateResult } from 'lit';
import { humanize, type Field } from './fields.ts';
import { asText } from './json.ts';
import { idOf, type ModeOptions } from './options.ts';
import { renderList } from './render-list.ts';
import { enter, shownText } from './session.ts';
import { t } from './strings.ts';

/** A value of the config with its label, what is said of it, and what is wrong with it. */
export function renderField(field: Field, all: ModeOptions): TemplateResult {
  const { session, lang, readonly, problems, onEdit } = all;
  const { control, label, names, options, path, required, schema } = field;
  if (control === 'list') return renderList(field, all);
  const id = idOf(path);
  const problem = problems.get(path);
  const help = [schema.description, control === 'lines' && t(lang, 'config.lines')].filter(Boolean).join(' ');
  const text = shownText(session, field);
  const aside = `${id}-help ${id}-problem`;
  const entered = ({ target }: Event): void => {
    const { type, checked, value } = target as HTMLInputElement;
    onEdit((now) => enter(now, field, type === 'checkbox' ? String(checked) : value), { at: path });
  };

  const name = html`${label}${required ? nothing : html` <small class="muted">${t(lang, 'config.optional')}</small>`}`;

  return html`<div class="entry ${control}">
    ${control === 'set' ? nothing : html`<label for=${id}>${name}</label>`} ${controlView()}
    <p id="${id}-problem" class="problem" ?hidden=${!problem}>${problem}</p>
    <p id="${id}-help" class="muted" ?hidden=${!help}>${help}</p>
  </div>`;

  function controlView(): TemplateResult {
    if (control === 'set') {
      const chosen = new Set(text.split('\n').filter(Boolean));
      // What is chosen and is not there any more is shown, to be taken away.
      const words = [...new Set([...options, ...chosen])];
      const ticked = (word: string, isOn: boolean): void => {
        const next = words.filter((one) => (one === word ? isOn : chosen.has(one)));
        onEdit((now) => enter(now, field, next.join('\n')));
      };
      return html`<fieldset id=${id} class="set" ?disabled=${readonly} aria-describedby=${aside}>
        <legend>${name}</legend>
        ${words.map(
          (word) =>
            html`<label
              ><input
                type="checkbox"
                .checked=${chosen.has(word)}
                @change=${({ target }: Event) => ticked(word, (target as HTMLInputElement).checked)}
              />
              <bdi>${names?.get(word) ?? word}</bdi></label
            >`,
        )}
      </fieldset>`;
    }
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
    if (control === 'choice' || control === 'union') {
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
        ${[...words].map((word) => html`<option value=${word} .selected=${word === text}>${names?.get(word) ?? humanize(word)}</option>`)}
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
