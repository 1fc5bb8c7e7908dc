import type { Job, Stage } from '../../protocol/index.ts';
import { elapsed } from '../shared/duration.ts';
import { spellDuration, status } from '../shared/spoken.ts';
import { summarizeFold, type Fold } from './folds.ts';
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
  const { count, done, failed } = summary;
  return join([
    fold.name,
    tv(lang, 'jobs', { count }),
    status(summary, lang),
    done < count && tv(lang, 'visualizer.done', { done, count }),
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

function spent(times: Parameters<typeof elapsed>[0], now: number, lang: string): string | null {
  const time = elapsed(times, now);
  return time === null ? null : spellDuration(time, lang);
}

const join = (parts: readonly (string | false | null)[]): string => parts.filter(Boolean).join(', ');
