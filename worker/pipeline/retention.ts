import { logRetention, settle } from '../../protocol/index.ts';
import { isAtRest, SWEEP_EVERY } from './follow-up.ts';
import { revise } from './ingest.ts';
import { logBytes } from './lines.ts';
import { EVENT_OVERHEAD, REPLAY_BYTES } from './replay.ts';
import { forgetSeen } from './seen.ts';
import type { Turn } from './turn.ts';

const DAY = 24 * 60 * 60 * 1000;
/** How far back the journal is complete: what viewers can resume over, and twice what they may be sent of it. */
const WINDOW_EVENTS = 10_000;
const WINDOW_BYTES = 2 * REPLAY_BYTES;
const WINDOW_AGE = DAY;
/** Ended runs kept beyond the config's wish while the archive cannot take them. */
const UNARCHIVED = 1000;
const TRIGGER_KEYS_KEPT = DAY;
/** For as long as a delivery may come again. */
const TIES_KEPT = 7 * DAY;

/** Cuts the journal back to its window, and does so again when what is left will have been there for too long. */
export function trimJournal({ sql, journal, tasks, now }: Turn): void {
  let events = 0;
  let bytes = 0;
  let floor = journal.floor;
  let oldest: number | null = null;
  const rows = sql.exec<{ seq: number; count: number; size: number; at: number }>(
    'SELECT seq, count, length(body) AS size, at FROM journal WHERE seq >= ? ORDER BY seq DESC',
    floor,
  );
  for (const { seq, count, size, at } of rows) {
    events += count;
    bytes += size + count * EVENT_OVERHEAD;
    const newest = seq + count - 1 === journal.head;
    if (!newest && (events > WINDOW_EVENTS || bytes > WINDOW_BYTES || at < now - WINDOW_AGE)) {
      floor = seq + count;
      break;
    }
    // The newest row stays: it says how far the journal is.
    if (!newest) oldest = at;
  }
  journal.raiseFloor(floor);
  if (oldest !== null) tasks.ensure('trim', '', oldest + WINDOW_AGE + 1);
}

/** Deletes ended runs beyond those that the config keeps, or with a log beyond what it keeps, once the archive has them. */
export function dropOldRuns(turn: Turn): void {
  const { retention } = turn.configs.current;
  const kept = logRetention(retention);
  const ended = turn.sql
    .exec<{ number: number; id: string; archived: number; lines: number; heard: number }>(
      'SELECT number, id, archived, lines, heard FROM runs WHERE live = 0 ORDER BY number DESC',
    )
    .toArray();
  let lines = 0;
  let bytes = 0;
  let old = 0;
  ended.forEach((run, index) => {
    lines += run.lines;
    bytes += logBytes(turn.sql, run.id);
    const tooMuch = lines > kept.lines || bytes > kept.bytes || run.heard < turn.now - kept.days * DAY;
    if (index < retention.runs && (index === 0 || !tooMuch)) return;
    if (run.archived === 1 || old >= UNARCHIVED) dropRun(turn, run.number, run.id);
    old += 1;
  });
}

function dropRun({ sql, journal, runs, tasks }: Turn, number: number, id: string): void {
  const { last } = sql
    .exec<{ last: number | null }>("SELECT max(seq + count) AS last FROM journal WHERE type = 'log' AND run = ?", id)
    .one();
  // Events that are gone cannot be replayed. The newest row stays whosever it is: it says how far the journal is.
  journal.raiseFloor(Math.min(last ?? 0, journal.head));
  sql.exec("DELETE FROM journal WHERE type = 'log' AND run = ? AND seq < (SELECT max(seq) FROM journal)", id);
  for (const table of ['entities', 'log_streams']) sql.exec(`DELETE FROM ${table} WHERE run = ?`, number);
  for (const name of [id, ...runs.namesOf(id)]) {
    for (const table of ['whereabouts', 'fetches']) sql.exec(`DELETE FROM ${table} WHERE run = ?`, name);
  }
  for (const table of ['simulations', 'orders', 'names']) sql.exec(`DELETE FROM ${table} WHERE run = ?`, id);
  sql.exec('DELETE FROM runs WHERE number = ?', number);
  for (const kind of ['archive', 'settle', 'step'] as const) tasks.remove(kind, id);
  runs.drop(id);
}

/** Lets a run end that nobody reports on, if its jobs have. */
export function settleRun(turn: Turn, id: string): void {
  const known = turn.runs.get(id);
  if (known === null || !isAtRest(known)) return;
  const lastEnd = Math.max(...(known.view?.jobs ?? []).map(({ endTime }) => endTime ?? 0));
  revise(turn, known, (state) => settle(state, Math.max(turn.now, lastEnd)));
}

/** Forgets what was only kept so that nothing takes effect twice. */
export function sweep({ sql, tasks, now }: Turn): void {
  forgetSeen(sql, now);
  sql.exec('DELETE FROM triggers WHERE at < ?', now - TRIGGER_KEYS_KEPT);
  sql.exec('DELETE FROM ties WHERE at < ?', now - TIES_KEPT);
  const { left } = sql
    .exec<{ left: number }>('SELECT EXISTS (SELECT 1 FROM seen) OR EXISTS (SELECT 1 FROM triggers) AS left')
    .one();
  if (left === 1) tasks.schedule('sweep', '', now + SWEEP_EVERY);
}
