import { encodeEvent, snapshotOf } from '../../protocol/index.ts';
import { lastLines } from './lines.ts';
import type { KnownRun } from './runs.ts';
import type { Turn } from './turn.ts';

/** How many live runs a fresh viewer is told of. */
const LIVE_RUNS = 20;

export interface SnapshotQuery {
  /** Lines of log of the newest run. */
  logs: number;
  /** Null for all runs. */
  run: string | null;
}

/**
 * All that a fresh viewer needs. Only the last event has an id, that of the journal's newest event: who loses the connection
 * before it asks again from where it was, and gets all of it again.
 */
export function snapshot(turn: Turn, { logs, run }: SnapshotQuery, viewers: number): string {
  const { journal, configs } = turn;
  const shown = run === null ? currentRuns(turn) : [turn.runs.get(run)].filter((known) => known !== null);
  const newest = shown.at(-1);
  const lines = newest ? lastLines(turn.sql, newest, logs) : [];
  return [
    encodeEvent({ event: 'config', data: configs.current }),
    ...shown.flatMap(({ view }) => (view ? [encodeEvent({ event: 'pipeline-update', data: snapshotOf(view) })] : [])),
    ...lines.map((data) => encodeEvent({ event: 'log', data })),
    encodeEvent({ event: 'presence', data: { viewers } }, { epoch: journal.epoch, seq: journal.head }),
  ].join('');
}

/** The newest run comes last: who shows just one run shows that one. */
function currentRuns({ runs }: Turn): KnownRun[] {
  const newest = runs.newest();
  if (newest === null) return [];
  const others = runs.live(LIVE_RUNS).filter((id) => id !== newest.state.id);
  return [...others.reverse().flatMap((id) => runs.get(id) ?? []), newest];
}
