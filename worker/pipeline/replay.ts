import { encodeJson, type StreamEventName } from '../../protocol/index.ts';
import type { Outgoing } from './journal.ts';
import { unpackLines } from './line-rows.ts';
import type { Turn } from './turn.ts';

/**
 * What a viewer may have missed and still catch up with event by event. Beyond it a snapshot is the shorter way: the tail
 * of the log, with the lines before it a cacheable GET away.
 */
export const REPLAY_BYTES = 1024 * 1024;
/** About what an event of the stream adds to its body: id, names, the fields around a line's message. */
export const EVENT_OVERHEAD = 200;

type JournalRow = {
  seq: number;
  count: number;
  type: StreamEventName;
  run: string | null;
  first_line: number | null;
  body: string;
};

/**
 * The events after `seq`, as text of the stream with their ids. Null when the journal no longer has them all, has never had
 * `seq`, or they are too many. `run` leaves out what concerns other runs.
 */
export function replay(turn: Turn, seq: number, run: string | null): string | null {
  const missed = eventsAfter(turn, seq);
  if (missed === null) return null;
  let text = '';
  for (const event of missed) if (run === null || event.run === null || event.run === run) text += event.text;
  return text;
}

/** The same as events, up to the one called `last`. */
export function eventsAfter({ sql, journal }: Turn, seq: number, last = journal.head): Outgoing[] | null {
  if (seq > journal.head || seq < journal.floor - 1) return null;
  if (seq >= last) return [];
  // The row that holds the next event may begin before it.
  const [first] = sql
    .exec<{ seq: number }>('SELECT seq FROM journal WHERE seq <= ? ORDER BY seq DESC LIMIT 1', seq + 1)
    .toArray();
  const from = first?.seq ?? seq + 1;
  const { size } = sql
    .exec<{ size: number | null }>(
      'SELECT sum(length(body) + count * ?) AS size FROM journal WHERE seq >= ?',
      EVENT_OVERHEAD,
      from,
    )
    .one();
  if ((size ?? 0) > REPLAY_BYTES) return null;
  const rows = sql.exec<JournalRow>(
    'SELECT seq, count, type, run, first_line, body FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq',
    from,
    last,
  );
  const events: Outgoing[] = [];
  for (const row of rows) {
    eventsOf(row).forEach((json, index) => {
      const id = { epoch: journal.epoch, seq: row.seq + index };
      if (id.seq <= seq || id.seq > last) return;
      events.push({ seq: id.seq, run: row.run, text: encodeJson(row.type, json, id) });
    });
  }
  return events;
}

function eventsOf({ type, run, first_line: firstLine, body }: JournalRow): string[] {
  if (type !== 'log' || run === null || firstLine === null) return [body];
  return unpackLines(run, firstLine, body).map((line) => JSON.stringify(line));
}
