import { html, nothing, type TemplateResult } from 'lit';
import type { ConfigRevision } from '../../../protocol/index.ts';
import { formatDateTime } from '../../shared/strings.ts';
import { saved } from './draft.ts';
import type { ModeOptions } from './options.ts';
import { replace } from './session.ts';
import { t } from './strings.ts';

/** What was saved before, to go back to. It is brought into the form; saving it is another step. */
export function renderRevisions(
  revisions: readonly ConfigRevision[],
  { session: { draft }, lang, readonly, opened, onEdit, onToggle }: ModeOptions,
): TemplateResult | typeof nothing {
  if (revisions.length === 0) return nothing;
  const isOpen = opened.has(REVISIONS);
  return html`<details
    class="aside"
    ?open=${isOpen}
    @toggle=${({ currentTarget }: Event) => onToggle(REVISIONS, (currentTarget as HTMLDetailsElement).open)}
  >
    <summary>${t(lang, 'config.revisions')}</summary>
    <ul class="rows">
      ${
        isOpen
          ? revisions.map((one) => {
              const { revision, time, author, config } = one;
              const restore = t(lang, 'config.restore', { revision });
              return html`<li class="revision">
                <b>${revision}</b>
                <span>${formatDateTime(time, lang)}${author === null ? nothing : html` · <bdi>${author}</bdi>`}</span>
                <span class="muted truncate"><bdi>${config.title}</bdi></span>
                ${
                  revision === draft.revision || readonly
                    ? nothing
                    : html`<button
                        class="button"
                        type="button"
                        aria-label=${restore}
                        @click=${() => onEdit((now) => replace(now, saved(config).config))}
                      >
                        ${t(lang, 'config.restore.short')}
                      </button>`
                }
              </li>`;
            })
          : nothing
      }
    </ul>
  </details>`;
}

const REVISIONS = 'revisions';
