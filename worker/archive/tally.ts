/** The runs of a pipeline that ended in one way. `conclusion` null: they have not ended yet. */
export interface RunTally {
  pipeline: string;
  conclusion: string | null;
  runs: number;
  /** Milliseconds that they took together. */
  duration: number;
  /** When the newest of them was created, ms. */
  newest: number;
}

/** What became of the runs that were created at `since` (ms) or later; of every pipeline where `pipeline` is null. */
export async function tallyRuns(db: D1Database, since: number, pipeline: string | null): Promise<RunTally[]> {
  // From one pipeline's name to the next by the index: only the rows that count are read, and only they are paid for.
  const { results } = await db
    .prepare(
      `WITH RECURSIVE names(name) AS (
         SELECT min(pipeline) FROM pipeline_runs WHERE ?2 IS NULL OR pipeline = ?2
         UNION ALL
         SELECT (SELECT min(pipeline) FROM pipeline_runs WHERE pipeline > name AND ?2 IS NULL)
         FROM names WHERE name IS NOT NULL)
       SELECT pipeline, conclusion, count(*) AS runs, coalesce(sum(duration), 0) AS duration, max(created_at) AS newest
       FROM names JOIN pipeline_runs ON pipeline = name AND created_at >= ?1
       GROUP BY pipeline, conclusion ORDER BY pipeline, conclusion`,
    )
    .bind(since, pipeline)
    .all<RunTally>();
  return results;
}
