import { median } from 'd3';
import { groupBy } from '../../shared/group-by.ts';
import { isFailure, newestFirst, type Run, type RunSummary } from '../../../protocol/index.ts';

/** So many runs are shown. */
export const SHOWN = 40;

/** Runs that the stream told of are newer than what was fetched of them. In the order in which they were made. */
export function mergeRuns(fetched: readonly RunSummary[], live: readonly RunSummary[]): RunSummary[] {
  const runs = new Map([...fetched, ...live].map((run) => [run.id, run]));
  return [...runs.values()].sort(newestFirst).slice(0, SHOWN).reverse();
}

/** Fewer runs than this say nothing of what is usual now. */
const RECENT = 5;

export interface Usual {
  /** In ms, of the runs that succeeded; null while there is none. */
  readonly median: number | null;
  /** By how much the latest took longer than those before, as a share of these; null where there are too few to tell. */
  readonly trend: number | null;
}

export function usualOf(runs: readonly RunSummary[]): Usual {
  const times = runs.flatMap(({ conclusion, duration }) => (conclusion === 'success' && duration ? [duration] : []));
  const before = median(times.slice(0, -RECENT));
  const lately = median(times.slice(-RECENT));
  const enough = times.length >= 2 * RECENT;
  return { median: median(times) ?? null, trend: enough && before && lately ? lately / before - 1 : null };
}

/** The commits of which a run failed and another, or a later attempt, succeeded: with the runs of each. */
export function flakyCommits(runs: readonly RunSummary[]): Map<string, RunSummary[]> {
  const commits = new Map<string, RunSummary[]>();
  for (const run of runs) if (run.sha) commits.set(run.sha, [...(commits.get(run.sha) ?? []), run]);
  return new Map([...commits].filter(([, runs]) => isFlaky(runs.flatMap((run) => [run, ...run.attempts]))));
}

/** The names of the jobs that failed and succeeded in runs of one commit, or succeeded only when they were run again. */
export function flakyJobs(runs: readonly Run[]): string[] {
  const jobs = groupBy(
    runs.flatMap((run) => run.jobs),
    ({ id }) => id,
  );
  return [...jobs.values()].flatMap((same) => {
    const again = same.find(({ attempt, conclusion }) => attempt > 1 && conclusion === 'success');
    return again || isFlaky(same) ? (same[0]?.name ?? []) : [];
  });
}

const isFlaky = (things: readonly Pick<RunSummary, 'conclusion'>[]): boolean =>
  things.some(({ conclusion }) => isFailure(conclusion)) && things.some(({ conclusion }) => conclusion === 'success');
