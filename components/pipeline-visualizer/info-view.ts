import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { isFailure, type Millis, type Run } from '../../protocol/index.ts';
import { external } from '../shared/action-icons.ts';
import { icon, line } from '../shared/icons.ts';
import { lookIcon } from '../shared/look-icons.ts';
import { ago } from '../shared/spoken.ts';
import { statusBadge, statusLabel } from '../shared/status.ts';
import { formatDateTime, t } from '../shared/strings.ts';
import { safeUrl } from '../shared/url.ts';
import { timeOf } from './box-view.ts';
import { failureOf } from './story.ts';
import { tv } from './strings.ts';
import { ticking } from './ticking.ts';

const branch = line('M5 2v12m0-4.5c0-3 6-1 6-4V2', 1.4);
/** For the button that shows the critical path. */
export const route = line('M2 12.5h4l4-9h4', 1.8);
/** For the button that shows the jobs as rows. */
export const table = line('M2.5 3h11v10h-11zm0 3.5h11M2.5 10h11M6.25 6.5V13', 1.4);
/** For the button that shows them over time. */
export const bars = line('M2.5 3.5h5m-2 4.5h5m-2 4.5h5', 1.8);

/** The panel above the graph: which run this is, where it comes from, and since when. `tools` are its buttons. */
export function infoView(
  run: Run,
  lang: string,
  { forecast, tools }: { readonly forecast: unknown; readonly tools: unknown },
): TemplateResult {
  const { number, title, ref, sha, actor, trigger, attempt, startTime } = run;
  const url = safeUrl(run.url);
  const open = tv(lang, 'visualizer.open', { number });
  return html`<div part="header" class="panel-header info">
    <div class="headline">
      ${statusBadge(run, lang, { pill: true })}
      <span class="number">${t(lang, 'run.number', { number })}</span>
      <span class="title truncate" dir="auto" title=${title ?? nothing}>${title}</span>
    </div>
    <div part="toolbar">
      ${tools}
      ${
        url &&
        html`<a class="button plain square" href=${url} target="_blank" rel="noopener" aria-label=${open} title=${open}
          >${icon(external)}</a
        >`
      }
    </div>
    <div class="facts muted">
      ${ref && factView(html`${icon(branch)}<span class="truncate">${ref}</span>`, 'mono', ref)}
      ${sha && factView(sha.slice(0, 7), 'mono', sha)} ${actor && factView(tv(lang, 'visualizer.by', { actor }))}
      ${trigger && factView(trigger)}
      ${attempt > 1 ? factView(tv(lang, 'visualizer.attempt', { number: attempt })) : nothing}
      ${
        startTime &&
        html`${guard([startTime, lang], () => sinceView(startTime, lang))} ${factView(timeOf(run), 'strong')}
        ${forecast}`
      }
    </div>
  </div>`;
}

const sinceView = (time: Millis, lang: string): TemplateResult =>
  factView(
    html`<time datetime=${new Date(time).toISOString()}>${ticking((now) => ago(time, now, lang), true)}</time>`,
    '',
    formatDateTime(time, lang),
  );

const factView = (content: unknown, classes = '', title?: string): TemplateResult =>
  html`<span class="fact ${classes}" dir="auto" title=${title ?? nothing}>${content}</span>`;

/** Says why a run failed; nothing for any other. */
export function reasonView(run: Run, lang: string): TemplateResult | typeof nothing {
  if (!isFailure(run.conclusion)) return nothing;
  const { stage, job } = failureOf(run);
  const told = [job?.name, job?.failureReason].filter(Boolean).join(': ');
  const reason = run.failureReason || told || statusLabel(run, lang);
  return html`<div class="note reason look-failure">
    ${lookIcon('failure')}<span
      >${stage ? tv(lang, 'visualizer.failure', { stage: stage.name, reason }) : tv(lang, 'visualizer.failure.plain', { reason })}</span
    >
  </div>`;
}
