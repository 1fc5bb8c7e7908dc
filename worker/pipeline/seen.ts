import type { Millis } from '../../protocol/index.ts';

/** Sources send an event again for hours (GitHub: three days by hand), not for longer. */
const REMEMBERED = 7 * 24 * 60 * 60 * 1000;
/** Of one pipeline; about 10 MB. */
const REMEMBERED_IDS = 100_000;

/** Remembers the id of an event; false when it has been here before. */
export function isNew(sql: SqlStorage, source: string, id: string, now: Millis): boolean {
  const added = sql.exec(
    'INSERT INTO seen (source, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING at',
    source,
    id,
    now,
  );
  return added.toArray().length === 1;
}

export function forgetSeen(sql: SqlStorage, now: Millis): void {
  const [newest] = sql
    .exec<{ at: number }>('SELECT at FROM seen ORDER BY at DESC LIMIT 1 OFFSET ?', REMEMBERED_IDS)
    .toArray();
  sql.exec('DELETE FROM seen WHERE at < ?', Math.max(now - REMEMBERED, newest?.at ?? 0));
}
