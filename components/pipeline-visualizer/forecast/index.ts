import { median } from 'd3';
import { html, nothing, type LitElement } from 'lit';
import type { Run, RunSummary } from '../../../protocol/index.ts';
import { formatDuration } from '../../shared/duration.ts';
import { problemOf } from '../../shared/problem-of.ts';
import { createTranslate } from '../../shared/strings.ts';
import type { PipelineStore } from '../../store/types.ts';
import { ticking } from '../ticking.ts';

const t = createTranslate({
  'forecast.left': 'about {time} left',
  'forecast.over': '{time} longer than usual',
});

/** From so many runs at most, and not from fewer than a few. */
const RUNS = 20;
const FEWEST = 3;

/** How long the runs before one took that went well, in the middle (ms); null where there are too few to tell. */
export function usualDuration(runs: readonly RunSummary[], { id }: Pick<Run, 'id'>): number | null {
  const times = runs.flatMap((run) => (run.id !== id && run.conclusion === 'success' ? (run.duration ?? []) : []));
  return times.length < FEWEST ? null : (median(times) ?? null);
}

/** By store and run: once for all elements of a page. */
const usual = new WeakMap<PipelineStore, Map<string, number | null>>();

/** How long a run has still to go if it goes as the others did; nothing as long as that is not known. */
export function forecastView(host: LitElement, store: PipelineStore, run: Run, lang: string): unknown {
  const known = usual.get(store) ?? new Map<string, number | null>();
  usual.set(store, known);
  if (!known.has(run.id)) {
    known.set(run.id, null);
    void ask(store, run).then((duration) => {
      known.set(run.id, duration);
      host.requestUpdate();
    });
  }
  const duration = known.get(run.id);
  if (!duration || run.startTime === null || run.status !== 'running') return nothing;
  const end = run.startTime + duration;
  return html`<span class="fact">${ticking((now) => wordsFor(end - now, lang), true)}</span>`;
}

const wordsFor = (left: number, lang: string): string =>
  t(lang, left < 0 ? 'forecast.over' : 'forecast.left', { time: formatDuration(Math.abs(left)) });

async function ask(store: PipelineStore, run: Run): Promise<number | null> {
  try {
    return usualDuration((await store.history({ limit: RUNS })).runs, run);
  } catch (error) {
    problemOf(error);
    // A guess is worth no word about why there is none.
    return null;
  }
}
