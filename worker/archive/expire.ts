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
