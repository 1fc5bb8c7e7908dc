import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Job, Millis, Run } from '../../../protocol/index.ts';
import type { BoxContext } from '../../graph/box.ts';
import { tableView } from '../../graph/opened/table.ts';
import { lookIcon } from '../../shared/look-icons.ts';
import { lookOf } from '../../shared/look.ts';
import { statusLabel } from '../../shared/status.ts';
import { timeOf } from '../box-view.ts';
import { jobId } from '../folds.ts';
import type { Picture } from '../picture.ts';
import { tv } from '../strings.ts';
import { criticalPath } from '../critical/critical-path.ts';
import { summaryOf } from '../critical/path-view.ts';
import { tw } from './strings.ts';
import { placeOf, spanOf, ticksOf, type Span, type Tick } from './timing.ts';

/** The jobs one below the other, each from when it began to when it ended. `now` in ms. */
export function waterfallView(
  run: Run,
  { columns }: Picture,
  { lang, selected }: Pick<BoxContext, 'lang' | 'selected'>,
  { now, onSelect }: { readonly now: Millis; readonly onSelect: (id: string) => void },
): TemplateResult {
  const span = spanOf(run, now);
  if (span === null) return html`<p class="muted waterfall-note">${tw(lang, 'waterfall.none')}</p>`;
  const ticks = ticksOf(span);
  const path = new Set(criticalPath(run, now));
  const table = tableView({
    caption: tw(lang, 'waterfall.label', { number: run.number }),
    headings: [tw(lang, 'waterfall.job'), axisView(ticks, lang), tw(lang, 'waterfall.duration')],
    groups: columns
      .filter(({ jobs }) => jobs.length > 0)
      .map(({ stage, jobs }) => ({
        head: { name: stage?.name ?? tv(lang, 'visualizer.unplaced'), cells: [null, stage && timeOf(stage)] },
        rows: jobs.map((job) => ({
          id: jobId(job),
          name: job.name,
          cells: [barView(job, { span, ticks, now, lang, isCritical: path.has(job) }), timeOf(job)],
        })),
      })),
    selected,
    onSelect,
  });
  return html`<div class="waterfall">
    ${table}
    ${path.size > 0 ? html`<p class="muted waterfall-note">${summaryOf([...path], run, now, lang)}</p>` : nothing}
  </div>`;
}

/** A bar is so many units long. */
const LENGTH = 1000;

const axisView = (ticks: readonly Tick[], lang: string): TemplateResult =>
  html`<span class="visually-hidden">${tw(lang, 'waterfall.time')}</span>
    <svg class="axis" aria-hidden="true">
      ${ticks.map(({ at, label }) => (at < 0.93 ? svg`<text x="${at * 100}%" y="1em">${label}</text>` : nothing))}
    </svg>`;

interface BarOptions {
  readonly span: Span;
  readonly ticks: readonly Tick[];
  readonly now: Millis;
  readonly lang: string;
  readonly isCritical: boolean;
}

function barView(job: Job, { span, ticks, now, lang, isCritical }: BarOptions): TemplateResult {
  const look = lookOf(job);
  const place = placeOf(job, span, now);
  const words = [statusLabel(job, lang), isCritical && tw(lang, 'waterfall.critical')].filter(Boolean).join(', ');
  return html`<span class="lane look-${look}" title=${words}>
    <span class="visually-hidden">${words}</span>${lookIcon(look)}
    <svg class="time" viewBox="0 0 ${LENGTH} 10" preserveAspectRatio="none" aria-hidden="true">
      ${ticks.map(({ at }) => svg`<path class="grid" d="M${at * LENGTH} -7v24" />`)}
      ${
        place &&
        svg`<rect class="queued" x=${place.queued * LENGTH} width=${(place.begun - place.queued) * LENGTH} y="4" height="2" />
        ${
          job.startTime === null
            ? nothing
            : svg`<rect class="ran ${isCritical ? 'critical' : ''}" x=${place.begun * LENGTH} width=${Math.max(2, (place.ended - place.begun) * LENGTH)} height="10" />`
        }`
      }
    </svg>
  </span>`;
}
