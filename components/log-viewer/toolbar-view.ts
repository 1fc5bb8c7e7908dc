import { html, nothing, type TemplateResult } from 'lit';
import { LOG_TYPES, type LogType, type Run } from '../../protocol/index.ts';
import { close, download, icon, search } from '../shared/icons.ts';
import { firstErrorShape, foldShape, typeShape, unfoldShape, wrapShape } from './icons.ts';
import type { LogModel } from './model/log-model.ts';
import { TIMESTAMPS, type Timestamps } from './model/time-format.ts';
import { jobName, stageName } from './row-content.ts';
import { t } from './strings.ts';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The stages and jobs that have lines; of the jobs only those of the stage that is shown. */
export function choicesOf(
  { book }: LogModel,
  run: Run | null,
  stage: string | null,
): { stages: Choice[]; jobs: Choice[] } {
  const stages = new Map<string, Choice>();
  const jobs = new Map<string, Choice>();
  for (const origin of book.origins) {
    if (origin.stage !== null) stages.set(origin.stage, { id: origin.stage, name: stageName(run, origin.stage) });
    if (origin.job === null || (stage !== null && origin.stage !== stage)) continue;
    jobs.set(origin.job, { id: origin.job, name: jobName(run, origin.job) });
  }
  return { stages: [...stages.values()], jobs: [...jobs.values()] };
}

export interface ToolbarState {
  readonly lang: string;
  readonly stages: readonly Choice[];
  readonly jobs: readonly Choice[];
  readonly stage: string | null;
  readonly job: string | null;
  /** By type, in the order of `LOG_TYPES`. */
  readonly counts: readonly number[];
  readonly hiddenTypes: ReadonlySet<number>;
  readonly wrap: boolean;
  readonly timestamps: Timestamps;
  readonly hasGroups: boolean;
  readonly allFolded: boolean;
  readonly downloading: boolean;
}

export interface ToolbarActions {
  choose(kind: 'stage' | 'job', id: string | null): void;
  toggleType(code: number): void;
  firstError(): void;
  search(): void;
  toggleWrap(): void;
  setTimestamps(format: Timestamps): void;
  foldAll(): void;
  download(): void;
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

export function toolbarView(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { lang, counts, wrap, downloading } = state;
  const errors = counts[LOG_TYPES.indexOf('error')] ?? 0;
  return html`<div part="toolbar" class="tools" role="group" aria-label=${t(lang, 'log.tools')}>
    ${originView('stage', state, actions)}${originView('job', state, actions)}
    <div class="types" role="group" aria-label=${t(lang, 'log.types')}>
      ${LOG_TYPES.map((type, code) => typeButton(type, code, state, actions))}
    </div>
    <span class="spacer"></span>
    <button
      class="button plain"
      type="button"
      aria-keyshortcuts="e"
      ?disabled=${errors === 0}
      @click=${actions.firstError}
    >
      ${icon(firstErrorShape)}<span class="wide">${t(lang, 'log.first.error')}</span
      ><span class="visually-hidden narrow">${t(lang, 'log.first.error')}</span>
    </button>
    <select
      class="field plain times"
      aria-label=${t(lang, 'log.timestamps')}
      .value=${state.timestamps}
      @change=${(event: Event) => actions.setTimestamps(valueOf(event) as Timestamps)}
    >
      ${TIMESTAMPS.map(
        (format) =>
          html`<option value=${format} ?selected=${format === state.timestamps}>
            ${t(lang, `log.timestamps.${format}`)}
          </option>`,
      )}
    </select>
    ${state.hasGroups ? foldButton(state, actions) : nothing}
    ${toolButton(t(lang, 'log.wrap'), wrapShape, actions.toggleWrap, { pressed: wrap, keys: 'w' })}
    ${toolButton(t(lang, 'log.download'), download, actions.download, { disabled: downloading })}
    ${toolButton(t(lang, 'log.search'), search, actions.search, { keys: 'Control+F' })}
  </div>`;
}

const foldButton = ({ lang, allFolded }: ToolbarState, { foldAll }: ToolbarActions): TemplateResult =>
  allFolded
    ? toolButton(t(lang, 'log.unfold'), unfoldShape, foldAll)
    : toolButton(t(lang, 'log.fold'), foldShape, foldAll);

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
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    aria-keyshortcuts=${keys ?? nothing}
    ?disabled=${disabled}
    @click=${action}
  >
    ${icon(shape)}
  </button>`;

/** A list of the stages or jobs that have lines; once one is chosen, a chip with its name that takes the filter away. */
function originView(
  kind: 'stage' | 'job',
  state: ToolbarState,
  { choose }: ToolbarActions,
): TemplateResult | typeof nothing {
  const { lang } = state;
  const choices = kind === 'stage' ? state.stages : state.jobs;
  const chosen = state[kind];
  if (chosen !== null) {
    const name = t(lang, `log.${kind}.of`, { name: choices.find(({ id }) => id === chosen)?.name ?? chosen });
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
  if (choices.length < 2) return nothing;
  return html`<select
    class="field plain"
    aria-label=${t(lang, `log.${kind}`)}
    @change=${(event: Event) => choose(kind, valueOf(event))}
  >
    <option value="" selected hidden>${t(lang, `log.${kind}.all`)}</option>
    ${choices.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
  </select>`;
}

function typeButton(
  type: LogType,
  code: number,
  { lang, counts, hiddenTypes }: ToolbarState,
  { toggleType }: ToolbarActions,
): TemplateResult | typeof nothing {
  const count = counts[code] ?? 0;
  const hidden = hiddenTypes.has(code);
  if (count === 0 && !hidden) return nothing;
  const label = t(lang, `log.type.${type}`);
  return html`<button
    class="button plain type ${type}"
    type="button"
    title=${label}
    aria-label="${label}: ${t(lang, 'log.lines', { count })}"
    aria-pressed=${String(!hidden)}
    @click=${() => toggleType(code)}
  >
    ${icon(typeShape(type))}<span>${new Intl.NumberFormat(lang, { notation: 'compact' }).format(count)}</span>
  </button>`;
}
