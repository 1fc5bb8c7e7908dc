import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Problem } from '../../protocol/index.ts';
import type { StoreSnapshot } from '../store/types.ts';
import { icon, info, refresh, spinner, warning } from './icons.ts';
import { createTranslate, formatTime, t } from './strings.ts';

export interface StatusNoteOptions {
  lang: string;
  /** Whether the element has something to show. If so, a note is a strip above it, else it fills the element. */
  content: boolean;
  /** What to say when there is a connection and yet nothing to show. "No runs yet" when left out. */
  empty?: { title: string; hint?: string } | undefined;
  /** Offered to a person when the server refused; usually `() => this.store?.reconnect()`. */
  retry?: (() => void) | undefined;
}

const say = createTranslate({
  'connection.stale': 'No news since {time}. Reconnecting…',
  'connection.unreachable': 'The pipeline cannot be reached. Trying again…',
  'connection.offline': 'You are offline. This continues when you are back.',
  'error.unauthorized': 'This pipeline is private. Sign in or use a token to see it.',
  'error.forbidden': 'You are not allowed to see this pipeline.',
  'error.missing': 'There is no pipeline at this address.',
  'error.missing.run': 'This run does not exist, or is no longer kept.',
  'error.other': 'The pipeline refused to answer: {detail}',
  'source.none': 'Nothing to show yet: set the attribute src to the URL of a pipeline.',
  'run.none.hint': 'The first run appears here as soon as it starts.',
});

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

/** In the place of what is not here yet. */
export const loadingNote = (lang: string): TemplateResult =>
  note(false, 'look-queued', spinner, t(lang, 'connection.connecting'), 'status');

/** What a note needs of a snapshot. */
type Standing = Pick<StoreSnapshot, 'connection' | 'error' | 'lastHeard'> &
  Partial<Pick<StoreSnapshot, 'config' | 'fetching'>>;

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
  if (!snapshot) return note(false, '', info, say(lang, 'source.none'));
  if (connection === 'connecting' || connection === 'idle' || snapshot.fetching) return loadingNote(lang);
  const { title, hint } = empty ?? { title: t(lang, 'run.none'), hint: say(lang, 'run.none.hint') };
  return note(false, '', info, html`<strong>${title}</strong>${hint && html`<br />${hint}`}`);
}

function interruption({ lastHeard }: Standing, lang: string): string {
  if (globalThis.navigator?.onLine === false) return say(lang, 'connection.offline');
  return lastHeard === null
    ? say(lang, 'connection.unreachable')
    : say(lang, 'connection.stale', { time: formatTime(lastHeard, lang) });
}

function errorText({ status, title, detail }: Problem, pipelineIsKnown: boolean, lang: string): string {
  if (status === 401) return say(lang, 'error.unauthorized');
  if (status === 403) return say(lang, 'error.forbidden');
  if (status === 404) return say(lang, pipelineIsKnown ? 'error.missing.run' : 'error.missing');
  return say(lang, 'error.other', { detail: detail ?? title });
}
