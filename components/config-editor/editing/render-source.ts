import { html, type TemplateResult } from 'lit';
import type { Source } from './json-source.ts';
import { sourceProblems } from './problems.ts';
import type { ModeOptions } from './options.ts';
import { write } from './session.ts';
import { t } from './strings.ts';

/** The config as its JSON, with what is wrong in it by line and column. */
export function renderSource(
  source: Source,
  { session, picture, lang, readonly, onEdit }: ModeOptions,
): TemplateResult {
  const problems = sourceProblems(session, source, picture, lang);
  return html`<div class="entry">
    <label for="source">${t(lang, 'config.json')}</label>
    <textarea
      id="source"
      class="field mono"
      wrap="off"
      dir="ltr"
      spellcheck="false"
      autocapitalize="off"
      .value=${source.text}
      ?readonly=${readonly}
      aria-invalid=${problems.length > 0}
      aria-describedby="problems"
      @input=${({ target }: Event) => onEdit((now) => write(now, (target as HTMLTextAreaElement).value), { at: 'source' })}
    ></textarea>
    <ul id="problems" class="problems">
      ${problems.map(
        ({ offset, place, message }) =>
          html`<li class="problem">
            <button class="button" type="button" @click=${(event: Event) => goTo(event, offset)}>${place}</button>
            ${message}
          </li>`,
      )}
    </ul>
  </div>`;
}

function goTo({ currentTarget }: Event, offset: number): void {
  const text = (currentTarget as HTMLElement).closest('.entry')?.querySelector('textarea');
  // Set before the focus: browsers scroll to the caret when the focus comes.
  text?.setSelectionRange(offset, offset);
  text?.focus();
}
