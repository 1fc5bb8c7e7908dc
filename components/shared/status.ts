import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Problem } from '../../protocol/index.ts';
import type { StoreSnapshot } from '../store/types.ts';
import { icon, info, LOOK_SHAPES, lookIcon, refresh, warning } from './icons.ts';
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

type NoteRole = 'alert' | 'status' | typeof nothing;

/** A strip above what an element shows, if it has `content`, else in its place. */
export const note = (
  content: boolean,
  look: string,
  shape: SVGTemplateResult,
  text: unknown,
  role: NoteRole = nothing,
  action?: TemplateResult,
): TemplateResult =>
  html`<div part=${content ? 'status' : 'empty'} class="note ${look} ${content ? '' : 'blank'}" role=${role}>
    ${icon(shape)}<span>${text}</span>${action}
  </div>`;

export const retryButton = (lang: string, retry: () => void): TemplateResult =>
  html`<button class="button" type="button" @click=${retry}>${icon(refresh)}${t(lang, 'action.retry')}</button>`;

/** What a note needs of a snapshot. */
type Standing = Pick<StoreSnapshot, 'connection' | 'error' | 'lastHeard'> & Partial<Pick<StoreSnapshot, 'config'>>;

/**
 * What a person must know before they trust what they see: that it is loading, empty, old, offline, broken or forbidden.
 * Nothing when all is well. `snapshot` null: the element has not been given a pipeline.
 */
export function statusNote(
  snapshot: Standing | null,
  { lang, content, empty, retry }: StatusNoteOptions,
): TemplateResult | typeof nothing {
  const { connection, error } = snapshot ?? {};
  if (connection === 'error' && error) {
    const text = errorText(error, Boolean(snapshot?.config), lang);
    return note(content, 'error', warning, text, 'alert', retry && retryButton(lang, retry));
  }
  if (snapshot && (connection === 'stale' || (connection === 'connecting' && error))) {
    return note(content, 'stale', warning, interruption(snapshot, lang), 'status');
  }
  if (content) return nothing;
  if (!snapshot) return note(false, '', info, t(lang, 'source.none'));
  if (connection === 'connecting' || connection === 'idle') {
    return note(false, 'look-queued', LOOK_SHAPES.running, t(lang, 'connection.connecting'), 'status');
  }
  const { title, hint } = empty ?? { title: t(lang, 'run.none'), hint: t(lang, 'run.none.hint') };
  return note(false, '', info, html`<strong>${title}</strong>${hint && html`<br />${hint}`}`);
}

function interruption({ connection, lastHeard }: Standing, lang: string): string {
  if (globalThis.navigator?.onLine === false) return t(lang, 'connection.offline');
  if (connection === 'connecting') return t(lang, 'connection.unreachable');
  return lastHeard === null
    ? t(lang, 'connection.lost')
    : t(lang, 'connection.stale', { time: formatTime(lastHeard, lang) });
}

function errorText({ status, title, detail }: Problem, pipelineIsKnown: boolean, lang: string): string {
  if (status === 401) return t(lang, 'error.unauthorized');
  if (status === 403) return t(lang, 'error.forbidden');
  if (status === 404) return t(lang, pipelineIsKnown ? 'error.missing.run' : 'error.missing');
  return t(lang, 'error.other', { detail: detail ?? title });
}
