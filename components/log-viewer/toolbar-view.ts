import { html, nothing, type TemplateResult } from 'lit';
import { LOG_TYPES, type LogType, type Run } from '../../protocol/index.ts';
import { close, download, icon, search } from '../shared/icons.ts';
import { firstErrorShape, foldShape, typeShape, unfoldShape, wrapShape } from './icons.ts';
import type { LogPane } from './log-pane.ts';
import { ERROR, type LogBook } from './model/log-book.ts';
import type { LogModel, View } from './model/log-model.ts';
import { TIMESTAMPS, type Timestamps } from './model/time-format.ts';
import { originName, type OriginKind } from './row-content.ts';
import { t } from './strings.ts';

export interface ToolbarState {
  readonly lang: string;
  readonly run: Run | null;
  readonly stage: string | null;
  readonly job: string | null;
  readonly wrap: boolean;
  readonly timestamps: Timestamps;
  readonly downloading: boolean;
}

export interface ToolbarActions {
  choose(kind: OriginKind, id: string | null): void;
  show(changes: Partial<View>): void;
  firstError(): void;
  search(): void;
  toggleWrap(): void;
  setTimestamps(format: Timestamps): void;
  download(): void;
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

/** What is shown of the log, and how. */
export function toolbar(pane: LogPane, state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { lang, wrap, downloading } = state;
  const { book } = pane.model;
  const firstError = t(lang, 'log.first.error');
  return html`<div part="toolbar" class="tools" role="group" aria-label=${t(lang, 'log.tools')}>
    ${originView('stage', book, state, actions)}${originView('job', book, state, actions)}
    <div class="types" role="group" aria-label=${t(lang, 'log.types')}>
      ${LOG_TYPES.map((type, code) => typeButton(type, code, pane.model, lang, actions))}
    </div>
    <span class="spacer"></span>
    <button
      class="button plain first-error"
      type="button"
      title=${firstError}
      aria-label=${firstError}
      aria-keyshortcuts="e"
      ?disabled=${book.counts[ERROR] === 0}
      @click=${actions.firstError}
    >
      ${icon(firstErrorShape)}<span class="words">${firstError}</span>
    </button>
    ${book.hasTimes ? timesView(state, actions) : nothing} ${foldButton(pane, lang)}
    ${toolButton(t(lang, 'log.wrap'), wrapShape, actions.toggleWrap, { pressed: wrap, keys: 'w' })}
    ${toolButton(t(lang, 'log.download'), download, actions.download, { disabled: downloading })}
    ${toolButton(t(lang, 'log.search'), search, actions.search, { keys: 'Control+F' })}
  </div>`;
}

const timesView = ({ lang, timestamps }: ToolbarState, { setTimestamps }: ToolbarActions): TemplateResult =>
  html`<select
    class="field plain times"
    aria-label=${t(lang, 'log.timestamps')}
    .value=${timestamps}
    @change=${(event: Event) => setTimestamps(valueOf(event) as Timestamps)}
  >
    ${TIMESTAMPS.map(
      (format) =>
        html`<option value=${format} ?selected=${format === timestamps}>
          ${t(lang, `log.timestamps.${format}`)}
        </option>`,
    )}
  </select>`;

function foldButton(pane: LogPane, lang: string): TemplateResult | typeof nothing {
  const { book, rows } = pane.model;
  const groups = book.groups.all;
  if (groups.length === 0) return nothing;
  const isFolded = groups.every((_, id) => rows.isFolded(id));
  const toggle = (): void => pane.apply(() => rows.foldAll(!isFolded));
  return isFolded
    ? toolButton(t(lang, 'log.unfold'), unfoldShape, toggle)
    : toolButton(t(lang, 'log.fold'), foldShape, toggle);
}

interface ToolButtonOptions {
  pressed?: boolean;
  disabled?: boolean;
  keys?: string;
}

export const toolButton = (
  label: string,
  shape: Parameters<typeof icon>[0],
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
    ?disabled=${disabled}
    @click=${action}
  >
    ${icon(shape)}
  </button>`;

/** A list of the stages or jobs that have lines; once one is chosen, a chip with its name that takes the filter away. */
function originView(
  kind: OriginKind,
  book: LogBook,
  { lang, run, stage, [kind]: chosen }: ToolbarState,
  { choose }: ToolbarActions,
): TemplateResult | typeof nothing {
  if (chosen !== null) {
    const name = t(lang, `log.${kind}.of`, { name: originName(run, kind, chosen) });
    const label = t(lang, 'log.filter.remove', { name });
    return html`<button
      class="button chip"
      type="button"
      title=${label}
      aria-label=${label}
      @click=${() => choose(kind, null)}
    >
      <span class="truncate">${name}</span>${icon(close)}
    </button>`;
  }
  const choices = choicesOf(book, kind, stage);
  if (choices.size < 2) return nothing;
  return html`<select
    class="field plain"
    aria-label=${t(lang, `log.${kind}`)}
    @change=${(event: Event) => choose(kind, valueOf(event))}
  >
    <option value="" selected hidden>${t(lang, `log.${kind}.all`)}</option>
    ${[...choices].map((id) => html`<option value=${id}>${originName(run, kind, id)}</option>`)}
  </select>`;
}

/** The stages or jobs that have lines; of the jobs only those of the stage that is shown. */
function choicesOf({ origins }: LogBook, kind: OriginKind, stage: string | null): Set<string> {
  const choices = new Set<string>();
  for (const origin of origins) {
    const id = origin[kind];
    if (id !== null && (kind === 'stage' || stage === null || origin.stage === stage)) choices.add(id);
  }
  return choices;
}

function typeButton(
  type: LogType,
  code: number,
  model: LogModel,
  lang: string,
  { show }: ToolbarActions,
): TemplateResult | typeof nothing {
  const count = model.book.counts[code] ?? 0;
  const bit = 1 << code;
  const isHidden = (model.view.hiddenTypes & bit) !== 0;
  if (count === 0 && !isHidden) return nothing;
  const label = t(lang, `log.type.${type}`);
  return html`<button
    class="button plain type ${type}"
    type="button"
    title=${label}
    aria-label="${label}: ${t(lang, 'log.lines', { count })}"
    aria-pressed=${!isHidden}
    @click=${() => show({ hiddenTypes: model.view.hiddenTypes ^ bit })}
  >
    ${icon(typeShape(type))}<span>${short(count, lang)}</span>
  </button>`;
}

let shortened: { lang: string; format: Intl.NumberFormat } | undefined;

/** `4.8K` */
function short(count: number, lang: string): string {
  if (shortened?.lang !== lang) shortened = { lang, format: new Intl.NumberFormat(lang, { notation: 'compact' }) };
  return shortened.format.format(count);
}
