import { html, nothing, svg, type TemplateResult } from 'lit';
import { arrowDown, check, icon, refresh } from '../shared/icons.ts';
import { copyShape } from './icons.ts';
import { t } from './strings.ts';

/** Marks on the bar beside the log, in pixels from its top. */
export interface Marks {
  readonly height: number;
  readonly errors: readonly number[];
  readonly matches: readonly number[];
}

const path = (marks: readonly number[]): string => marks.map((y) => `M0 ${y + 0.5}h8`).join('');

export const marksView = ({ height, errors, matches }: Marks): TemplateResult =>
  html`<svg
    part="gutter"
    class="marks"
    viewBox="0 0 8 ${Math.max(1, height)}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path class="error" d=${path(errors)} /><path class="match" d=${path(matches)} />`}
  </svg>`;

/** What came since the person scrolled away from the end. */
export interface Unread {
  readonly lines: number;
  readonly errors: number;
}

export function latestView(lang: string, { lines, errors }: Unread, jump: () => void): TemplateResult {
  return html`<button class="button latest" type="button" @click=${jump}>
    ${icon(arrowDown)}<span>${t(lang, 'log.latest')}</span>${
      lines > 0 ? html`<span class="unread">${t(lang, 'log.unread', { count: lines })}</span>` : nothing
    }${errors > 0 ? html`<span class="unread errors">${t(lang, 'log.errors', { count: errors })}</span>` : nothing}
  </button>`;
}

export const earlierView = (lang: string, loading: boolean, load: () => void): TemplateResult =>
  html`<button class="button earlier" type="button" ?disabled=${loading} @click=${load}>
    ${icon(refresh)}${t(lang, loading ? 'log.earlier.loading' : 'log.earlier')}
  </button>`;

export const copyView = (lang: string, lines: number, copied: boolean, copy: () => void): TemplateResult =>
  html`<button class="button copy" type="button" @click=${copy}>
    ${icon(copied ? check : copyShape)}<span role="status"
      >${copied ? t(lang, 'log.copied') : t(lang, 'log.copy', { count: lines })}</span
    >
  </button>`;
