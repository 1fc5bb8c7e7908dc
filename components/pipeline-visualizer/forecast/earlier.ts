import { median } from 'd3';
import type { LitElement } from 'lit';
import type { Run, RunSummary } from '../../../protocol/index.ts';
import { problemOf } from '../../shared/problem-of.ts';
import type { PipelineStore } from '../../store/types.ts';

/** So many runs are looked at, of so many of them the jobs; and fewer than a few say nothing. */
const RUNS = 20;
const WHOLE = 5;
const FEWEST = 3;

/** What was asked of a store, and the answers as far as they are here: once for all elements of a page. */
const asked = new WeakMap<PipelineStore, Map<string, readonly unknown[]>>();
const NONE: readonly never[] = [];

/** What was asked for; nothing until it is here, and then `host` is drawn again. A guess is worth no word about why there is none. */
function answer<T>(
  host: LitElement,
  store: PipelineStore,
  name: string,
  ask: () => Promise<readonly T[]>,
): readonly T[] {
  const known = asked.get(store) ?? new Map<string, readonly unknown[]>();
  asked.set(store, known);
  if (!known.has(name)) {
    known.set(name, NONE);
    void ask().then((found) => {
      known.set(name, found);
      host.requestUpdate();
    }, problemOf);
  }
  return known.get(name) as readonly T[];
}

/** The runs before one that went well, the latest first. */
export const summariesBefore = (host: LitElement, store: PipelineStore, { id }: Run): readonly RunSummary[] =>
  answer(host, store, `summaries ${id}`, async () => {
    const { runs } = await store.history({ limit: RUNS });
    return runs.filter((run) => run.id !== id && run.conclusion === 'success');
  });

/** The latest of them with their jobs. Runs that have ended do not change: the server's cache has them, and the browser keeps them. */
export function runsBefore(host: LitElement, store: PipelineStore, run: Run): readonly Run[] {
  const heads = summariesBefore(host, store, run).slice(0, WHOLE);
  if (heads.length < FEWEST) return NONE;
  return answer(host, store, `runs ${run.id}`, async () => {
    const answers = await Promise.all(heads.map(({ id }) => store.fetch(`runs/${encodeURIComponent(id)}`)));
    return Promise.all(answers.map((answer) => answer.json() as Promise<Run>));
  });
}

/** The middle one of some times (ms); null where there are too few to tell. */
const middle = (times: readonly number[]): number | null => (times.length < FEWEST ? null : (median(times) ?? null));

/** How long the runs took, in the middle. */
export const usualOfRun = (runs: readonly RunSummary[]): number | null =>
  middle(runs.flatMap(({ duration }) => duration ?? []));

/** How long a job by this id took in the runs, where it went well, in the middle. */
export const usualOfJob = (runs: readonly Pick<Run, 'jobs'>[], id: string): number | null =>
  middle(
    runs.flatMap(({ jobs }) => {
      const job = jobs.find((job) => job.id === id && job.conclusion === 'success');
      return job?.startTime != null && job.endTime !== null ? job.endTime - job.startTime : [];
    }),
  );
