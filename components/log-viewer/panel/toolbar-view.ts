import { html, nothing, type TemplateResult } from 'lit';
import { LOG_TYPES, type LogType } from '../../../protocol/index.ts';
import { close, search } from '../../shared/action-icons.ts';
import { icon } from '../../shared/icons.ts';
import { firstErrorShape, moreShape, TYPE_SHAPES, wrapShape } from './icons.ts';
import type { LogPane } from './log-pane.ts';
import { goToFirstError } from './navigate.ts';
import { nameIn } from './row-view.ts';
import { t } from './strings.ts';
import { toolButton } from './tool-button.ts';

export function toolbarView(lang: string, pane: LogPane): TemplateResult {
  const { host, model, added } = pane;
  return html`<div part="toolbar" class="panel-header" role="group" aria-label=${t(lang, 'log.tools')}>
    ${originView('stage', lang, pane)}${originView('job', lang, pane)}${added.interaction?.stepView(lang)}
    ${LOG_TYPES.map((type, code) => typeButton(type, code, lang, pane))}
    <span class="spacer"></span>
    ${
      model.book.errors.length > 0
        ? toolButton(t(lang, 'log.first.error'), firstErrorShape, () => goToFirstError(pane), { keys: 'e', wide: true })
        : nothing
    }
    ${toolButton(t(lang, 'log.wrap'), wrapShape, () => pane.prefer({ wrap: !host.wrap }), { pressed: host.wrap, keys: 'w' })}
    ${toolButton(t(lang, 'log.search'), search, () => pane.openSearch(), { keys: 'Control+F' })}
    ${toolButton(t(lang, 'log.more.options'), moreShape, () => pane.toggleMenu(), { expanded: added.menu?.open ?? false })}
  </div>`;
}

/** A list of the stages or jobs that have lines; once one is chosen, a chip with its name that takes the filter away. */
function originView(kind: 'stage' | 'job', lang: string, pane: LogPane): TemplateResult | typeof nothing {
  const { model, run, host } = pane;
  const { stage, [kind]: chosen } = host;
  const nameOf = (id: string): string => nameIn(run?.[`${kind}s` as const], id);
  if (chosen !== null) {
    const name = t(lang, `log.${kind}.of`, { name: nameOf(chosen) });
    const label = t(lang, 'log.filter.remove', { name });
    return html`<button
      class="button chip"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${() => pane.choose(kind, null)}
    >
      <span class="truncate">${name}</span>${icon(close)}
    </button>`;
  }
  // Of the jobs only those of the stage that is shown.
  const origins = model.book.origins.filter((origin) => kind === 'stage' || stage === null || origin.stage === stage);
  const choices = new Set(origins.map((origin) => origin[kind]).filter((id) => id !== null));
  if (choices.size < 2) return nothing;
  return html`<select
    class="button plain"
    aria-label=${t(lang, `log.${kind}`)}
    @change=${(event: Event) => pane.choose(kind, (event.target as HTMLSelectElement).value)}
  >
    <option value="" selected hidden>${t(lang, `log.${kind}.all`)}</option>
    ${[...choices].map((id) => html`<option value=${id}>${nameOf(id)}</option>`)}
  </select>`;
}

function typeButton(type: LogType, code: number, lang: string, pane: LogPane): TemplateResult | typeof nothing {
  const { book, view } = pane.model;
  const count = book.counts[code] ?? 0;
  const bit = 1 << code;
  const isShown = (view.hiddenTypes & bit) === 0;
  if (count === 0 && isShown) return nothing;
  const label = t(lang, `log.type.${type}`);
  return html`<button
    class="button plain type ${type}"
    type="button"
    role="switch"
    title=${label}
    aria-label="${label}: ${t(lang, 'log.lines', { count })}"
    aria-checked=${isShown}
    @click=${() => pane.show({ hiddenTypes: pane.model.view.hiddenTypes ^ bit })}
  >
    ${icon(TYPE_SHAPES[type])}${new Intl.NumberFormat(lang, { notation: 'compact' }).format(count)}
  </button>`;
}
