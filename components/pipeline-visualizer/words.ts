import type { Job, Stage } from '../../protocol/index.ts';
import { elapsed } from '../shared/duration.ts';
import { statusKey, type Progressing } from '../shared/look.ts';
import { t } from '../shared/strings.ts';
import { failuresOf, summarizeFold, type Fold } from './folds.ts';
import { tv } from './strings.ts';

/** The names by which screen readers call what is drawn, e.g. "build (18), running, 12 seconds". */

export function jobLabel(job: Job, now: number, lang: string): string {
  return join([
    job.name,
    status(job, lang),
    spent(job, now, lang),
    job.attempt > 1 && tv(lang, 'visualizer.attempt', { number: job.attempt }),
    job.failureReason,
  ]);
}

export function foldLabel(fold: Fold, now: number, lang: string): string {
  const summary = summarizeFold(fold);
  const failed = failuresOf(fold);
  return join([
    fold.name,
    t(lang, 'jobs', { count: fold.jobs.length }),
    status(summary, lang),
    summary.status !== 'completed' && tv(lang, 'visualizer.done', { done: summary.done, count: fold.jobs.length }),
    failed > 0 && tv(lang, 'visualizer.failed', { count: failed }),
    spent(summary, now, lang),
  ]);
}

export function stageLabel(stage: Stage, now: number, lang: string): string {
  return join([
    stage.name,
    status(stage, lang),
    stage.status === 'running' && tv(lang, 'visualizer.percent', { percent: stage.progress }),
    spent(stage, now, lang),
  ]);
}

/** "1 minute 4 seconds" */
export function spellDuration(ms: number, lang: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ];
  const said = parts.filter(([value, unit]) => value > 0 || (unit === 'second' && seconds === 0)).slice(0, 2);
  return said
    .map(([value, unit]) => new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(value))
    .join(' ');
}

/** "3 minutes ago" */
export function ago(ms: number, now: number, lang: string): string {
  const seconds = Math.min(0, (ms - now) / 1000);
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  if (seconds > -60) return format.format(0, 'second');
  if (seconds > -3600) return format.format(Math.ceil(seconds / 60), 'minute');
  if (seconds > -86_400) return format.format(Math.ceil(seconds / 3600), 'hour');
  return format.format(Math.ceil(seconds / 86_400), 'day');
}

const status = (thing: Progressing, lang: string): string => {
  const word = t(lang, statusKey(thing));
  return word.charAt(0).toLocaleLowerCase(lang) + word.slice(1);
};

function spent(times: Parameters<typeof elapsed>[0], now: number, lang: string): string | null {
  const time = elapsed(times, now);
  return time === null ? null : spellDuration(time, lang);
}

const join = (parts: readonly (string | false | null)[]): string => parts.filter(Boolean).join(', ');
