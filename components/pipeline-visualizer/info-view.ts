import { html, nothing, svg, type TemplateResult } from 'lit';
import { isFailure, type Run } from '../../protocol/index.ts';
import { external, icon, lookIcon } from '../shared/icons.ts';
import { lookOf } from '../shared/look.ts';
import { statusBadge } from '../shared/status.ts';
import { formatDateTime, t } from '../shared/strings.ts';
import { safeUrl } from '../shared/url.ts';
import { timeOf } from './box-view.ts';
import { failedStage } from './story.ts';
import { tv } from './strings.ts';
import { ticking } from './ticking.ts';
import { ago } from './words.ts';

const branch = svg`<path d="M5 5.5v5m0-5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zm0 5a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5zm6-5A1.75 1.75 0 1 0 11 2a1.75 1.75 0 0 0 0 3.5zm0 0v.75C11 8 9.5 8.25 8 8.5c-1.5.25-3 .5-3 2" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round" />`;
const table = svg`<path d="M2.5 3h11v10h-11zm0 3.5h11M2.5 10h11M6.25 6.5V13" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />`;

export interface InfoOptions {
  readonly lang: string;
  readonly view: 'graph' | 'table';
  readonly onToggleView: () => void;
}

/** The panel above the graph: which run this is, where it comes from, and since when. */
export function infoView(run: Run, { lang, view, onToggleView }: InfoOptions): TemplateResult {
  const url = safeUrl(run.url);
  return html`<div part="header" class="panel-header info">
    <div class="headline">
      ${statusBadge(run, lang, { pill: true })}
      <span class="number">${t(lang, 'run.number', { number: run.number })}</span>
      <span class="title truncate" dir="auto" title=${run.title ?? nothing}>${run.title}</span>
    </div>
    <div part="toolbar" class="tools">
      <button
        class="button plain square"
        type="button"
        aria-pressed=${view === 'table'}
        aria-label=${tv(lang, 'visualizer.view')}
        title=${tv(lang, 'visualizer.view')}
        @click=${onToggleView}
      >
        ${icon(table)}
      </button>
      ${
        url === null
          ? nothing
          : html`<a
              class="button plain square"
              href=${url}
              target="_blank"
              rel="noopener"
              aria-label=${tv(lang, 'visualizer.open', { number: run.number })}
              title=${tv(lang, 'visualizer.open', { number: run.number })}
              >${icon(external)}</a
            >`
      }
    </div>
    <div class="facts muted">
      ${run.ref === null ? nothing : html`<span class="fact mono" dir="auto">${icon(branch)}<span class="truncate" title=${run.ref}>${run.ref}</span></span>`}
      ${run.sha === null ? nothing : html`<span class="fact mono" dir="auto" title=${run.sha}>${run.sha.slice(0, 7)}</span>`}
      ${run.actor === null ? nothing : html`<span class="fact" dir="auto">${tv(lang, 'visualizer.by', { actor: run.actor })}</span>`}
      ${run.trigger === null ? nothing : html`<span class="fact" dir="auto">${run.trigger}</span>`}
      ${run.attempt > 1 ? html`<span class="fact" dir="auto">${tv(lang, 'visualizer.attempt', { number: run.attempt })}</span>` : nothing}
      ${run.startTime === null ? nothing : startedView(run.startTime, lang)}
      ${run.startTime === null ? nothing : html`<span class="fact strong">${timeOf(run)}</span>`}
    </div>
  </div>`;
}

const startedView = (startTime: number, lang: string): TemplateResult =>
  html`<time
    class="fact"
    dir="auto"
    datetime=${new Date(startTime).toISOString()}
    title=${formatDateTime(startTime, lang)}
    >${ticking((now) => ago(startTime, now, lang), true)}</time
  >`;

/** Says why a run failed; nothing for any other. */
export function reasonView(run: Run, lang: string): TemplateResult | typeof nothing {
  if (!isFailure(run.conclusion)) return nothing;
  const stage = failedStage(run);
  const job = run.jobs.find((job) => lookOf(job) === 'failure' && (!stage || job.stage === stage.id));
  const told =
    job?.failureReason && job.failureReason !== run.failureReason ? `${job.name}: ${job.failureReason}` : null;
  const reason = run.failureReason ?? told ?? job?.name ?? t(lang, 'status.failure');
  return html`<div class="note reason look-failure">
    ${lookIcon('failure')}<span
      >${stage ? tv(lang, 'visualizer.failure', { stage: stage.name, reason }) : tv(lang, 'visualizer.failure.plain', { reason })}</span
    >
  </div>`;
}
