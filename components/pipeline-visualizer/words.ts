import type { Job, Stage } from '../../protocol/index.ts';
import { elapsed } from '../shared/duration.ts';
import { statusKey, type Progressing } from '../shared/look.ts';
import { t } from '../shared/strings.ts';
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
    t(lang, 'jobs', { count }),
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

/** In seconds. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "1 minute 4 seconds" */
export function spellDuration(ms: number, lang: string): string {
  let rest = Math.floor(ms / 1000);
  const parts = UNITS.flatMap(([unit, size]) => {
    const value = Math.floor(rest / size);
    rest %= size;
    const isShown = value > 0 || (size === 1 && ms < 1000);
    return isShown ? new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(value) : [];
  });
  return parts.slice(0, 2).join(' ');
}

/** "3 minutes ago" */
export function ago(ms: number, now: number, lang: string): string {
  const seconds = (now - ms) / 1000;
  const [unit, size] = UNITS.find(([, size]) => size > 1 && seconds >= size) ?? ['second', Infinity];
  return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(-Math.floor(seconds / size), unit);
}

/** The word for a status as it stands in a sentence. */
export const status = (thing: Progressing, lang: string): string => {
  const word = t(lang, statusKey(thing));
  return word.charAt(0).toLocaleLowerCase(lang) + word.slice(1);
};

function spent(times: Parameters<typeof elapsed>[0], now: number, lang: string): string | null {
  const time = elapsed(times, now);
  return time === null ? null : spellDuration(time, lang);
}

const join = (parts: readonly (string | false | null)[]): string => parts.filter(Boolean).join(', ');
