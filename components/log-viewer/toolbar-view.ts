import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { LOG_TYPES, type LogType } from '../../protocol/index.ts';
import { close, download, icon, search } from '../shared/icons.ts';
import { firstErrorShape, foldShape, TYPE_SHAPES, wrapShape } from './icons.ts';
import { goToError } from './keys.ts';
import type { LogPane } from './log-pane.ts';
import { TIMESTAMPS, type Timestamps } from './model/time-format.ts';
import { nameIn } from './row-view.ts';
import { t } from './strings.ts';

export interface ToolbarState {
  readonly lang: string;
  readonly pane: LogPane;
  readonly stage: string | null;
  readonly job: string | null;
  readonly wrap: boolean;
  readonly timestamps: Timestamps;
  readonly downloading: boolean;
}

export interface ToolbarActions {
  choose(kind: 'stage' | 'job', id: string | null): void;
  set(settings: { wrap?: boolean; timestamps?: Timestamps }): void;
  search(): void;
  download(): void;
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

export function toolbarView(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { lang, pane, wrap, downloading } = state;
  const { rows, book } = pane.model;
  const groups = book.groups.all;
  const folded = groups.every((_, id) => rows.isFolded(id));
  return html`<div part="toolbar" class="panel-header" role="group" aria-label=${t(lang, 'log.tools')}>
    ${originView('stage', state, actions)}${originView('job', state, actions)}
    ${LOG_TYPES.map((type, code) => typeButton(type, code, lang, pane))}
    <span class="spacer"></span>
    <button
      class="button plain first-error"
      type="button"
      title=${t(lang, 'log.first.error')}
      aria-keyshortcuts="e"
      ?disabled=${book.errors.length === 0}
      @click=${() => goToError(pane, 1, -1)}
    >
      ${icon(firstErrorShape)}<span class="wide">${t(lang, 'log.first.error')}</span>
    </button>
    ${book.hasTimes ? timesView(state, actions) : nothing}
    ${
      groups.length > 0
        ? toolButton(t(lang, folded ? 'log.unfold' : 'log.fold'), foldShape, () =>
            pane.apply(() => rows.foldAll(!folded)),
          )
        : nothing
    }
    ${toolButton(t(lang, 'log.wrap'), wrapShape, () => actions.set({ wrap: !wrap }), { pressed: wrap, keys: 'w' })}
    ${toolButton(t(lang, 'log.download'), download, actions.download, { disabled: downloading })}
    ${toolButton(t(lang, 'log.search'), search, actions.search, { keys: 'Control+F' })}
  </div>`;
}

const timesView = ({ lang, timestamps }: ToolbarState, { set }: ToolbarActions): TemplateResult =>
  html`<select
    class="button plain wide"
    aria-label=${t(lang, 'log.timestamps')}
    .value=${timestamps}
    @change=${(event: Event) => set({ timestamps: valueOf(event) as Timestamps })}
  >
    ${TIMESTAMPS.map(
      (format) =>
        html`<option value=${format} ?selected=${format === timestamps}>
          ${t(lang, `log.timestamps.${format}`)}
        </option>`,
    )}
  </select>`;

interface ToolButtonOptions {
  pressed?: boolean;
  disabled?: boolean;
  keys?: string;
}

/** `face` is a shape, or a sign that CSS draws: what a person says to press it, and hears, is the label. */
export const toolButton = (
  label: string,
  face: SVGTemplateResult | string,
  action: () => void,
  { pressed, disabled = false, keys }: ToolButtonOptions = {},
): TemplateResult =>
  html`<button
    class="button plain square"
    type="button"
    title=${label}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    aria-keyshortcuts=${keys ?? nothing}
    data-sign=${typeof face === 'string' ? face : nothing}
    ?disabled=${disabled}
    @click=${action}
  >
    ${typeof face === 'string' ? nothing : icon(face)}
  </button>`;

/** A list of the stages or jobs that have lines; once one is chosen, a chip with its name that takes the filter away. */
function originView(
  kind: 'stage' | 'job',
  { lang, pane, stage, [kind]: chosen }: ToolbarState,
  { choose }: ToolbarActions,
): TemplateResult | typeof nothing {
  const { model, run } = pane;
  const nameOf = (id: string): string => nameIn(run?.[`${kind}s` as const], id);
  if (chosen !== null) {
    const name = t(lang, `log.${kind}.of`, { name: nameOf(chosen) });
    const label = t(lang, 'log.filter.remove', { name });
    return html`<button
      class="button chip"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${() => choose(kind, null)}
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
    @change=${(event: Event) => choose(kind, valueOf(event))}
  >
    <option value="" selected hidden>${t(lang, `log.${kind}.all`)}</option>
    ${[...choices].map((id) => html`<option value=${id}>${nameOf(id)}</option>`)}
  </select>`;
}

function typeButton(type: LogType, code: number, lang: string, pane: LogPane): TemplateResult | typeof nothing {
  const { model } = pane;
  const count = model.book.counts[code] ?? 0;
  const bit = 1 << code;
  const isShown = (model.view.hiddenTypes & bit) === 0;
  if (count === 0 && isShown) return nothing;
  const label = t(lang, `log.type.${type}`);
  return html`<button
    class="button plain type ${type}"
    type="button"
    role="switch"
    title=${label}
    aria-label="${label}: ${t(lang, 'log.lines', { count })}"
    aria-checked=${isShown}
    @click=${() => pane.show({ hiddenTypes: model.view.hiddenTypes ^ bit })}
  >
    ${icon(TYPE_SHAPES[type])}${new Intl.NumberFormat(lang, { notation: 'compact' }).format(count)}
  </button>`;
}
