import { html, nothing, type TemplateResult } from 'lit';
import { closeButton } from '../../shared/close-button.ts';

export interface Details<Key extends string> {
  readonly lang: string;
  readonly name: string;
  /** Before the name. */
  readonly mark?: unknown;
  readonly status: unknown;
  /** Why it failed. */
  readonly cause?: string | null | undefined;
  /** What is known of a thing; what has no value is left out. */
  readonly facts: Readonly<Partial<Record<Key, unknown>>>;
  readonly label: (key: Key) => string;
  readonly more?: unknown;
  readonly onClose: () => void;
}

/** The panel below a graph with all that is known of what a person selected. It can have the focus, to be read from its start. */
export const detailsView = <Key extends string>(details: Details<Key>): TemplateResult => {
  const { lang, name, mark, status, cause, facts, label, more, onClose } = details;
  return html`<div class="details" role="group" aria-label=${name} tabindex="-1">
    <div class="details-header">
      ${mark}<strong class="title" dir="auto">${name}</strong>${status}<span class="spacer"></span>
      ${closeButton(lang, onClose)}
    </div>
    ${cause ? html`<p class="cause">${cause}</p>` : nothing}
    <dl>
      ${Object.entries(facts).map(([key, value]) =>
        value
          ? html`<div>
              <dt>${label(key as Key)}</dt>
              <dd>${value}</dd>
            </div>`
          : nothing,
      )}
    </dl>
    ${more}
  </div>`;
};
