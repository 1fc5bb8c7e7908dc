import { html, nothing, type TemplateResult } from 'lit';
import { arrowDown } from '../../shared/action-icons.ts';
import { icon, warning } from '../../shared/icons.ts';
import { LOOK_SHAPES } from '../../shared/look-icons.ts';
import { note, retryButton, statusNote } from '../../shared/note.ts';
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
  if (failure) {
    const retry = retryButton(lang, failure.again);
    return note(content, 'error', warning, t(lang, 'log.failed', failure), 'alert', retry);
  }
  if (feed.progress) return note(content, 'look-queued', LOOK_SHAPES.running, feed.progress(lang));
  return statusNote(feed.source === 'store' ? host.snapshot : OWN, {
    lang,
    content,
    empty: { title: t(lang, 'log.empty'), hint: t(lang, 'log.empty.hint') },
    retry: () => host.store?.reconnect(),
  });
}
