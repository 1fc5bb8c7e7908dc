import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../protocol/index.ts';
import type { StoreSnapshot } from '../store/types.ts';
import { icon, info, lookIcon, refresh, warning } from './icons.ts';
import { lookOf, statusKey, type Progressing } from './look.ts';
import { formatTime, t } from './strings.ts';

/** The words for a status, e.g. "Waiting for approval". */
export const statusLabel = (thing: Progressing, lang: string): string => t(lang, statusKey(thing));

/** Icon and words in the colour of the status; `pill` puts a tint behind them. */
export function statusBadge(thing: Progressing, lang: string, { pill = false } = {}): TemplateResult {
  const look = lookOf(thing);
  return html`<span part="status" class="status look-${look} ${pill ? 'pill' : ''}"
    >${lookIcon(look)}${statusLabel(thing, lang)}</span
  >`;
}

export interface StatusNoteOptions {
  lang: string;
  /** Whether the element has something to show. If so, a note is a strip above it, else it fills the element. */
  content: boolean;
  /** What to say when there is a connection and yet nothing to show. "No runs yet" when left out. */
  empty?: { title: string; hint?: string } | undefined;
  /** Offered to a person when the server refused; usually `() => this.store?.reconnect()`. */
  retry?: (() => void) | undefined;
}

/**
 * What a person must know before they trust what they see: that it is loading, empty, old, offline, broken or forbidden.
 * Nothing when all is well. `snapshot` null: the element has not been given a pipeline.
 */
export function statusNote(
  snapshot: (Pick<StoreSnapshot, 'connection' | 'error' | 'lastHeard'> & Partial<Pick<StoreSnapshot, 'config'>>) | null,
  { lang, content, empty, retry }: StatusNoteOptions,
): TemplateResult | typeof nothing {
  if (snapshot === null) return note('blank', t(lang, 'source.none'), { shape: info });
  const { connection, error, lastHeard, config } = snapshot;
  const blank = content ? '' : 'blank';
  if (connection === 'error' && error) {
    const again =
      retry &&
      html`<button class="button" type="button" @click=${retry}>${icon(refresh)}${t(lang, 'action.retry')}</button>`;
    return note(`error ${blank}`, errorText(error, Boolean(config), lang), {
      shape: warning,
      role: 'alert',
      action: again,
    });
  }
  if (connection === 'stale' || (connection === 'connecting' && error)) {
    return note(`stale ${blank}`, interruption(connection, lastHeard, lang), { shape: warning, role: 'status' });
  }
  if (content) return nothing;
  if (connection === 'connecting' || connection === 'idle') {
    return html`<div part="empty" class="note blank look-queued" role="status">
      ${lookIcon('running')}<span>${t(lang, 'connection.connecting')}</span>
    </div>`;
  }
  const { title, hint } = empty ?? { title: t(lang, 'run.none'), hint: t(lang, 'run.none.hint') };
  return html`<div part="empty" class="note blank">
    ${icon(info)}<span><strong>${title}</strong>${hint ? html`<br />${hint}` : nothing}</span>
  </div>`;
}

interface NoteOptions {
  shape: Parameters<typeof icon>[0];
  role?: 'alert' | 'status';
  action?: TemplateResult | undefined;
}

const note = (classes: string, text: string, { shape, role, action }: NoteOptions): TemplateResult =>
  html`<div part=${classes.includes('blank') ? 'empty' : 'status'} class="note ${classes}" role=${role ?? nothing}>
    ${icon(shape)}<span>${text}</span>${action ?? nothing}
  </div>`;

function interruption(connection: 'stale' | 'connecting', lastHeard: number | null, lang: string): string {
  if (globalThis.navigator?.onLine === false) return t(lang, 'connection.offline');
  if (connection === 'connecting') return t(lang, 'connection.unreachable');
  return lastHeard === null
    ? t(lang, 'connection.lost')
    : t(lang, 'connection.stale', { time: formatTime(lastHeard, lang) });
}

function errorText(problem: Problem, pipelineIsKnown: boolean, lang: string): string {
  if (problem.status === 401) return t(lang, 'error.unauthorized');
  if (problem.status === 403) return t(lang, 'error.forbidden');
  if (problem.status === 404) return t(lang, pipelineIsKnown ? 'error.missing.run' : 'error.missing');
  return t(lang, 'error.other', { detail: problem.detail ?? problem.title });
}
