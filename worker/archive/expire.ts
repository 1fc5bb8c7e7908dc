/** Rows of lines deleted in one go: 128 MB of the usual ones. */
const ROWS = 1000;

/**
 * Deletes the log of the oldest ended run whose log ended before `since` (ms), or which is too much together with those of
 * the runs after it; never the newest run's. True when there may be more to delete.
 */
export async function expireLogs(
  db: D1Database,
  pipeline: string,
  { since, lines, bytes }: { since: number; lines: number; bytes: number },
): Promise<boolean> {
  const old = await db
    .prepare(
      `SELECT id FROM (
         SELECT id, number, end_time, row_number() OVER newest AS place,
           sum(lines) OVER newest AS lines_kept, sum(log_bytes) OVER newest AS bytes_kept
         FROM pipeline_runs WHERE pipeline = ?1 AND status = 'completed' AND lines > 0
         WINDOW newest AS (ORDER BY number DESC))
       WHERE place > 1 AND (end_time < ?2 OR lines_kept > ?3 OR bytes_kept > ?4) ORDER BY number LIMIT 1`,
    )
    .bind(pipeline, since, lines, bytes)
    .first<{ id: string }>();
  if (old === null) return false;
  const { meta } = await db
    .prepare(
      `DELETE FROM pipeline_logs WHERE rowid IN
         (SELECT rowid FROM pipeline_logs WHERE pipeline = ?1 AND pipeline_id = ?2 ORDER BY first_line LIMIT ?3)`,
    )
    .bind(pipeline, old.id, ROWS)
    .run();
  if (meta.changes >= ROWS) return true;
  // Only now: while any of it is left, the next try finds the run.
  await db
    .prepare('UPDATE pipeline_runs SET lines = 0, log_bytes = 0 WHERE pipeline = ?1 AND id = ?2')
    .bind(pipeline, old.id)
    .run();
  return true;
}

/** Runs deleted in one go: with their lines, as much as a statement may take (30 s). */
const RUNS = 20;

/** Deletes the runs that were created before `time` (ms), with all that is theirs; true when there may be more. */
export async function expireRuns(db: D1Database, pipeline: string, time: number): Promise<boolean> {
  const old = await db
    .prepare('SELECT id FROM pipeline_runs WHERE pipeline = ?1 AND created_at < ?2 ORDER BY created_at LIMIT ?3')
    .bind(pipeline, time, RUNS)
    .all<{ id: string }>();
  const ids = JSON.stringify(old.results.map(({ id }) => id));
  const among = 'IN (SELECT value FROM json_each(?2))';
  if (old.results.length > 0) {
    // The runs last: while any of it is left, the next try finds it.
    await db.batch([
      db.prepare(`DELETE FROM pipeline_logs WHERE pipeline = ?1 AND pipeline_id ${among}`).bind(pipeline, ids),
      db.prepare(`DELETE FROM pipeline_jobs WHERE pipeline = ?1 AND pipeline_id ${among}`).bind(pipeline, ids),
      db.prepare(`DELETE FROM pipeline_run_names WHERE pipeline = ?1 AND pipeline_id ${among}`).bind(pipeline, ids),
      db.prepare(`DELETE FROM pipeline_runs WHERE pipeline = ?1 AND id ${among}`).bind(pipeline, ids),
    ]);
  }
  return old.results.length === RUNS;
}

/** True while the archive has anything of the pipeline's. */
export async function hasRuns(db: D1Database, pipeline: string): Promise<boolean> {
  const row = await db
    .prepare('SELECT 1 AS found FROM pipeline_runs WHERE pipeline = ?1 LIMIT 1')
    .bind(pipeline)
    .first();
  return row !== null;
}
