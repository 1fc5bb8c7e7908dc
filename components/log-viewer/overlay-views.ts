import { html, nothing, type TemplateResult } from 'lit';
import { arrowDown, icon, LOOK_SHAPES, refresh, warning } from '../shared/icons.ts';
import { statusNote } from '../shared/status.ts';
import { t as shared } from '../shared/strings.ts';
import type { LogPane } from './log-pane.ts';
import { t } from './strings.ts';

/** Back to the end, with what came since the person scrolled away from it. */
export function latestView(lang: string, { unread, viewport }: LogPane): TemplateResult | typeof nothing {
  if (!viewport.scrolls || viewport.following) return nothing;
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

/** Lines that were given without a store are always up to date. */
const OWN = { connection: 'live', error: null, lastHeard: null } as const;

/**
 * What a person must know of the log: that it is loading, empty, old, broken. Nothing when all is well. If there is
 * `content` it is a strip above the lines, else it stands in their place.
 */
export function noteView(
  lang: string,
  content: boolean,
  { host, feed, failure }: LogPane,
): TemplateResult | typeof nothing {
  const part = content ? 'status' : 'empty';
  const look = content ? '' : 'blank';
  if (failure) {
    return html`<div part=${part} class="note error ${look}" role="alert">
      ${icon(warning)}<span>${t(lang, 'log.failed', failure)}</span>
      <button class="button" type="button" @click=${failure.again}>
        ${icon(refresh)}${shared(lang, 'action.retry')}
      </button>
    </div>`;
  }
  if (feed.progress) {
    return html`<div part=${part} class="note look-queued ${look}">
      ${icon(LOOK_SHAPES.running)}${feed.progress(lang)}
    </div>`;
  }
  return statusNote(feed.source === 'store' ? host.snapshot : OWN, {
    lang,
    content,
    empty: { title: t(lang, 'log.empty'), hint: t(lang, 'log.empty.hint') },
    retry: () => host.store?.reconnect(),
  });
}

/** There are lines, but the filter lets none through. */
export const nothingView = (lang: string, showAll: () => void): TemplateResult =>
  html`<div part="empty" class="note blank">
    <span>${t(lang, 'log.nothing')}</span>
    <button class="button" type="button" @click=${showAll}>${t(lang, 'log.nothing.action')}</button>
  </div>`;
