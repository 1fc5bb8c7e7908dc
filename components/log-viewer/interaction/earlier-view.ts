import { html, nothing, type TemplateResult } from 'lit';
import { icon, refresh } from '../../shared/icons.ts';
import type { LogPane } from '../panel/log-pane.ts';
import { t } from './strings.ts';

/** There are lines before those that the store holds, and the person is where they would be. */
export function earlierView(lang: string, pane: LogPane): TemplateResult | typeof nothing {
  const { feed, host, model, viewport, waiting } = pane;
  const { store } = host;
  if (feed.source !== 'store' || model.book.number(0) <= 1 || !viewport.atTop || !store?.src) return nothing;
  return html`<button
    class="button earlier"
    type="button"
    ?disabled=${waiting}
    @click=${() => pane.attempt(() => store.loadEarlierLines())}
  >
    ${icon(refresh)}${t(lang, 'log.earlier')}
  </button>`;
}
