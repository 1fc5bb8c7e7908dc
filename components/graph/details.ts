import { html, nothing, type TemplateResult } from 'lit';
import { close, icon } from '../shared/icons.ts';
import { t } from '../shared/strings.ts';

/** What is known of a thing; what has no value is left out. */
export type Facts = readonly (readonly [name: string, value: unknown])[];

export interface Details {
  readonly lang: string;
  readonly name: string;
  /** Before the name. */
  readonly mark?: unknown;
  readonly status: unknown;
  /** Why it failed. */
  readonly cause?: string | null | undefined;
  readonly facts: Facts;
  readonly more?: unknown;
  readonly onClose: () => void;
}

/** The panel below a graph with all that is known of what a person selected. It can have the focus, to be read from its start. */
export const detailsView = (details: Details): TemplateResult => {
  const { lang, name, mark = nothing, status, cause, facts, more = nothing, onClose } = details;
  return html`<div class="details" role="group" aria-label=${name} tabindex="-1">
    <div class="details-header">
      ${mark}<strong class="title" dir="auto">${name}</strong>${status}<span class="spacer"></span>
      <button class="button plain square" type="button" aria-label=${t(lang, 'action.close')} @click=${onClose}>
        ${icon(close)}
      </button>
    </div>
    ${cause ? html`<p class="cause">${cause}</p>` : nothing}
    <dl>
      ${facts.map(([name, value]) =>
        value
          ? html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`
          : nothing,
      )}
    </dl>
    ${more}
  </div>`;
};
