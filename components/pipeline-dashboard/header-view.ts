import { html, nothing, type TemplateResult } from 'lit';
import { close, icon, play, stop, warning } from '../shared/icons.ts';
import { statusBadge } from '../shared/status.ts';
import { t as shared } from '../shared/strings.ts';
import type { StoreSnapshot } from '../store/types.ts';
import type { ActionState, Failure } from './actions.ts';
import { t } from './strings.ts';

export interface HeaderOptions {
  lang: string;
  shown: Pick<StoreSnapshot, 'connection' | 'config' | 'run' | 'viewers'>;
  action: ActionState;
  failure: Failure | null;
  /** Whether the settings are open; null where there are none. */
  editor: boolean | null;
  onTrigger: () => void;
  onCancel: (run: string) => void;
  onDismiss: () => void;
  onToggleEditor: () => void;
}

/** What the pipeline is, how it stands, and the button. */
export function headerView(options: HeaderOptions): TemplateResult {
  const { lang, shown, failure, onDismiss } = options;
  const { config, run } = shown;
  return html`<header part="header" class="header">
      <div class="about">
        <h2 class="name"><bdi>${config?.title ?? run?.pipeline ?? t(lang, 'dashboard.untitled')}</bdi></h2>
        ${config?.description ? html`<p class="description muted"><bdi>${config.description}</bdi></p>` : nothing}
      </div>
      <div part="toolbar" class="actions">${actionView(options)} ${editorToggle(options)}</div>
      ${stateView(options)}
    </header>
    ${
      failure
        ? html`<div part="status" class="note error" role="alert">
            ${icon(warning)}<span class="spacer">${failureText(failure, lang)}</span>
            <button
              class="button plain square"
              type="button"
              aria-label=${shared(lang, 'action.close')}
              @click=${onDismiss}
            >
              ${icon(close)}
            </button>
          </div>`
        : nothing
    }`;
}

function stateView({ lang, shown: { run, connection, viewers } }: HeaderOptions): TemplateResult {
  return html`<ul class="state muted" aria-label=${t(lang, 'dashboard.state')}>
    ${
      run
        ? html`<li>${statusBadge(run, lang, { pill: true })}</li>
            <li class="run">${shared(lang, 'run.number', { number: `#${run.number}` })}</li>`
        : nothing
    }
    <li class="connection ${connection}">
      <span class="dot" aria-hidden="true"></span>${connectionText(connection, lang)}
    </li>
    ${viewers === null ? nothing : html`<li>${shared(lang, 'viewers', { count: viewers })}</li>`}
  </ul>`;
}

/** The buttons stay the same elements whatever they can do, so that the focus stays on them. */
function actionView({ lang, action, onTrigger, onCancel }: HeaderOptions): TemplateResult {
  if (action.kind === 'elsewhere') return html`<span class="muted">${t(lang, 'dashboard.elsewhere')}</span>`;
  const live = action.kind === 'live' ? action : null;
  const idle = action.kind !== 'ready';
  return html`<button
      class="button primary trigger"
      type="button"
      aria-disabled=${idle}
      @click=${() => idle || onTrigger()}
    >
      ${icon(play)}${triggerText(action, lang)}
    </button>
    <button
      class="button cancel"
      type="button"
      ?hidden=${live === null}
      aria-disabled=${live?.cancelling ?? false}
      @click=${() => live && !live.cancelling && onCancel(live.run)}
    >
      ${icon(stop)}${live?.cancelling ? t(lang, 'dashboard.cancelling') : shared(lang, 'action.cancel')}
    </button>`;
}

function editorToggle({ lang, editor, onToggleEditor }: HeaderOptions): TemplateResult | typeof nothing {
  return editor === null
    ? nothing
    : html`<button class="button" type="button" aria-expanded=${editor} aria-controls="editor" @click=${onToggleEditor}>
        ${t(lang, 'dashboard.editor')}
      </button>`;
}

function triggerText({ kind }: ActionState, lang: string): string {
  if (kind === 'starting') return t(lang, 'dashboard.starting');
  return kind === 'live' ? t(lang, 'dashboard.running') : shared(lang, 'action.trigger');
}

function failureText({ action, problem }: Failure, lang: string): string {
  return t(lang, `dashboard.${action}.failed`, { reason: problem.detail ?? problem.title });
}

function connectionText(connection: StoreSnapshot['connection'], lang: string): string {
  switch (connection) {
    case 'live':
      return shared(lang, 'connection.live');
    case 'stale':
      return t(lang, 'dashboard.reconnecting');
    case 'error':
      return t(lang, 'dashboard.disconnected');
    default:
      return shared(lang, 'connection.connecting');
  }
}
