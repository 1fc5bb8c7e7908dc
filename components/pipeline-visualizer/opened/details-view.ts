import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Job, Run, Stage, Step } from '../../../protocol/index.ts';
import { detailsView, type Details } from '../../graph/opened/details.ts';
import { lookIcon } from '../../shared/look-icons.ts';
import { lookOf } from '../../shared/look.ts';
import { statusBadge } from '../../shared/status.ts';
import { formatDateTime } from '../../shared/strings.ts';
import type { PipelineStore, Selection } from '../../store/types.ts';
import { timeOf } from '../box-view.ts';
import { tally } from '../folds.ts';
import { tv } from '../strings.ts';
import { criticalPath } from '../critical/critical-path.ts';
import { td } from './strings.ts';
import { usualView } from './usual.ts';

type Fact =
  | 'stage'
  | 'jobs'
  | 'progress'
  | 'started'
  | 'duration'
  | 'usual'
  | 'attempts'
  | 'needs'
  | 'critical'
  | 'runner'
  | 'environment'
  | 'source'
  | 'lines';

interface Owner {
  readonly host: LitElement;
  readonly store: PipelineStore | null;
  readonly close: () => void;
}

/** All that is known of what a person selected; nothing where that is no part of the run. */
export function detailsOf({ kind, id }: Selection, run: Run, lang: string, { host, store, close }: Owner): unknown {
  const job = kind === 'job' && run.jobs.find((job) => job.id === id);
  if (job) return jobDetails(job, run, lang, close, usualView(host, store, run, job, lang));
  const stage = kind === 'stage' && run.stages.find((stage) => stage.id === id);
  return stage ? stageDetails(stage, run, lang, close) : nothing;
}

const optionsOf = (lang: string, onClose: () => void): Pick<Details<Fact>, 'lang' | 'label' | 'onClose'> => ({
  lang,
  label: (key) => td(lang, `visualizer.${key}`),
  onClose,
});

/** All that is known of the job that a person selected. `usual`: how long it takes otherwise. */
const jobDetails = (job: Job, run: Run, lang: string, onClose: () => void, usual: unknown): TemplateResult =>
  detailsView({
    ...optionsOf(lang, onClose),
    name: job.name,
    status: statusBadge(job, lang),
    cause: job.failureReason,
    facts: {
      stage: run.stages.find(({ id }) => id === job.stage)?.name,
      ...timesOf(job, lang),
      usual,
      attempts: job.attempt > 1 && job.attempt,
      needs: needsOf(job, run.jobs),
      critical: isCritical(job, run) && td(lang, 'visualizer.critical.on'),
      runner: job.runner,
      environment: job.environment,
      source: job.sourceStatus,
      lines: job.lines > 0 && new Intl.NumberFormat(lang).format(job.lines),
    },
    more: job.steps.length > 0 ? stepsView(job.steps, lang) : nothing,
  });

/** All that is known of a stage. */
function stageDetails(stage: Stage, run: Run, lang: string, onClose: () => void): TemplateResult {
  const jobs = run.jobs.filter((job) => job.stage === stage.id);
  const { count, done } = tally(jobs);
  const failed = jobs.find((job) => lookOf(job) === 'failure');
  return detailsView({
    ...optionsOf(lang, onClose),
    name: stage.name,
    status: statusBadge(stage, lang),
    cause: failed && [failed.name, failed.failureReason].filter(Boolean).join(': '),
    facts: {
      jobs: count > 0 && tv(lang, 'visualizer.done', { done, count }),
      progress:
        stage.status === 'running' && new Intl.NumberFormat(lang, { style: 'percent' }).format(stage.progress / 100),
      ...timesOf(stage, lang),
    },
  });
}

const timesOf = (thing: Job | Stage, lang: string) => ({
  started: thing.startTime && formatDateTime(thing.startTime, lang),
  duration: timeOf(thing),
});

const isCritical = (job: Job, run: Run): boolean => criticalPath(run, Date.now()).includes(job);

/** The names of the jobs that one waits for. */
export const needsOf = ({ needs }: Job, jobs: readonly Job[]): string =>
  needs.map((need) => jobs.find(({ id }) => id === need)?.name ?? need).join(', ');

const stepsView = (steps: readonly Step[], lang: string): TemplateResult =>
  html`<ol class="steps" aria-label=${td(lang, 'visualizer.steps')}>
    ${steps.map(
      (step) =>
        html`<li class="look-${lookOf(step)}">
          ${lookIcon(lookOf(step))}<span class="step">${step.name}</span
          ><span class="visually-hidden">${statusBadge(step, lang)}</span><span class="muted">${timeOf(step)}</span>
        </li>`,
    )}
  </ol>`;
