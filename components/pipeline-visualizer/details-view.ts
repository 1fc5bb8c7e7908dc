import { html, nothing, type TemplateResult } from 'lit';
import type { Job, Run, Stage, Step } from '../../protocol/index.ts';
import { detailsView, type Facts } from '../graph/details.ts';
import { lookIcon } from '../shared/icons.ts';
import { lookOf } from '../shared/look.ts';
import { statusBadge } from '../shared/status.ts';
import { formatDateTime } from '../shared/strings.ts';
import { timeOf } from './box-view.ts';
import { tv } from './strings.ts';

export interface DetailsOptions {
  readonly lang: string;
  readonly onClose: () => void;
}

/** All that is known of the job that a person selected. */
export function jobDetails(job: Job, run: Run, options: DetailsOptions): TemplateResult {
  const { lang } = options;
  const stage = run.stages.find((stage) => stage.id === job.stage);
  const needs = job.needs.map((need) => run.jobs.find(({ id }) => id === need)?.name ?? need);
  const facts: Facts = [
    [tv(lang, 'visualizer.stage'), stage?.name],
    [tv(lang, 'visualizer.started'), job.startTime !== null && formatDateTime(job.startTime, lang)],
    [tv(lang, 'visualizer.duration'), timeOf(job)],
    [tv(lang, 'visualizer.attempts'), job.attempt > 1 && job.attempt],
    [tv(lang, 'visualizer.needs'), needs.join(', ')],
    [tv(lang, 'visualizer.runner'), job.runner],
    [tv(lang, 'visualizer.environment'), job.environment],
    [tv(lang, 'visualizer.source'), job.sourceStatus],
    [tv(lang, 'visualizer.lines'), job.lines > 0 && new Intl.NumberFormat(lang).format(job.lines)],
  ];
  const more = job.steps.length > 0 ? stepsView(job.steps, lang) : nothing;
  return detailsView({
    ...options,
    name: job.name,
    status: statusBadge(job, lang),
    cause: job.failureReason,
    facts,
    more,
  });
}

export function stageDetails(stage: Stage, run: Run, options: DetailsOptions): TemplateResult {
  const { lang } = options;
  const jobs = run.jobs.filter((job) => job.stage === stage.id);
  const done = jobs.filter((job) => job.status === 'completed').length;
  const failed = jobs.find((job) => lookOf(job) === 'failure');
  const facts: Facts = [
    [tv(lang, 'visualizer.jobs'), jobs.length > 0 && tv(lang, 'visualizer.done', { done, count: jobs.length })],
    [
      tv(lang, 'visualizer.progress'),
      stage.status === 'running' && new Intl.NumberFormat(lang, { style: 'percent' }).format(stage.progress / 100),
    ],
    [tv(lang, 'visualizer.started'), stage.startTime !== null && formatDateTime(stage.startTime, lang)],
    [tv(lang, 'visualizer.duration'), timeOf(stage)],
  ];
  const cause = failed && [failed.name, failed.failureReason].filter(Boolean).join(': ');
  return detailsView({ ...options, name: stage.name, status: statusBadge(stage, lang), cause, facts });
}

const stepsView = (steps: readonly Step[], lang: string): TemplateResult =>
  html`<ol class="steps" aria-label=${tv(lang, 'visualizer.steps')}>
    ${steps.map(
      (step) =>
        html`<li class="look-${lookOf(step)}">
          ${lookIcon(lookOf(step))}<span class="step">${step.name}</span
          ><span class="visually-hidden">${statusBadge(step, lang)}</span><span class="muted">${timeOf(step)}</span>
        </li>`,
    )}
  </ol>`;
