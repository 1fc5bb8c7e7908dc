import { html, svg, type TemplateResult } from 'lit';
import type { Job, Run } from '../../../protocol/index.ts';
import { edgesView } from '../../graph/frame.ts';
import type { Place } from '../../graph/index.ts';
import { pathOf } from '../../graph/path.ts';
import { elapsed, formatDuration } from '../../shared/duration.ts';
import { timeOf } from '../box-view.ts';
import type { Drawing } from '../drawing.ts';
import { SIZES } from '../geometry.ts';
import { boxOfJob } from '../picture.ts';
import { criticalPath } from './critical-path.ts';
import { t } from './strings.ts';

const { nodeWidth, nodeHeight, gutter, rowGap } = SIZES;

/** The path in words: its jobs one after the other, each with its time. */
export function extraView(_host: unknown, { run }: Drawing, lang: string): TemplateResult {
  const now = Date.now();
  const path = criticalPath(run, now);
  return html`<div class="critical-path">
    <span class="muted">${path.length > 0 ? summaryOf(path, run, now, lang) : t(lang, 'critical.none')}</span>
    <ol>
      ${path.map((job) => html`<li><bdi>${job.name}</bdi> <span class="muted">${timeOf(job)}</span></li>`)}
    </ol>
  </div>`;
}

/** How many of the jobs it is made of, and how long they took. */
export const summaryOf = (path: readonly Job[], { jobs }: Pick<Run, 'jobs'>, now: number, lang: string): string =>
  t(lang, 'critical.sum', {
    jobs: path.length,
    all: jobs.length,
    time: formatDuration(path.reduce((sum, job) => sum + (elapsed(job, now) ?? 0), 0)),
  });

/** The path in the graph: a thick line from each of its boxes to the next, and a frame around each. */
export function linesView({ run, picture, layout }: Drawing): TemplateResult {
  const boxes = criticalPath(run, Date.now()).flatMap(({ id }) => boxOfJob(picture, id) ?? []);
  const steps = new Set(boxes.map((id, index) => JSON.stringify([boxes[index - 1], id])));
  const lines = layout.routes.filter(({ edge: { from, to } }) => steps.has(JSON.stringify([from, to])));
  const frames = [...new Set(boxes)].flatMap((id) => layout.places.get(id) ?? []);
  return edgesView('path', layout, SIZES, [
    lines.map((route) => svg`<path d=${pathOf(route, SIZES)} />`),
    frames.map((place) => svg`<path d=${frameOf(place)} />`),
  ]);
}

/** So far around a box. */
const AROUND = 4;

const frameOf = ({ layer, row }: Place): string => {
  const [x, y] = [layer * (nodeWidth + gutter) - AROUND, row * (nodeHeight + rowGap) - AROUND];
  const [width, height] = [nodeWidth + 2 * AROUND, nodeHeight + 2 * AROUND];
  return `M${x} ${y}h${width}v${height}h-${width}z`;
};
