import { applyUpdate, newestFirst, type PipelineUpdate, type Problem, type Run } from '../../protocol/index.ts';
import { share } from './share.ts';
import { EMPTY_LOG, EMPTY_SNAPSHOT } from './snapshot.ts';
import type { LogSnapshot, StoreSnapshot } from './types.ts';

/** Everything known of a pipeline, of all its runs; a `StoreSnapshot` is the part that shows one of them. */
export interface Facts extends Pick<
  StoreSnapshot,
  'connection' | 'error' | 'lastHeard' | 'config' | 'preview' | 'runs' | 'viewers' | 'selection'
> {
  /** Runs that somebody wants to see and that the stream does not speak of. */
  readonly fetched: ReadonlyMap<string, Run>;
  /** Why a run that somebody wants to see cannot be shown. */
  readonly missing: ReadonlyMap<string, Problem>;
  readonly logs: ReadonlyMap<string, LogSnapshot>;
  /** The run that all see who have not chosen their own; null for the newest. */
  readonly shown: string | null;
}

/** Runs of the stream that are remembered. The server tells a fresh viewer of 20 live ones at most. */
const MAX_RUNS = 20;

const { run: _run, fetching: _fetching, log: _log, ...nothing } = EMPTY_SNAPSHOT;

export const NO_FACTS: Facts = {
  ...nothing,
  fetched: new Map(),
  missing: new Map(),
  logs: new Map(),
  shown: null,
};

export const findRun = (facts: Facts, id: string): Run | null =>
  facts.runs.find((run) => run.id === id) ?? facts.fetched.get(id) ?? null;

/** The run after an update; null for a change of a run that is not known, which must be fetched then. */
export function updatedRun(facts: Facts, update: PipelineUpdate): Run | null {
  const before = findRun(facts, update.id);
  const after = applyUpdate(before, update);
  return after && share(before, after);
}

/** Takes a run in: among the latest, newest first, or else among those that somebody asked for. */
export function withRun({ runs, fetched }: Facts, run: Run): Pick<Facts, 'runs' | 'fetched'> {
  if (runs.includes(run)) return { runs, fetched };
  const others = runs.filter(({ id }) => id !== run.id);
  const latest = [...others, run].sort(newestFirst).slice(0, MAX_RUNS);
  const rest = new Map(fetched);
  if (latest.includes(run)) rest.delete(run.id);
  else rest.set(run.id, run);
  return { runs: latest, fetched: rest };
}

/** True for a run that may belong among the latest. */
export const isRecent = ({ runs }: Facts, { number }: Pick<Run, 'number'>): boolean =>
  runs.length < MAX_RUNS || runs.some((run) => run.number < number);

/** The picture for one who has chosen a run to see, or with null the newest. */
export function picture(facts: Facts, chosen: string | null): StoreSnapshot {
  const { fetched: _fetched, shown: _shown, missing, logs, ...known } = facts;
  const run = chosen === null ? (known.runs[0] ?? null) : findRun(facts, chosen);
  const log = logs.get(run?.id ?? chosen ?? '');
  const error = missing.get(chosen ?? '');
  const fetching = chosen !== null && !error && !(run && log);
  return { ...known, run, log: log ?? EMPTY_LOG, fetching, ...(error && !run && { connection: 'error', error }) };
}
