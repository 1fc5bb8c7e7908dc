import { html, type nothing, type TemplateResult } from 'lit';
import { icon, lookIcon, warning } from '../shared/icons.ts';
import { statusNote } from '../shared/status.ts';
import type { StoreSnapshot } from '../store/types.ts';
import type { LogFeed } from './feed.ts';
import { t } from './strings.ts';

export interface NoteState {
  readonly lang: string;
  /** Whether there are lines: if so the note is a strip above them, else it stands in their place. */
  readonly content: boolean;
  readonly feed: LogFeed;
  readonly snapshot: StoreSnapshot | null;
  /** Why something that the person asked for did not work. */
  readonly failure: string | null;
  retry(): void;
}

/** Lines that were given without a store are always up to date. */
const OWN = { connection: 'live', error: null, lastHeard: null } as const;

const MEGABYTE = 1_000_000;

/** What a person must know of the log: that it is loading, empty, old, broken. Nothing when all is well. */
export function noteView({
  lang,
  content,
  feed,
  snapshot,
  failure,
  retry,
}: NoteState): TemplateResult | typeof nothing {
  if (failure !== null) return alert(failure, content);
  if (feed.failure !== null) return alert(t(lang, 'log.failed', { reason: feed.failure }), content);
  if (feed.bytes !== null) return loading(lang, feed.bytes, content);
  const empty = { title: t(lang, 'log.empty'), hint: t(lang, 'log.empty.hint') };
  return statusNote(feed.fromStore ? snapshot : OWN, { lang, content, empty, retry });
}

const alert = (text: string, content: boolean): TemplateResult =>
  html`<div part=${content ? 'status' : 'empty'} class="note error ${content ? '' : 'blank'}" role="alert">
    ${icon(warning)}<span>${text}</span>
  </div>`;

function loading(lang: string, bytes: number, content: boolean): TemplateResult {
  const size = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / MEGABYTE);
  return html`<div
    part=${content ? 'status' : 'empty'}
    class="note look-queued ${content ? '' : 'blank'}"
    role="status"
  >
    ${lookIcon('running')}<span>${bytes > 0 ? t(lang, 'log.loading.size', { size }) : t(lang, 'log.loading')}</span>
  </div>`;
}

/** There are lines, but the filter lets none through. */
export const nothingView = (lang: string, showAll: () => void): TemplateResult =>
  html`<div part="empty" class="note blank">
    <span>${t(lang, 'log.nothing')}</span>
    <button class="button" type="button" @click=${showAll}>${t(lang, 'log.nothing.action')}</button>
  </div>`;
