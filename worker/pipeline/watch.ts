import {
  currentAttempt,
  jobKey,
  LOST,
  markSilence,
  type Millis,
  type PipelineEvent,
  type RunSummary,
} from '../../protocol/index.ts';
import type { Reach } from './draft-graph.ts';
import { askAgain, type Fetch } from './fetches.ts';
import { ingest, revise } from './ingest.ts';
import { patienceOf } from './patience.ts';
import { homeOf } from './remote-runs.ts';
import type { KnownRun } from './runs.ts';
import type { Turn } from './turn.ts';

/** A run that waits for somebody is given up after the longest (ms) that GitHub and GitLab let it. */
const LOST_WHILE_WAITING = 35 * 24 * 60 * 60 * 1000;
/** Live runs that are let be so long; of those beyond, something must have been heard within the hour. */
const QUIET_LIVE_RUNS = 20;
const LOST_IN_A_CROWD = 60 * 60 * 1000;
/** Ended runs by which it is judged how long runs take. */
const SAMPLE = 20;
/** The shortest time between two looks (ms). */
const LOOK_EVERY = 60 * 1000;

type Row = { id: string; source: string; heard: Millis; summary: string };

/**
 * Looks at the live runs of which nothing is heard. First viewers are told so, and where the run is at home is asked how it
 * stands; in the end the run is closed as an error, never silently and never green, and the source's own word still wins
 * should it come.
 */
export function watch(turn: Turn, reach: Reach): void {
  const { stale, lost } = patienceOf(turn.configs.current);
  const live = turn.sql
    .exec<Row>(
      `SELECT id, source, heard, summary FROM runs
       WHERE live = 1 AND id NOT IN (SELECT run FROM simulations WHERE state <> 'ended') ORDER BY number DESC`,
    )
    .toArray();
  const patience = new Map<string, number>();
  const next = live.map(({ id, source, heard, summary }, index) => {
    const { status, staleSince } = JSON.parse(summary) as RunSummary;
    const since = staleSince ?? heard;
    const known = turn.runs.get(id);
    if (known === null) return Infinity;
    const waits = status === 'waiting' || isHeldUp(known);
    const lostAt = since + (index >= QUIET_LIVE_RUNS ? LOST_IN_A_CROWD : waits ? LOST_WHILE_WAITING : lost);
    if (lostAt <= turn.now) {
      // It is closed when there is no answer; the answer may also be that it goes on.
      if (!inquire(turn, known, reach, LAST_TIME)) giveUp(turn, id);
      else if (!staleSince) revise(turn, known, (state) => markSilence(state, since, turn.now));
      return Infinity;
    }
    if (waits || staleSince) return lostAt;
    if (!patience.has(source)) patience.set(source, patienceFor(turn, source, stale));
    const staleAt = since + (patience.get(source) ?? stale);
    if (staleAt > turn.now) return Math.min(staleAt, lostAt);
    revise(turn, known, (state) => markSilence(state, since, turn.now));
    inquire(turn, known, reach);
    return lostAt;
  });
  const soonest = Math.min(...next);
  if (Number.isFinite(soonest)) turn.tasks.schedule('watch', '', Math.max(soonest, turn.now + LOOK_EVERY));
}

/** A source may call a run running of which all that is left waits for somebody's word. */
function isHeldUp({ view }: KnownRun): boolean {
  const jobs = view?.jobs ?? [];
  return (
    jobs.some(({ status }) => status === 'waiting') &&
    !jobs.some(({ status }) => status === 'running' || status === 'queued')
  );
}

function patienceFor({ sql }: Turn, source: string, stale: Millis): Millis {
  const durations = sql
    .exec<{ summary: string }>(
      'SELECT summary FROM runs WHERE live = 0 AND source = ? ORDER BY number DESC LIMIT ?',
      source,
      SAMPLE,
    )
    .toArray()
    .flatMap(({ summary }) => (JSON.parse(summary) as RunSummary).duration ?? [])
    .sort((a, b) => a - b);
  const median = durations[durations.length >> 1] ?? 0;
  return Math.max(stale, 2 * median);
}

/** In the place of a job: the run is closed as lost when nobody can say how it stands. */
const LAST_TIME = 'last';

/** Has the system asked where the run is at home; false where nobody can be. */
function inquire(turn: Turn, known: KnownRun, reach: Reach, which = ''): boolean {
  const home = homeOf(turn, known);
  if (home === null || !reach.has(home.system)) return false;
  askAgain(turn, 'state', known.state.id, which);
  return true;
}

/** Its system has said how the run stands. Where that is what was known, the silence is over all the same. */
export function answered(turn: Turn, id: string, events: readonly PipelineEvent[]): void {
  const { source } = turn.runs.get(id)?.state ?? {};
  if (source === undefined) return;
  ingest(turn, source, events);
  const known = turn.runs.get(id);
  if (known && known.view?.status !== 'completed') revise(turn, known, (state) => markSilence(state, 0, turn.now));
}

/** Nobody could say how the run stands. Unless something has been heard of it since, the last time it is lost. */
export function unanswered(turn: Turn, { run, job }: Pick<Fetch, 'run' | 'job'>): void {
  if (job === LAST_TIME && turn.runs.get(run)?.view?.staleSince) giveUp(turn, run);
}

function giveUp(turn: Turn, id: string): void {
  const { state, view } = turn.runs.get(id) ?? {};
  if (!state || !view || view.status === 'completed') return;
  const end = { conclusion: 'error', sourceStatus: LOST, reconciles: true } as const;
  const atWork = view.jobs.filter(({ status }) => status !== 'completed' && status !== 'created');
  ingest(turn, state.source, [
    { event: 'log', run: id, type: 'error', message: 'Nothing more was heard of this run: it is given up as lost' },
    ...atWork.map(({ id: job, externalId: told }): PipelineEvent => {
      const externalId = told ?? undefined;
      // What is shown as the attempt may be counted over several entities; this is the source's own number.
      const entity = state.jobs.get(jobKey({ job, externalId }));
      return { event: 'job', run: id, job, externalId, attempt: entity && currentAttempt(entity), ...end };
    }),
    { event: 'run', run: id, attempt: view.attempt, ...end },
  ]);
}
