import { html, nothing, type TemplateResult } from 'lit';
import { play, stop } from '../shared/action-icons.ts';
import { closeButton } from '../shared/close-button.ts';
import { icon, warning } from '../shared/icons.ts';
import type { Look } from '../shared/look.ts';
import { note } from '../shared/note.ts';
import { statusBadge } from '../shared/status.ts';
import { t as shared } from '../shared/strings.ts';
import type { ConnectionState, StoreSnapshot } from '../store/types.ts';
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

const LOOKS: Readonly<Record<ConnectionState, Look>> = {
  idle: 'waiting',
  connecting: 'waiting',
  live: 'success',
  stale: 'waiting',
  error: 'failure',
};

/** What the pipeline is, how it stands, and the button. */
export function headerView(options: HeaderOptions): TemplateResult {
  const { lang, shown, failure, onDismiss } = options;
  const { config, run } = shown;
  return html`<header part="header" class="header">
      <div class="about">
        <h2 class="name"><bdi>${config?.title ?? run?.pipeline ?? t(lang, 'dashboard.graph')}</bdi></h2>
        ${config?.description ? html`<p class="description muted"><bdi>${config.description}</bdi></p>` : nothing}
      </div>
      <div part="toolbar" class="actions">${actionView(options)} ${editorToggle(options)}</div>
      ${stateView(options)}
    </header>
    ${
      failure
        ? note(
            true,
            'error',
            warning,
            t(lang, `dashboard.${failure.action}.failed`, { reason: failure.reason }),
            'alert',
            closeButton(lang, onDismiss),
          )
        : nothing
    }`;
}

function stateView({ lang, shown: { run, connection, viewers } }: HeaderOptions): TemplateResult {
  return html`<ul class="state muted">
    ${
      run
        ? html`<li>${statusBadge(run, lang, { pill: true })}</li>
            <li class="run">${shared(lang, 'run.number', { number: `#${run.number}` })}</li>`
        : nothing
    }
    <li class="connection look-${LOOKS[connection]}">
      <span class="dot" aria-hidden="true"></span>${t(lang, `connection.${connection}.short`)}
    </li>
    ${viewers === null ? nothing : html`<li>${t(lang, 'viewers', { count: viewers })}</li>`}
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
      ${icon(play)}${t(lang, `dashboard.${action.kind}`)}
    </button>
    <button
      class="button cancel"
      type="button"
      ?hidden=${live === null}
      aria-disabled=${live?.cancelling ?? false}
      @click=${() => live && !live.cancelling && onCancel(live.run)}
    >
      ${icon(stop)}${t(lang, live?.cancelling ? 'dashboard.cancelling' : 'dashboard.cancel')}
    </button>`;
}

function editorToggle({ lang, editor, onToggleEditor }: HeaderOptions): TemplateResult | typeof nothing {
  return editor === null
    ? nothing
    : html`<button class="button" type="button" aria-expanded=${editor} aria-controls="editor" @click=${onToggleEditor}>
        ${t(lang, 'dashboard.editor')}
      </button>`;
}
