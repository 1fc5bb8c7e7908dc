import type { Graph, GraphJob, Job, JobEvent, Millis, RunEvent } from '../../protocol/index.ts';
import { SIMULATED } from '../runners/simulated.ts';
import { toId } from '../sources/lenient.ts';
import type { Mapping, Whereabouts } from '../sources/mapping.ts';
import { askFor } from './fetches.ts';
import type { KnownRun } from './runs.ts';
import { rememberWhereabouts, runsLike } from './whereabouts.ts';
import type { Turn } from './turn.ts';

/** The systems whose API the Worker has a token for. */
export type Reach = ReadonlySet<Whereabouts['system']>;

/**
 * Graphs are merged like everything else, and what is better known wins in whatever order they come. What would be their
 * time says how well: all of them are before any real event, so that a job's own news always goes before its plan.
 */
export const GRAPH_RANKS = { inferred: 1, history: 2, workflow: 3, config: 4 } as const satisfies Partial<
  Record<Graph['origin'], Millis>
>;

/** What is known beforehand of a run that a delivery speaks of, and who is to be asked for more; nothing once it has a graph. */
export function draftGraph(
  turn: Turn,
  run: string,
  whereabouts: Whereabouts | undefined,
  reach: Reach,
): (RunEvent | JobEvent)[] {
  const home = whereabouts?.run === run ? whereabouts : undefined;
  // The name of the file may come with a later delivery than the first.
  if (home && (reach.has(home.system) || home.system === 'github')) rememberWhereabouts(turn, home);
  if (home?.system !== 'github' || hasGraph(turn.runs.get(run)) || graphJobs(turn).length > 0) return [];
  if (!reach.has('github')) return graphOfTheLastRun(turn, run);
  askFor(turn, 'graph', run);
  return [graphOf(run, 'inferred')];
}

/** What the config says of the graph of a run that has none of its own, from wherever it is reported. */
export function configuredGraph(turn: Turn, run: KnownRun): (RunEvent | JobEvent)[] {
  const jobs = graphJobs(turn);
  if (jobs.length === 0 || hasGraph(run) || run.state.source === SIMULATED) return [];
  return [graphOf(run.state.id, 'config'), ...planOf(run.state.id, jobs)];
}

const graphJobs = ({ configs }: Turn): readonly GraphJob[] => configs.current.graph?.jobs ?? [];

/** A command that reports from inside the run may have made it known before its graph is. */
const hasGraph = (run: KnownRun | null): boolean => (run?.view?.graph.origin ?? 'stages') !== 'stages';

/** A job that has ended has a log to fetch. One that was skipped has none. */
export function askForLogs(turn: Turn, { events, whereabouts }: Mapping, reach: Reach): void {
  if (whereabouts === undefined || !reach.has(whereabouts.system)) return;
  for (const event of events ?? []) {
    if (event.event !== 'job' || event.status !== 'completed' || event.conclusion === 'skipped') continue;
    if (event.externalId !== undefined && /^\d{1,20}$/.test(event.externalId)) {
      askFor(turn, 'log', event.run, event.externalId);
    }
  }
}

/** Without a definition, a run will be like the last one of its kind; failing that, its shape shows as it goes. */
export function graphOfTheLastRun(turn: Turn, run: string): (RunEvent | JobEvent)[] {
  const others = runsLike(turn, run).flatMap((id) => turn.runs.get(id)?.view ?? []);
  const model = others.find(({ conclusion }) => conclusion === 'success') ?? others[0];
  const jobs = model?.jobs ?? [];
  return jobs.length === 0
    ? [graphOf(run, 'inferred')]
    : [graphOf(run, 'history'), ...jobs.map((job) => again(run, job))];
}

export const graphOf = (run: string, origin: keyof typeof GRAPH_RANKS): RunEvent => ({
  event: 'run',
  run,
  at: GRAPH_RANKS[origin],
  graph: { origin, unplaced: [] },
});

const again = (run: string, { id, name, needs, stage, group }: Job): JobEvent => ({
  event: 'job',
  run,
  at: GRAPH_RANKS.history,
  job: id,
  name,
  needs,
  status: 'created',
  planned: true,
  stage: stage ?? undefined,
  group: group ?? undefined,
});

const planOf = (run: string, jobs: readonly GraphJob[]): JobEvent[] =>
  jobs.map(({ name, needs, stage }) => ({
    event: 'job',
    run,
    at: GRAPH_RANKS.config,
    job: toId(labelOf(name)),
    name: labelOf(name),
    needs: needs.map((need) => toId(labelOf(need))),
    status: 'created',
    planned: true,
    stage,
    instances: name.endsWith('*') ? name.slice(0, -1) : undefined,
  }));

/** `test (*` stands in the graph as `test` until its jobs appear. */
const labelOf = (name: string): string => (name.endsWith('*') ? name.replace(/[\s(/]*\*$/, '') || name : name);
