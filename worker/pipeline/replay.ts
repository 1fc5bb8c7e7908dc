import { encodeJson, type StreamEventName } from '../../protocol/index.ts';
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
export function replay({ sql, journal }: Turn, seq: number, run: string | null): string | null {
  if (seq > journal.head || seq < journal.floor - 1) return null;
  if (seq === journal.head) return '';
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
    'SELECT seq, count, type, run, first_line, body FROM journal WHERE seq >= ? ORDER BY seq',
    from,
  );
  let text = '';
  for (const row of rows) {
    if (run !== null && row.run !== null && row.run !== run) continue;
    eventsOf(row).forEach((json, index) => {
      const id = { epoch: journal.epoch, seq: row.seq + index };
      if (id.seq > seq) text += encodeJson(row.type, json, id);
    });
  }
  return text;
}

function eventsOf({ type, run, first_line: firstLine, body }: JournalRow): string[] {
  if (type !== 'log' || run === null || firstLine === null) return [body];
  return unpackLines(run, firstLine, body).map((line) => JSON.stringify(line));
}
