import {
  currentAttempt,
  jobKey,
  LOST,
  markSilence,
  type Millis,
  type PipelineEvent,
  type RunSummary,
} from '../../protocol/index.ts';
import { STALE_AFTER } from './follow-up.ts';
import { ingest, revise } from './ingest.ts';
import type { Turn } from './turn.ts';

/** A stale run is given up after so long (ms); a run that waits for somebody, after the longest that GitHub and GitLab let it. */
const LOST_AFTER = 24 * 60 * 60 * 1000;
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
 * Looks at the live runs of which nothing is heard. First viewers are told so; in the end the run is closed as an error,
 * never silently and never green, and the source's own word still wins should it come.
 */
export function watch(turn: Turn): void {
  const live = turn.sql
    .exec<Row>(
      `SELECT id, source, heard, summary FROM runs
       WHERE live = 1 AND id NOT IN (SELECT run FROM simulations WHERE state <> 'ended') ORDER BY number DESC`,
    )
    .toArray();
  const patience = new Map<string, number>();
  const next = live.map(({ id, source, heard, summary }, index) => {
    const { status, staleSince } = JSON.parse(summary) as RunSummary;
    const waits = status === 'waiting';
    const since = staleSince ?? heard;
    const lostAt = since + (index >= QUIET_LIVE_RUNS ? LOST_IN_A_CROWD : waits ? LOST_WHILE_WAITING : LOST_AFTER);
    if (lostAt <= turn.now) {
      giveUp(turn, id, source);
      return Infinity;
    }
    if (waits || staleSince) return lostAt;
    if (!patience.has(source)) patience.set(source, patienceFor(turn, source));
    const staleAt = since + (patience.get(source) ?? STALE_AFTER);
    if (staleAt > turn.now) return Math.min(staleAt, lostAt);
    const known = turn.runs.get(id);
    if (known) revise(turn, known, (state) => markSilence(state, since, turn.now));
    return lostAt;
  });
  const soonest = Math.min(...next);
  if (Number.isFinite(soonest)) turn.tasks.schedule('watch', '', Math.max(soonest, turn.now + LOOK_EVERY));
}

function patienceFor({ sql }: Turn, source: string): number {
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
  return Math.max(STALE_AFTER, 2 * median);
}

function giveUp(turn: Turn, id: string, source: string): void {
  const { state, view } = turn.runs.get(id) ?? {};
  if (!state || !view) return;
  const end = { conclusion: 'error', sourceStatus: LOST, reconciles: true } as const;
  const atWork = view.jobs.filter(({ status }) => status !== 'completed' && status !== 'created');
  ingest(turn, source, [
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
