import { html, type LitElement } from 'lit';
import type { Job, Run } from '../../../protocol/index.ts';
import { MANY } from '../../graph/many.ts';
import { formatDuration } from '../../shared/duration.ts';
import { createTranslate } from '../../shared/strings.ts';
import type { PipelineStore } from '../../store/types.ts';
import type { ProgressOf } from '../box-view.ts';
import { ticking } from '../ticking.ts';
import { runsBefore, summariesBefore, usualOfJob, usualOfRun } from './earlier.ts';

const t = createTranslate({
  'forecast.left': 'about {time} left',
  'forecast.over': '{time} longer than usual',
});

export interface Forecast {
  /** How long the run has still to go. */
  readonly left: unknown;
  /** How far its jobs are. */
  readonly progressOf: ProgressOf | undefined;
}

/** How a run goes on if it goes as the others did, as far as that is known. */
export function forecastOf(host: LitElement, store: PipelineStore, run: Run, lang: string): Forecast {
  const usual = usualOfRun(summariesBefore(host, store, run));
  const end = usual !== null && run.startTime !== null ? run.startTime + usual : null;
  return {
    left: end && html`<span class="fact">${ticking((now) => wordsFor(end - now, lang), true)}</span>`,
    // The jobs of very many would be more to fetch than there is to see.
    progressOf: run.jobs.length > MANY ? undefined : progressBy(runsBefore(host, store, run)),
  };
}

const wordsFor = (left: number, lang: string): string =>
  t(lang, left < 0 ? 'forecast.over' : 'forecast.left', { time: formatDuration(Math.abs(left)) });

/** The same function for the same runs: boxes are drawn anew when it is another one. */
const known = new WeakMap<readonly Run[], ProgressOf>();

function progressBy(runs: readonly Run[]): ProgressOf | undefined {
  if (runs.length === 0) return undefined;
  const progressOf = known.get(runs) ?? ((job) => guessedProgress(job, usualOfJob(runs, job.id)));
  known.set(runs, progressOf);
  return progressOf;
}

/** A guess is never so sure of itself as to say that a job is done (percent). */
const FARTHEST = 95;

function guessedProgress({ startTime }: Job, usual: number | null): unknown {
  if (startTime === null || usual === null) return null;
  return ticking((now) => String(shareOf(now - startTime, usual)), true);
}

/** How much of a time has passed, in whole percent. */
const shareOf = (time: number, whole: number): number =>
  Math.round(Math.min(FARTHEST, Math.max(0, (100 * time) / Math.max(1, whole))));
