import { median } from 'd3';
import type { LitElement } from 'lit';
import type { Job, Run } from '../../../protocol/index.ts';
import { formatDuration } from '../../shared/duration.ts';
import { problemOf } from '../../shared/problem-of.ts';
import type { PipelineStore } from '../../store/types.ts';
import { ticking } from '../ticking.ts';
import { td } from './strings.ts';

/** From so many runs at most, looked for among so many, and not from fewer than a few. */
const RUNS = 7;
const AMONG = 20;
const FEWEST = 3;

/** How long a job by this id took in the runs that went well, in the middle (ms); null where there are too few to tell. */
export function usualOf(runs: readonly Pick<Run, 'jobs'>[], id: string): number | null {
  const times = runs.flatMap(({ jobs }) => {
    const job = jobs.find((job) => job.id === id && job.conclusion === 'success');
    return job?.startTime != null && job.endTime !== null ? job.endTime - job.startTime : [];
  });
  return times.length < FEWEST ? null : (median(times) ?? null);
}

/** The runs before one that went well, by store and run. */
const earlier = new WeakMap<PipelineStore, Map<string, readonly Run[]>>();

/** How long a job usually takes and, while it runs, how long it has still to go; null as long as that is not known. */
export function usualView(host: LitElement, store: PipelineStore | null, run: Run, job: Job, lang: string): unknown {
  if (!store?.src) return null;
  const known = earlier.get(store) ?? new Map<string, readonly Run[]>();
  earlier.set(store, known);
  if (!known.has(run.id)) {
    known.set(run.id, []);
    void ask(store, run).then((runs) => {
      known.set(run.id, runs);
      host.requestUpdate();
    });
  }
  const usual = usualOf(known.get(run.id) ?? [], job.id);
  if (usual === null) return null;
  const { status, startTime } = job;
  if (status !== 'running' || startTime === null) return formatDuration(usual);
  return ticking((now) => {
    const left = startTime + usual - now;
    const words = { usual: formatDuration(usual), time: formatDuration(Math.abs(left)) };
    return td(lang, left < 0 ? 'visualizer.usual.over' : 'visualizer.usual.left', words);
  }, true);
}

/** Runs that have ended do not change: the browser keeps them. */
async function ask(store: PipelineStore, { id }: Run): Promise<readonly Run[]> {
  try {
    const { runs } = await store.history({ limit: AMONG });
    const wanted = runs.filter((run) => run.id !== id && run.conclusion === 'success').slice(0, RUNS);
    if (wanted.length < FEWEST) return [];
    const answers = await Promise.all(wanted.map((run) => store.fetch(`runs/${encodeURIComponent(run.id)}`)));
    return await Promise.all(answers.map((answer) => answer.json() as Promise<Run>));
  } catch (error) {
    problemOf(error);
    // A guess is worth no word about why there is none.
    return [];
  }
}
