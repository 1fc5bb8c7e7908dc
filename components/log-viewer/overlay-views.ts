import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { arrowDown, icon, LOOK_SHAPES, refresh, warning } from '../shared/icons.ts';
import { statusNote } from '../shared/status.ts';
import type { StoreSnapshot } from '../store/types.ts';
import type { LogFeed } from './feed.ts';
import type { LogPane } from './log-pane.ts';
import type { Column } from './model/column.ts';
import { marksOf } from './model/marks.ts';
import { t } from './strings.ts';

/** Marks for errors and matches on a bar beside the log. */
export function marksView({ model, viewport }: LogPane): TemplateResult {
  const { book, rows, search } = model;
  const height = Math.round(viewport.height);
  // Without a scrollbar everything is in view.
  const path = (lines?: Column<Int32Array>): string =>
    lines && viewport.scrolls
      ? marksOf(lines, rows, height)
          .map((y) => `M0 ${y + 0.5}h8`)
          .join('')
      : '';
  return html`<svg
    part="gutter"
    class="marks"
    viewBox="0 0 8 ${Math.max(1, height)}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path class="error" d=${path(book.errors)} /><path class="match" d=${path(search?.lines)} />`}
  </svg>`;
}

/** Back to the end, with what came since the person scrolled away from it. */
export function latestView(lang: string, { unread, viewport }: LogPane): TemplateResult {
  const { lines, errors } = unread;
  const jump = (): void => {
    viewport.follow();
    viewport.element.focus({ preventScroll: true });
  };
  return html`<button class="button latest" type="button" @click=${jump}>
    ${icon(arrowDown)}<span>${t(lang, 'log.latest')}</span>${
      lines > 0 ? html`<span class="unread">${t(lang, 'log.unread', { count: lines })}</span>` : nothing
    }${errors > 0 ? html`<span class="unread errors">${t(lang, 'log.errors', { count: errors })}</span>` : nothing}
  </button>`;
}

/** Copies what is selected. */
export const copyView = (lang: string, { copied, selectedLines }: LogPane, copy: () => void): TemplateResult =>
  html`<button class="button copy" type="button" @click=${copy}>
    <span role="status">${copied ? t(lang, 'log.copied') : t(lang, 'log.copy', { count: selectedLines })}</span>
  </button>`;

export const earlierView = (lang: string, loading: boolean, load: () => void): TemplateResult =>
  html`<button class="button earlier" type="button" ?disabled=${loading} @click=${load}>
    ${icon(refresh)}${t(lang, 'log.earlier')}
  </button>`;

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

/** What a person must know of the log: that it is loading, empty, old, broken. Nothing when all is well. */
export function noteView({
  lang,
  content,
  feed,
  snapshot,
  failure,
  retry,
}: NoteState): TemplateResult | typeof nothing {
  const note = (look: string, role: string, shape: SVGTemplateResult, text: string): TemplateResult =>
    html`<div part=${content ? 'status' : 'empty'} class="note ${look} ${content ? '' : 'blank'}" role=${role}>
      ${icon(shape)}<span>${text}</span>
    </div>`;
  const reason = failure ?? feed.failure;
  if (reason !== null) return note('error', 'alert', warning, t(lang, 'log.failed', { reason }));
  if (feed.bytes !== null) {
    const size = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(feed.bytes / 1e6);
    return note('look-queued', 'status', LOOK_SHAPES.running, t(lang, 'log.loading', { size }));
  }
  const empty = { title: t(lang, 'log.empty'), hint: t(lang, 'log.empty.hint') };
  return statusNote(feed.source === 'store' ? snapshot : OWN, { lang, content, empty, retry });
}

/** There are lines, but the filter lets none through. */
export const nothingView = (lang: string, showAll: () => void): TemplateResult =>
  html`<div part="empty" class="note blank">
    <span>${t(lang, 'log.nothing')}</span>
    <button class="button" type="button" @click=${showAll}>${t(lang, 'log.nothing.action')}</button>
  </div>`;
